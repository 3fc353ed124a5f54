using System.Text.Json.Nodes;
using Krait.Indexes;
using Krait.Requirements;
using Krait.Resolver;
using Krait.Sources;
using Krait.Versions;

namespace Krait.Vectors;

/// <summary>An index that exists only on paper: projects and metadata told in a test, answered at once.</summary>
public sealed class PaperIndex : IDistributionProvider
{
    private readonly Dictionary<PackageName, JsonArray> _files = [];
    private readonly Dictionary<string, WheelMetadata> _metadata = new(StringComparer.Ordinal);
    private readonly Dictionary<PackageName, ProjectListing> _listings = [];
    private readonly IndexLocation _location = IndexLocation.TryParse(
        "https://index.example/simple",
        "/",
        out var location
    )
        ? location
        : throw new InvalidOperationException();

    /// <summary>The order in which metadata was asked for.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Adds a release with one wheel that fits everywhere.</summary>
    public void Add(string name, string version, params string[] requires) =>
        Add(name, [$"{Escape(name)}-{version}-py3-none-any.whl"], requires);

    /// <summary>Adds a release with files of the given names.</summary>
    public void Add(
        string name,
        IReadOnlyList<string> files,
        IReadOnlyList<string> requires,
        string? requiresPython = null,
        bool isYanked = false,
        string? uploadTime = null,
        IReadOnlyList<string>? extras = null
    )
    {
        var package = PackageName.Parse(name);
        if (!_files.TryGetValue(package, out var list))
            _files.Add(package, list = []);
        foreach (var file in files)
        {
            JsonObject entry = new()
            {
                ["filename"] = file,
                ["url"] = $"https://files.example/{file}",
                ["hashes"] = new JsonObject { ["sha256"] = new string('0', 64) },
                ["core-metadata"] = true,
            };
            if (requiresPython is not null)
                entry["requires-python"] = requiresPython;
            if (isYanked)
                entry["yanked"] = true;
            if (uploadTime is not null)
                entry["upload-time"] = uploadTime;
            list.Add(entry);
            _metadata[file] = new(
                [.. requires.Select(text => Requirement.Parse(text))],
                requiresPython is null ? null : VersionSpecifiers.Parse(requiresPython),
                [.. (extras ?? []).Select(text => ExtraName.Parse(text))]
            );
        }
    }

    /// <summary>A name as file names spell it.</summary>
    public static string Escape(string name) => name.Replace('-', '_');

    public void PrefetchProject(PackageName name) { }

    public ValueTask<ProjectListing> GetProjectAsync(PackageName name, CancellationToken cancellation)
    {
        if (!_listings.TryGetValue(name, out var listing))
            _listings.Add(name, listing = Listing(name));
        return ValueTask.FromResult(listing);
    }

    public void PrefetchMetadata(ProjectFiles project, int file) { }

    public ValueTask<MetadataAnswer> GetMetadataAsync(
        ProjectFiles project,
        int file,
        CancellationToken cancellation
    )
    {
        var name = project.FileName(file);
        Asked.Add(name);
        return ValueTask.FromResult(MetadataAnswer.Of(_metadata[name]));
    }

    public Distribution ReadDirect(Requirement requirement) =>
        DirectReference.Read(requirement.Name, requirement.Url!, "/");

    public ValueTask<MetadataAnswer> GetMetadataAsync(
        Distribution distribution,
        CancellationToken cancellation
    ) =>
        ValueTask.FromResult(
            _metadata.TryGetValue(distribution.FileName, out var metadata)
                ? MetadataAnswer.Of(metadata)
                : new MetadataAnswer(MetadataState.Refused, null, "404 Not Found")
        );

    private ProjectListing Listing(PackageName name)
    {
        if (!_files.TryGetValue(name, out var files))
            return new(name, [], [new(_location, IndexProblemKind.NotFound)]);
        JsonObject page = new() { ["name"] = name.Value, ["files"] = files };
        PageText text = new();
        ProjectBuilder builder = new(name, text) { Base = _location.Url };
        JsonPage.Read(
            System.Text.Encoding.UTF8.GetBytes(page.ToJsonString()),
            text,
            builder,
            (in PageFile file) => builder.Add(file)
        );
        var project =
            ProjectFiles.TryOpen(name, _location, builder.Pack(null, null, 0, 0), null)
            ?? throw new InvalidOperationException($"the project `{name}` does not read back");
        return new(
            name,
            [
                [project],
            ],
            []
        );
    }
}
