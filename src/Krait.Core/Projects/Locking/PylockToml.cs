using Krait.Markers;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Projects.Locking;

/// <summary>
/// A <c>pylock.toml</c> file (PEP 751 and the living specification), read strictly: what it says about installing is either understood
/// or refused; <c>tool</c> tables and unknown keys are passed over, as the specification has it. Immutable.
/// </summary>
public sealed partial record PylockToml
{
    /// <summary>The format's version: 1.0, or a later 1.x whose additions are not looked at.</summary>
    public required PackageVersion LockVersion { get; init; }

    public required string CreatedBy { get; init; }

    public VersionSpecifiers? RequiresPython { get; init; }

    /// <summary>The environments that the file is for; null if it does not say.</summary>
    public IReadOnlyList<Marker>? Environments { get; init; }

    public IReadOnlyList<ExtraName> Extras { get; init; } = [];

    public IReadOnlyList<string> DependencyGroups { get; init; } = [];

    /// <summary>The groups that count where none are asked for.</summary>
    public IReadOnlyList<string> DefaultGroups { get; init; } = [];

    public required IReadOnlyList<PylockPackage> Packages { get; init; }

    /// <summary>Whether a file's name makes it a lock of this format: <c>pylock.toml</c> or <c>pylock.name.toml</c>, without another dot.</summary>
    public static bool IsFileName(ReadOnlySpan<char> name)
    {
        if (name is "pylock.toml")
        {
            return true;
        }
        if (!name.StartsWith("pylock.") || !name.EndsWith(".toml") || name.Length <= "pylock..toml".Length)
        {
            return false;
        }
        return !name["pylock.".Length..^".toml".Length].Contains('.');
    }
}

/// <summary>One entry of <c>[[packages]]</c>: exactly one kind of source, or a source distribution and wheels.</summary>
public sealed record PylockPackage
{
    public required PackageName Name { get; init; }

    public PackageVersion? Version { get; init; }

    public Marker? Marker { get; init; }

    public VersionSpecifiers? RequiresPython { get; init; }

    /// <summary>The index that the files came from, for information.</summary>
    public string? Index { get; init; }

    public PylockVersionControl? VersionControl { get; init; }

    public PylockDirectory? Directory { get; init; }

    public PylockFile? Archive { get; init; }

    public PylockFile? SourceDistribution { get; init; }

    public IReadOnlyList<PylockFile> Wheels { get; init; } = [];
}

/// <summary>A file to fetch.</summary>
public sealed record PylockFile
{
    /// <summary>The file's name: as given, else the last part of path or address, decoded.</summary>
    public required string FileName { get; init; }

    public string? Url { get; init; }

    /// <summary>Relative to the lock file where it is not absolute. Comes before <see cref="Url"/>.</summary>
    public string? Path { get; init; }

    /// <summary>Bytes.</summary>
    public long? Size { get; init; }

    public DateTimeOffset? UploadTime { get; init; }

    /// <summary>At least one; the key is the algorithm's name, lower case.</summary>
    public required IReadOnlyDictionary<string, string> Hashes { get; init; }

    /// <summary>Of archives alone: the project's folder inside.</summary>
    public string? Subdirectory { get; init; }

    /// <summary>The name that path or address tell: their last part, that of an address decoded. Null where there is neither.</summary>
    internal static string? NameIn(string? path, string? url)
    {
        if (path is not null)
            return LastPart(path).ToString();
        if (url is null)
            return null;
        var end = url.AsSpan().IndexOfAny('?', '#');
        return Uri.UnescapeDataString(LastPart(end < 0 ? url : url.AsSpan(0, end)));
    }

    private static ReadOnlySpan<char> LastPart(ReadOnlySpan<char> path) =>
        path[(path.LastIndexOfAny('/', '\\') + 1)..];
}

/// <summary>A commit of a repository.</summary>
public sealed record PylockVersionControl
{
    /// <summary><c>git</c>, <c>hg</c>, <c>svn</c> or <c>bzr</c>.</summary>
    public required string Type { get; init; }

    public string? Url { get; init; }

    public string? Path { get; init; }

    /// <summary>What was asked for when locking; never what is checked out.</summary>
    public string? RequestedRevision { get; init; }

    public required string CommitId { get; init; }

    public string? Subdirectory { get; init; }
}

/// <summary>A project in a folder.</summary>
public sealed record PylockDirectory
{
    public required string Path { get; init; }

    public bool IsEditable { get; init; }

    public string? Subdirectory { get; init; }
}

/// <summary>A lock file is malformed, of another version, or does not fit what was asked of it.</summary>
public sealed class PylockException : KraitException
{
    public PylockException(string problem, string place = "")
        : base(place.Length == 0 ? problem : $"{problem} in `{place}`") => Place = place;

    /// <summary>The key, as <c>packages[0].wheels[1].size</c>; empty for the file as a whole.</summary>
    public string Place { get; }
}
