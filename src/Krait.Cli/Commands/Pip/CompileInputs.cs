using System.Text;
using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Cli.Settings;
using Krait.Cli.Terminal;
using Krait.Http;
using Krait.Indexes;
using Krait.Requirements;
using Krait.Resolver;

namespace Krait.Cli.Commands.Pip;

/// <summary>Reads all that <c>pip compile</c> resolves from: sources, limits, and the file that it wrote the last time.</summary>
internal sealed class CompileInputs(
    Invocation invocation,
    CompileSettings settings,
    ResolverSettings resolver,
    EventRenderer events
) : IDisposable
{
    private readonly IndexSettings _indexes = IndexSettings.Read(invocation.Reader, invocation.Global) with
    {
        Dedicated = TorchSettings.Read(invocation),
    };
    private HttpTransport? _http;

    /// <summary>Reads the sources that the command line names.</summary>
    /// <exception cref="KraitException">A source cannot be read, or there is none.</exception>
    public GatheredRequirements Gather()
    {
        var sources = invocation.Arguments.Positionals;
        if (sources.Count == 0 && invocation.Reader.Texts(RequirementOptions.Group).Count == 0)
            throw UsageException.Missing(invocation.Arguments.Command);
        if (sources.FirstOrDefault(LockFile.IsMeant) is { } file)
        {
            LockFile.CheckName(file);
            throw new KraitException("`pylock.toml` is not a supported input format for `krait pip compile`")
            {
                ExitCode = 2,
            };
        }
        var gatherer = new RequirementGatherer(invocation, Files());
        var gathered = gatherer.Gather([], sources);
        gatherer.AddSettings();
        return gathered;
    }

    /// <summary>The library, told of the indexes that options and files name.</summary>
    public PackageManager Open(GatheredRequirements gathered) =>
        new(LibrarySettings.Read(invocation, WithFiles(gathered).ToOptions(), events));

    public ResolverInput ToInput(GatheredRequirements gathered, ResolutionTarget target) =>
        new()
        {
            Requirements = gathered.Requirements,
            Constraints =
            [
                .. gathered.Constraints,
                .. resolver
                    .UpgradePackages.Where(package => package.Specifiers.Count > 0)
                    .Select(package => new InputRequirement(package)),
            ],
            Overrides = gathered.Overrides,
            Excludes = gathered.Excludes,
            Preferences = Preferences(target),
            Environment = target.Environment,
            Tags = target.Tags,
            Python = target.Python,
            Mode = resolver.Mode,
            Prereleases = resolver.Prereleases,
            PrereleasesOf = resolver.PrereleasesOf,
            Build = resolver.BuildPolicy(gathered.NoBinary, gathered.OnlyBinary),
            ExcludeNewer = resolver.Newness.CutOff,
            ExcludeNewerOf = resolver.Newness.CutOffs,
            NoDependencies = invocation.Reader.IsOn(RequirementOptions.NoDeps),
        };

    /// <summary>The lines before the packages: indexes, folders of files, build options.</summary>
    public string Preamble(GatheredRequirements gathered)
    {
        StringBuilder text = new();
        var indexes = WithFiles(gathered);
        if (settings.EmitsIndexes && !indexes.NoIndex)
        {
            var all = indexes.ToOptions().Indexes.Distinct().ToList();
            if (all.Count > 0)
                text.Append("--index-url ").Append(Written(all[^1])).Append('\n');
            foreach (var extra in all.Take(all.Count - 1))
                text.Append("--extra-index-url ").Append(Written(extra)).Append('\n');
        }
        if (settings.EmitsFindLinks)
        {
            foreach (var folder in indexes.FindLinks)
                text.Append("--find-links ").Append(Written(folder)).Append('\n');
        }
        if (settings.EmitsBuildOptions)
        {
            var build = resolver.BuildPolicy(gathered.NoBinary, gathered.OnlyBinary);
            Append(text, "--no-binary", build.NoBinary);
            Append(text, "--only-binary", build.OnlyBinary);
        }
        return text.Length == 0 ? "" : text.Append('\n').ToString();

        string Written(IndexLocation location) =>
            indexes.Given.GetValueOrDefault(location) ?? location.ToString();
    }

    public void Dispose() => _http?.Dispose();

    private static void Append(StringBuilder text, string option, PackageSelection packages)
    {
        if (packages.IncludesAll)
            text.Append(option).Append(" :all:\n");
        foreach (var name in packages.Names)
            text.Append(option).Append(' ').Append(name).Append('\n');
    }

    private IndexSettings WithFiles(GatheredRequirements gathered) =>
        _indexes.With(
            gathered.IndexUrl,
            gathered.ExtraIndexUrls,
            gathered.FindLinks,
            gathered.NoIndex,
            invocation.Global.WorkingDirectory
        );

    private RequirementFileAccess Files() =>
        new(
            invocation.Global.WorkingDirectory,
            () =>
                _http ??= new HttpTransport(
                    NetworkSettings.Read(invocation.Reader, invocation.Global),
                    TimeProvider.System,
                    events
                )
        );

    /// <summary>What the output file pinned before, less what is to be upgraded.</summary>
    private List<Preference> Preferences(ResolutionTarget target)
    {
        List<Preference> preferences = [];
        if (resolver.Upgrade || settings.OutputFile is not { } file || !File.Exists(file))
            return preferences;
        var upgraded = resolver.UpgradeOf;
        if (settings.IsLock)
        {
            foreach (var package in LockFile.Parse(File.ReadAllBytes(file), file).Packages)
            {
                if (package.Version is { } version && !upgraded.Contains(package.Name))
                    preferences.Add(new(package.Name, version, []));
            }
            return preferences;
        }
        foreach (var entry in Files().Read(file, isConstraints: false).Requirements)
        {
            if (
                entry.Requirement
                    is not { Url: null, Specifiers: [{ Operator: Versions.VersionOperator.Equal } pin] } known
                || upgraded.Contains(known.Name)
                || known.Marker?.Evaluate(target.Environment, []) == false
            )
                continue;
            preferences.Add(new(known.Name, pin.Version, [.. entry.Hashes.Select(hash => hash.ToString())]));
        }
        return preferences;
    }
}
