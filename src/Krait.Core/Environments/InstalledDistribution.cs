using Krait.Metadata;
using Krait.Requirements;
using Krait.Storage;
using Krait.Versions;

namespace Krait.Environments;

/// <summary>A distribution that is installed: its name and version, and where it is recorded.</summary>
/// <param name="Name">Normalized, however its folder is spelled.</param>
/// <param name="Version">As its folder, or failing that its metadata, says.</param>
/// <param name="Form">How it is recorded.</param>
/// <param name="Path">Absolute path of its dist-info or egg-info folder or file, or egg-link.</param>
/// <param name="MetadataPath">Absolute path of its METADATA or PKG-INFO.</param>
public sealed record InstalledDistribution(
    PackageName Name,
    PackageVersion Version,
    InstalledForm Form,
    string Path,
    string MetadataPath
)
{
    /// <summary>The folder of packages that it is in.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>For an egg-link the source tree; null otherwise.</summary>
    public string? SourceFolder { get; init; }

    /// <summary>
    /// The source tree of an editable installation, as a path: from an egg-link or from <c>direct_url.json</c>. Null
    /// when it is none. Reads a file.
    /// </summary>
    public string? FindEditableFolder()
    {
        if (Form == InstalledForm.EggLink)
        {
            return SourceFolder;
        }

        return
            ReadDirectUrl() is DirectUrl.Folder { IsEditable: true } folder
            && Uri.TryCreate(folder.Url, UriKind.Absolute, out var url)
            && url.IsFile
            ? url.LocalPath
            : null;
    }

    /// <summary>What it says of itself; null, with the reason, when that is missing or cannot be understood. Reads a file.</summary>
    public CoreMetadata? TryReadMetadata(out string? problem)
    {
        problem = null;
        var content =
            FileContent.ReadIfPossible(MetadataPath, CoreMetadata.LargestFile)
            ?? ZippedEgg.TryReadMetadata(this);
        if (content is not { } bytes)
        {
            problem = $"it has no readable metadata: {MetadataPath}";
            return null;
        }

        return CoreMetadata.TryParse(bytes, out var metadata, out problem) ? metadata : null;
    }

    /// <summary>Where it came from, if not from an index (PEP 610); null when it does not say. Reads a file.</summary>
    public DirectUrl? ReadDirectUrl() =>
        ReadInfo("direct_url.json", DirectUrl.LargestFile) is { } bytes
        && DirectUrl.TryParse(bytes, out var directUrl, out _)
            ? directUrl
            : null;

    /// <summary>The tool that installed it; null when unknown. Reads a file.</summary>
    public string? ReadInstaller() =>
        ReadInfo("INSTALLER", 4096) is { } bytes && FileContent.TextOf(bytes).Trim() is { Length: > 0 } text
            ? text
            : null;

    /// <summary>Whether the user asked for it, and not only another distribution. Looks at a file.</summary>
    public bool IsRequested() =>
        Form == InstalledForm.DistInfo && FileStatus.TryGet(System.IO.Path.Join(Path, "REQUESTED"), out _);

    /// <summary>A file of the dist-info folder; null when there is none.</summary>
    public byte[]? ReadInfo(string name, long limit) =>
        Form == InstalledForm.DistInfo
            ? FileContent.ReadIfPossible(System.IO.Path.Join(Path, name), limit)
            : null;

    public override string ToString() => $"{Name}=={Version}";
}
