using System.Diagnostics.CodeAnalysis;
using Krait.Requirements;
using Krait.Toml;
using Krait.Versions;

namespace Krait.Metadata;

/// <summary>
/// The <c>[project]</c> table of a pyproject.toml, every field typed. Implements the pyproject.toml specification (PEP 621) with
/// license expressions (PEP 639), import names (PEP 794) and fields that are partly dynamic (PEP 808). Texts are kept as written.
/// </summary>
public sealed record ProjectTable
{
    public required PackageName Name { get; init; }

    /// <summary>The name as written.</summary>
    public required string WrittenName { get; init; }

    /// <summary>null where it is dynamic.</summary>
    public PackageVersion? Version { get; init; }

    public string? Description { get; init; }

    public ProjectText? Readme { get; init; }

    public VersionSpecifiers? RequiresPython { get; init; }

    /// <summary>An SPDX expression, as written; it need not be a valid one.</summary>
    public string? LicenseExpression { get; init; }

    /// <summary>The license by text or file, the form before expressions.</summary>
    public ProjectText? License { get; init; }

    /// <summary>Patterns; null where the field is absent.</summary>
    public IReadOnlyList<string>? LicenseFiles { get; init; }

    public IReadOnlyList<ProjectContact> Authors { get; init; } = [];

    public IReadOnlyList<ProjectContact> Maintainers { get; init; } = [];

    public IReadOnlyList<string> Keywords { get; init; } = [];

    public IReadOnlyList<string> Classifiers { get; init; } = [];

    /// <summary>By label, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Urls { get; init; } = [];

    /// <summary>By name; their targets are checked where scripts are made of them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Scripts { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> GuiScripts { get; init; } = [];

    /// <summary>Group by group.</summary>
    public IReadOnlyList<
        KeyValuePair<string, IReadOnlyList<KeyValuePair<string, string>>>
    > EntryPoints { get; init; } = [];

    /// <summary>In the order of the file; incomplete where <see cref="Dynamic"/> names the field too.</summary>
    public IReadOnlyList<Requirement> Dependencies { get; init; } = [];

    /// <summary>By extra, in the order of the file.</summary>
    public IReadOnlyList<
        KeyValuePair<ExtraName, IReadOnlyList<Requirement>>
    > OptionalDependencies { get; init; } = [];

    /// <summary>As written, tags included; null where the field is absent, which is not the same as empty.</summary>
    public IReadOnlyList<string>? ImportNames { get; init; }

    /// <inheritdoc cref="ImportNames"/>
    public IReadOnlyList<string>? ImportNamespaces { get; init; }

    /// <summary>The fields that the build decides or completes.</summary>
    public IReadOnlyList<string> Dynamic { get; init; } = [];

    public bool IsDynamic(string field) => Dynamic.Contains(field, StringComparer.Ordinal);

    /// <summary>Reads the table of a document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="project">What was read.</param>
    /// <param name="faults">All that is wrong, in the order of the specification's fields; empty if nothing is.</param>
    public static bool TryRead(
        TomlTable root,
        [NotNullWhen(true)] out ProjectTable? project,
        out IReadOnlyList<ProjectFault> faults
    )
    {
        var reader = new ProjectTableReader();
        project = reader.Read(root["project"]);
        faults = reader.Faults;
        if (faults.Count > 0)
            project = null;
        return project is not null;
    }
}

/// <summary>A text, or the file that holds it; exactly one of the two.</summary>
/// <param name="File">A path relative to the project's folder, as written.</param>
/// <param name="Text">The text itself.</param>
/// <param name="ContentType">Of a readme; null of a license.</param>
public sealed record ProjectText(string? File, string? Text, string? ContentType = null);

/// <summary>A person; at least one of the two is given.</summary>
public sealed record ProjectContact(string? Name, string? Email);
