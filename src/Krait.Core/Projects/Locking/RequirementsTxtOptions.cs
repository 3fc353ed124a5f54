using Krait.Requirements;

namespace Krait.Projects;

/// <summary>How the packages that need a package are told.</summary>
public enum AnnotationStyle
{
    /// <summary>Each on a line of its own.</summary>
    Split,

    /// <summary>All behind the package.</summary>
    Line,
}

/// <summary>What a requirements file tells beside names and versions.</summary>
public sealed record RequirementsTxtOptions
{
    public bool Hashes { get; init; }

    public bool Extras { get; init; }

    /// <summary>The conditions under which each package is needed.</summary>
    public bool Markers { get; init; }

    /// <summary>Who needs each package.</summary>
    public bool Annotations { get; init; } = true;

    public AnnotationStyle AnnotationStyle { get; init; }

    /// <summary>Which index each package comes from.</summary>
    public bool IndexAnnotations { get; init; }

    /// <summary>Packages that are left out.</summary>
    public IReadOnlyList<PackageName> Omitted { get; init; } = [];
}
