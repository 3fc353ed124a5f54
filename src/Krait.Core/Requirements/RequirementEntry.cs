using Krait.Markers;

namespace Krait.Requirements;

/// <summary>
/// One requirement of a requirements file: a dependency specifier, or only a path or address whose project has to tell its name.
/// </summary>
public sealed record RequirementEntry
{
    /// <summary>The dependency specifier; null where <see cref="Address"/> stands alone.</summary>
    public Requirement? Requirement { get; init; }

    /// <summary>Path or address, variables filled in; null for a requirement by version.</summary>
    public string? Address { get; init; }

    /// <summary><see cref="Address"/> as it stands in the file, for writing it back; the same where it has no variables.</summary>
    public string? GivenAddress { get; init; }

    /// <summary>The name that an address claims in its <c>#egg=</c> part, or that of the specifier.</summary>
    public PackageName? Name { get; init; }

    public IReadOnlyList<ExtraName> Extras { get; init; } = [];

    public Marker? Marker { get; init; }

    /// <summary>True behind <c>-e</c>.</summary>
    public bool IsEditable { get; init; }

    /// <summary>True in a file behind <c>-c</c>: limits versions, installs nothing.</summary>
    public bool IsConstraint { get; init; }

    /// <summary>The digests of which a file must have one; empty if none is demanded.</summary>
    public IReadOnlyList<RequirementHash> Hashes { get; init; } = [];

    /// <summary><c>KEY=VALUE</c> for the build backend, in the order given.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ConfigSettings { get; init; } = [];

    /// <summary>The requirement's text without options, variables filled in.</summary>
    public required string Text { get; init; }

    public required RequirementOrigin Origin { get; init; }
}
