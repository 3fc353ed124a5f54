namespace Krait.Requirements;

/// <summary>Where in a file something is written.</summary>
/// <param name="File">Path or address of the file, as it was opened.</param>
/// <param name="Line">From 1; of a line that others continue, the first.</param>
/// <param name="Column">From 1, in UTF-16 code units.</param>
public readonly record struct RequirementOrigin(string File, int Line, int Column)
{
    /// <summary>
    /// What a path or address means that this file mentions: relative ones lie beside the file. Lexical: nothing is looked up on disk.
    /// </summary>
    public string Resolve(string reference) => FileReference.Resolve(File, reference);
}
