namespace Krait.Metadata;

/// <summary>A field of the core metadata: how it is written, and since when it is one.</summary>
/// <param name="Name">In lower case, as <c>requires-dist</c>.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Since">The minor version of the metadata version that brought it, in tenths: 12 for 1.2.</param>
internal sealed record MetadataField(string Name, MetadataFieldKind Kind, int Since)
{
    /// <summary>All fields of metadata 1.0 to 2.6, in the order of the specification.</summary>
    public static IReadOnlyList<MetadataField> All { get; } =
    [
        new("metadata-version", MetadataFieldKind.Text, 10),
        new("name", MetadataFieldKind.Text, 10),
        new("version", MetadataFieldKind.Text, 10),
        new("dynamic", MetadataFieldKind.List, 22),
        new("platform", MetadataFieldKind.List, 10),
        new("supported-platform", MetadataFieldKind.List, 11),
        new("summary", MetadataFieldKind.Text, 10),
        new("description", MetadataFieldKind.Text, 10),
        new("description-content-type", MetadataFieldKind.Text, 21),
        new("keywords", MetadataFieldKind.Keywords, 10),
        new("home-page", MetadataFieldKind.Text, 10),
        new("download-url", MetadataFieldKind.Text, 11),
        new("author", MetadataFieldKind.Text, 10),
        new("author-email", MetadataFieldKind.Text, 10),
        new("maintainer", MetadataFieldKind.Text, 12),
        new("maintainer-email", MetadataFieldKind.Text, 12),
        new("license", MetadataFieldKind.Text, 10),
        new("license-expression", MetadataFieldKind.Text, 24),
        new("license-file", MetadataFieldKind.List, 24),
        new("classifier", MetadataFieldKind.List, 11),
        new("requires-dist", MetadataFieldKind.List, 12),
        new("requires-python", MetadataFieldKind.Text, 12),
        new("requires-external", MetadataFieldKind.List, 12),
        new("project-url", MetadataFieldKind.Urls, 12),
        new("provides-extra", MetadataFieldKind.List, 21),
        new("provides-dist", MetadataFieldKind.List, 12),
        new("obsoletes-dist", MetadataFieldKind.List, 12),
        new("import-name", MetadataFieldKind.List, 25),
        new("import-namespace", MetadataFieldKind.List, 25),
        new("requires", MetadataFieldKind.List, 11),
        new("provides", MetadataFieldKind.List, 11),
        new("obsoletes", MetadataFieldKind.List, 11),
    ];

    /// <summary>The field of this name, in lower case; null if there is none.</summary>
    public static MetadataField? Find(string name)
    {
        foreach (var field in All)
        {
            if (string.Equals(field.Name, name, StringComparison.Ordinal))
                return field;
        }
        return null;
    }
}

/// <summary>What a metadata field holds.</summary>
internal enum MetadataFieldKind
{
    /// <summary>One text.</summary>
    Text,

    /// <summary>A text each time it occurs.</summary>
    List,

    /// <summary>Words joined by commas.</summary>
    Keywords,

    /// <summary>A label and a URL, joined by a comma, each time it occurs.</summary>
    Urls,
}
