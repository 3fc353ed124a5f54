namespace Krait.Environments;

/// <summary>
/// What the scripts of one environment are made from. Texts are data: each script quotes them as its shell needs it,
/// once, and never puts them inside other quotes.
/// </summary>
/// <param name="Root">The environment's absolute path; null for one that may be moved: scripts then find themselves.</param>
/// <param name="Prompt">What <c>VIRTUAL_ENV_PROMPT</c> will be; null for the name of the environment's folder.</param>
/// <param name="LibraryFolder">Relative path from the scripts to <c>site-packages</c>, as <c>../lib/python3.12/site-packages</c>.</param>
/// <param name="ScriptsName"><c>bin</c> or <c>Scripts</c>.</param>
internal sealed record ActivationTexts(
    string? Root,
    string? Prompt,
    string LibraryFolder,
    string ScriptsName
);
