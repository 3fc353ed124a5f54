namespace Krait.Markers.Poetry;

/// <summary>
/// A dependency as <c>[tool.poetry.dependencies]</c> says it, and the requirement (PEP 508) that Poetry makes of it, letter by letter:
/// that is what its locks, exports and built metadata hold. Exactly one of <see cref="Git"/>, <see cref="Url"/> and a version counts,
/// in this order.
/// </summary>
internal sealed record PoetryDependency
{
    /// <summary>The name as written.</summary>
    public required string Name { get; init; }

    /// <summary>A constraint on the version.</summary>
    public string Version { get; init; } = "*";

    /// <summary>Extras of the dependency, normalized.</summary>
    public IReadOnlyList<string> Extras { get; init; } = [];

    /// <summary>A constraint on Python; null for none.</summary>
    public string? Python { get; init; }

    /// <summary>A constraint on <c>sys_platform</c>; null for none.</summary>
    public string? Platform { get; init; }

    /// <summary>A marker; null for none.</summary>
    public string? Markers { get; init; }

    /// <summary>The address of a repository; null where it comes from none.</summary>
    public string? Git { get; init; }

    /// <summary>The branch, tag or revision of <see cref="Git"/>.</summary>
    public string? Reference { get; init; }

    /// <summary>The address of an archive.</summary>
    public string? Url { get; init; }

    /// <summary>The folder of the project in a repository or an archive.</summary>
    public string? Subdirectory { get; init; }

    /// <summary>Where it is needed: the marker, then Python's constraint, then the platform's.</summary>
    /// <exception cref="FormatException">Poetry refuses one of the three.</exception>
    public PoetryMarker Marker(PoetryMarkerAlgebra algebra)
    {
        var marker = Markers is null ? PoetryMarker.Any : algebra.Parse(Markers);
        if (Python is not null)
            marker = algebra.Intersect(
                marker,
                algebra.Parse(PoetryPythonMarkers.ToMarker(Constraint(Python)))
            );
        return Platform is null ? marker : algebra.Intersect(marker, algebra.Parse(PlatformMarker(Platform)));
    }

    /// <summary>The requirement, the conditions on extras left out where they are not wanted.</summary>
    /// <exception cref="FormatException">Poetry refuses one of the constraints.</exception>
    public string ToRequirement(PoetryMarkerAlgebra algebra, bool withExtras = true)
    {
        var marker = Marker(algebra);
        if (!withExtras)
            marker = algebra.WithoutExtras(marker);
        return marker.IsAny || marker.IsEmpty ? ToString() : $"{this} ; {marker}";
    }

    /// <summary>The requirement without its marker.</summary>
    public override string ToString()
    {
        var name =
            Extras.Count == 0 ? Name : $"{Name}[{string.Join(',', Extras.Order(StringComparer.Ordinal))}]";
        var folder = Subdirectory is null ? "" : $"#subdirectory={Subdirectory}";
        if (Git is not null)
            return $"{name} @ git+{GitAddress(Git)}{(Reference is null ? "" : $"@{Reference}")}{folder}";
        return Url is not null ? $"{name} @ {Url}{folder}" : $"{name}{VersionText()}";
    }

    private string VersionText()
    {
        var constraint = Constraint(Version);
        return constraint switch
        {
            { IsAny: true } => "",
            PoetryExactVersion exact => $" (=={exact})",
            // What is left out alone has a form of its own; other unions keep the commas that were written.
            PoetryVersionUnion { IsSimple: false } union
                when !union.ToString()!.StartsWith("!=", StringComparison.Ordinal) =>
                $" ({string.Join(',', Version.Split(',').Select(part => Constraint(part)))})",
            PoetryVersionUnion => $" ({constraint})",
            _ => $" ({constraint.ToString()!.Replace(" ", "", StringComparison.Ordinal)})",
        };
    }

    // The short form of an address, as `git@host.example:owner/name.git`, stands for one of ssh.
    private static string GitAddress(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
            return text;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? $"ssh://{text}" : $"ssh://{text[..colon]}/{text[(colon + 1)..]}";
    }

    private static PoetryConstraint Constraint(string text) =>
        PoetryConstraintParser.TryParse(text.Trim(), out var constraint)
            ? constraint
            : throw new FormatException($"Could not parse version constraint: {text}");

    private static string PlatformMarker(string text) =>
        PoetryTextParser.TryParse(text, isExtra: false, out var constraint)
            ? PlatformMarker(constraint)
            : throw new FormatException($"Could not parse constraint: {text}");

    private static string PlatformMarker(PoetryTextConstraint constraint) =>
        constraint switch
        {
            PoetryTextTerm term => $"sys_platform {term.Sign} \"{term.Value}\"",
            PoetryTextConjunction all => string.Join(" and ", all.Terms.Select(PlatformMarker)),
            PoetryTextUnion either => string.Join(" or ", either.Parts.Select(PlatformMarker)),
            { IsAny: true } => "",
            _ => throw new FormatException("A platform that is two at once is none"),
        };
}
