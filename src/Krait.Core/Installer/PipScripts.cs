using System.Buffers;

namespace Krait.Installer;

/// <summary>
/// pip's scripts are named for the Python that they run on, whatever the wheel lists: <c>pip</c>, <c>pip3</c> and
/// <c>pip3.12</c>. Both pip and uv install it so.
/// </summary>
internal static class PipScripts
{
    private static readonly SearchValues<char> s_versionCharacters = SearchValues.Create("0123456789.");

    /// <summary>The files that one entry point becomes: one, but for those of pip.</summary>
    /// <param name="distribution">Normalized name.</param>
    /// <param name="script">The entry point.</param>
    /// <param name="version">As <c>3.12</c>; null where it is not known.</param>
    public static IEnumerable<string> NamesOf(string distribution, string script, string? version)
    {
        if (distribution != "pip" || version is null)
        {
            return [script];
        }

        if (script == "pip")
        {
            var dot = version.IndexOf('.', StringComparison.Ordinal);
            return dot < 0 ? ["pip", $"pip{version}"] : ["pip", $"pip{version[..dot]}", $"pip{version}"];
        }

        return IsVersioned(script) ? [] : [script];
    }

    private static bool IsVersioned(string script)
    {
        const int Stem = 3;
        return script.Length > Stem
            && script.StartsWith("pip", StringComparison.Ordinal)
            && script.AsSpan(Stem).IndexOfAnyExcept(s_versionCharacters) < 0;
    }
}
