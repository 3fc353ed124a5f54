using System.Text;
using Krait.Markers;
using Krait.Requirements;
using Krait.Resolver;
using Krait.Sources;

namespace Krait.Projects;

/// <summary>
/// Writes an answer as a requirements file: pinned packages by name, each with its hashes and who needs it. The bytes
/// are uv's.
/// </summary>
public static class RequirementsTxt
{
    private const int CommentColumn = 24;

    /// <summary>The file's text, without its header.</summary>
    public static string Write(Resolution resolution, ResolverInput input, RequirementsTxtOptions options)
    {
        StringBuilder text = new();
        var written = AddressesOf(input);
        var sources = options.Annotations ? SourcesOf(input) : [];
        foreach (var line in RequirementLine.Of(resolution, input, options))
        {
            var package = line.Package;
            if (options.Omitted.Contains(package.Name))
                continue;
            StringBuilder entry = new(Pin(package, line.Extras, written));
            if (options.Markers && line.Marker.Length > 0)
                entry.Append(" ; ").Append(line.Marker);
            if (options.Hashes)
            {
                foreach (var hash in package.Hashes)
                    entry.Append(" \\\n    --hash=").Append(hash);
            }
            var hasHashes = options.Hashes && package.Hashes.Count > 0;
            if (options.Annotations)
                Annotate(entry, line, sources, options.AnnotationStyle, hasHashes);
            text.Append(entry).Append('\n');
            if (options.IndexAnnotations && package.Distribution is RegistryDistribution registry)
                text.Append("    # from ").Append(registry.Index).Append('\n');
        }
        if (options.Annotations)
            AppendOmitted(text, resolution, options.Omitted);
        return text.ToString();
    }

    private static string Pin(
        ResolvedPackage package,
        IReadOnlyCollection<ExtraName> of,
        Dictionary<PackageName, string> written
    )
    {
        var extras = of.Count > 0 ? $"[{string.Join(", ", of)}]" : "";
        var address = package.Distribution switch
        {
            UrlDistribution url => written.GetValueOrDefault(package.Name) ?? url.Text,
            PathDistribution path => written.GetValueOrDefault(package.Name) ?? path.Text,
            _ => null,
        };
        if (address is null)
            return $"{package.Name}{extras}=={package.Version}";
        var isPath =
            !address.Contains("://", StringComparison.Ordinal)
            && !address.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        return extras.Length == 0 && isPath ? address : $"{package.Name}{extras} @ {address}";
    }

    /// <summary>Addresses and paths as files write them, with variables that may hold secrets left in.</summary>
    private static Dictionary<PackageName, string> AddressesOf(ResolverInput input)
    {
        Dictionary<PackageName, string> written = [];
        foreach (var source in input.Overrides.Concat(input.Requirements).Concat(input.Constraints))
        {
            if (source.Requirement is { GivenUrl: { } given } requirement)
                written.TryAdd(requirement.Name, given);
        }
        return written;
    }

    private static void Annotate(
        StringBuilder entry,
        RequirementLine line,
        Dictionary<PackageName, SortedSet<(OriginKind Kind, InputOrigin Where)>> sources,
        AnnotationStyle style,
        bool hasHashes
    )
    {
        var origins = sources.TryGetValue(line.Package.Name, out var known)
            ? known.Select(origin => Told(origin.Kind, origin.Where))
            : [];
        var parents = line.RequiredBy.Select(name => name.Value);
        if (style == AnnotationStyle.Line)
        {
            var all = string.Join(", ", parents.Concat(origins));
            if (all.Length == 0)
                return;
            if (!hasHashes)
                entry.Append(' ', Math.Max(0, CommentColumn - entry.Length));
            entry.Append(hasHashes ? "\n    # via " : "  # via ").Append(all);
            return;
        }
        string[] lines = [.. origins.Concat(parents)];
        if (lines.Length == 1)
        {
            entry.Append("\n    # via ").Append(lines[0]);
        }
        else if (lines.Length > 1)
        {
            entry.Append("\n    # via");
            foreach (var parent in lines)
                entry.Append("\n    #   ").Append(parent);
        }
    }

    private static void AppendOmitted(
        StringBuilder text,
        Resolution resolution,
        IReadOnlyList<PackageName> omitted
    )
    {
        var left = omitted.Where(name => resolution.Find(name) is not null).ToList();
        if (left.Count == 0)
            return;
        text.Append("\n# The following packages were excluded from the output:\n");
        foreach (var name in left)
            text.Append("# ").Append(name).Append('\n');
    }

    private static Dictionary<PackageName, SortedSet<(OriginKind Kind, InputOrigin Where)>> SourcesOf(
        ResolverInput input
    )
    {
        Dictionary<PackageName, SortedSet<(OriginKind Kind, InputOrigin Where)>> sources = [];
        foreach (var requirement in input.Requirements)
            Add(requirement, OriginKind.Requirement);
        foreach (var constraint in input.Constraints)
        {
            if (constraint.Requirement.Specifiers.Count > 0 || constraint.Requirement.Url is not null)
                Add(constraint, OriginKind.Constraint);
        }
        foreach (var replacement in input.Overrides)
            Add(replacement, OriginKind.Override);
        return sources;

        void Add(InputRequirement written, OriginKind kind)
        {
            if (written.Origin is not { } origin || !Holds(written.Requirement.Marker))
                return;
            var name = written.Requirement.Name;
            if (!sources.TryGetValue(name, out var set))
                sources.Add(name, set = []);
            set.Add((kind, origin));
        }

        bool Holds(Marker? marker) => marker is null || marker.Evaluate(input.Environment, []);
    }

    private enum OriginKind
    {
        Constraint,
        Override,
        Requirement,
    }

    private static string Told(OriginKind kind, InputOrigin where) =>
        kind switch
        {
            OriginKind.Constraint => $"-c {where.Path}",
            OriginKind.Override => $"--override {where}",
            _ => where is InputOrigin.File ? $"-r {where}" : where.ToString(),
        };
}
