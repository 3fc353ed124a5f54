using Krait.Cli.Arguments.Options;
using Krait.Indexes;
using Krait.Requirements;
using Krait.Toml;

namespace Krait.Cli.Settings;

/// <summary>Which indexes are asked, in which order: from options and variables, and from requirements files.</summary>
internal sealed record IndexSettings
{
    /// <summary>Named indexes, the most important first; the default one is not among them.</summary>
    public IReadOnlyList<IndexLocation> Extra { get; private init; } = [];

    /// <summary>What replaces the usual default index; null for none.</summary>
    public IndexLocation? Default { get; private init; }

    public IReadOnlyList<IndexLocation> FindLinks { get; private init; } = [];

    /// <summary>Indexes and folders of requirements files as those write them, variables and all.</summary>
    public IReadOnlyDictionary<IndexLocation, string> Given { get; private init; } =
        new Dictionary<IndexLocation, string>();

    /// <summary>Indexes for certain packages alone.</summary>
    public IReadOnlyList<DedicatedIndexes> Dedicated { get; init; } = [];

    public bool NoIndex { get; private init; }

    public IndexStrategy Strategy { get; private init; }

    public bool Refresh { get; private init; }

    public HashSet<PackageName> RefreshPackages { get; private init; } = [];

    /// <summary>Reads them; an empty address, as a variable that is not set leaves behind, is none.</summary>
    /// <exception cref="KraitException">An address cannot be read.</exception>
    public static IndexSettings Read(SettingsReader reader, GlobalSettings global)
    {
        var folder = global.WorkingDirectory;
        var named = reader
            .Texts(PackageIndexOptions.Index)
            .Where(text => text.Length > 0)
            .Select(text => WithCredentials(Parse(text, folder, "--index")));
        var extra = reader
            .Located(PackageIndexOptions.ExtraIndexUrl, folder)
            .Where(l => l.Text.Length > 0)
            .Select(l => Parse(l.Text, l.Folder, "--extra-index-url"));
        var chosen =
            Filled(reader.LocatedText(PackageIndexOptions.DefaultIndex, folder))
            ?? Filled(reader.LocatedText(PackageIndexOptions.IndexUrl, folder));
        var kept = reader.Files.Tables("index").Select(t => FromTable(t.Table, t.Folder)).ToList();
        return new IndexSettings
        {
            Extra = [.. named, .. kept.Where(i => !i.IsDefault), .. extra],
            Default = chosen is null
                ? kept.Find(i => i.IsDefault)
                : WithCredentials(Parse(chosen.Value.Text, chosen.Value.Folder, "--default-index")),
            FindLinks =
            [
                .. reader
                    .Located(PackageIndexOptions.FindLinks, folder)
                    .Where(l => l.Text.Length > 0)
                    .SelectMany(l => Parts(l.Text, l.Folder).Select(part => ParseLinks(part, l.Folder))),
            ],
            NoIndex = reader.IsOn(PackageIndexOptions.NoIndex),
            Strategy = reader.Text(PackageIndexOptions.IndexStrategy) switch
            {
                "unsafe-first-match" => IndexStrategy.UnsafeFirstMatch,
                "unsafe-best-match" => IndexStrategy.UnsafeBestMatch,
                _ => IndexStrategy.FirstIndex,
            },
            // What is put in place anew should be what the index has now.
            Refresh = reader.IsOn(CacheOptions.Refresh) || reader.IsOn(InstallerOptions.Reinstall),
            RefreshPackages =
            [
                .. PackageNames.ReadSet(reader, CacheOptions.RefreshPackage),
                .. PackageNames.ReadSet(reader, InstallerOptions.ReinstallPackage),
            ],
        };
    }

    /// <summary>With what requirements files name; options come before them.</summary>
    public IndexSettings With(
        RequirementsLocation? indexUrl,
        IEnumerable<RequirementsLocation> extraIndexUrls,
        IEnumerable<RequirementsLocation> findLinks,
        bool noIndex,
        string folder
    )
    {
        Dictionary<IndexLocation, string> given = [];
        return this with
        {
            Default =
                Default
                ?? (indexUrl is null ? null : Keep(Parse(indexUrl.Value, folder, "--index-url"), indexUrl)),
            Extra =
            [
                .. Extra,
                .. extraIndexUrls.Select(i => Keep(Parse(i.Value, folder, "--extra-index-url"), i)),
            ],
            FindLinks =
            [
                .. FindLinks,
                .. findLinks.Select(l => Keep(ParseLinks(l.Origin.Resolve(l.Value), folder), l)),
            ],
            NoIndex = NoIndex || noIndex,
            Given = given,
        };

        IndexLocation Keep(IndexLocation location, RequirementsLocation written)
        {
            given.TryAdd(location, written.Given);
            return location;
        }
    }

    /// <exception cref="KraitException">A folder of links is not there.</exception>
    public IndexOptions ToOptions()
    {
        foreach (var links in FindLinks)
            CheckFolder(links);
        IndexLocation[] indexes = NoIndex ? [] : [.. Extra, Default ?? Usual()];
        return new IndexOptions
        {
            Indexes = indexes,
            Dedicated = Dedicated,
            FindLinks = FindLinks,
            NoIndex = NoIndex,
            Strategy = Strategy,
            Refresh = Refresh,
            RefreshPackages = RefreshPackages,
        };
    }

    /// <summary>An <c>[[index]]</c> table of a settings file.</summary>
    private static IndexLocation FromTable(TomlTable table, string folder) =>
        WithCredentials(
            Parse(table["url"]?.AsString() ?? "", folder, "index")
                .With(
                    name: table["name"]?.AsString(),
                    isExplicit: table["explicit"]?.AsBoolean() ?? false,
                    isDefault: table["default"]?.AsBoolean() ?? false,
                    format: table["format"]?.AsString() == "flat" ? IndexFormat.Flat : IndexFormat.Simple
                )
        );

    /// <summary>An empty address is none: so scripts can hand on a variable that may not be set.</summary>
    private static (string Text, string Folder)? Filled((string Text, string Folder)? given) =>
        given is { Text.Length: > 0 } ? given : null;

    private static IndexLocation Usual() =>
        Parse(DefaultIndex.Url, "/", "--default-index").With(isDefault: true);

    public static IndexLocation Parse(string text, string folder, string option) =>
        IndexLocation.TryParseNamed(text, folder, out var location)
            ? location
            : throw new KraitException($"Invalid index URL for `{option}`: {Http.SafeUrl.Show(text)}")
            {
                ExitCode = 2,
            };

    /// <summary>Several places stand in one value with commas between them, unless that is the name of one.</summary>
    private static string[] Parts(string text, string folder) =>
        text.Length == 0 ? []
        : !text.Contains(',', StringComparison.Ordinal) || Path.Exists(Path.Combine(folder, text)) ? [text]
        : text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static IndexLocation ParseLinks(string text, string folder)
    {
        if (!IndexLocation.TryParse(text, folder, out var location))
            throw new KraitException($"Invalid value for `--find-links`: {Http.SafeUrl.Show(text)}")
            {
                ExitCode = 2,
            };
        return location;
    }

    private static void CheckFolder(IndexLocation links)
    {
        if (!links.IsLocal || Path.Exists(links.Url.LocalPath))
            return;
        throw new KraitException(
            $"Failed to read `--find-links` directory: {links.Url.LocalPath}",
            new KraitException("No such file or directory")
        )
        {
            ExitCode = 2,
        };
    }

    /// <summary>A named index takes user and password from <c>KRAIT_INDEX_NAME_USERNAME</c> and <c>…_PASSWORD</c>.</summary>
    private static IndexLocation WithCredentials(IndexLocation location)
    {
        if (location.Name is not { } name)
            return location;
        var key = string.Concat(
            name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_')
        );
        var user = EnvironmentVariables.Find($"INDEX_{key}_USERNAME")?.Value;
        var password = EnvironmentVariables.Find($"INDEX_{key}_PASSWORD")?.Value;
        return user is null && password is null ? location : location.With(user: user, password: password);
    }
}
