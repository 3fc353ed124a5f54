using System.Text;
using System.Text.Json;
using Krait.Requirements;
using Krait.Resolver;

namespace Krait.Vectors;

/// <summary>
/// pip's own tests of its resolver, as far as an index alone decides them: step by step, what is installed afterwards, or that the
/// step is refused. What pip prints is not compared.
/// </summary>
public sealed class PipResolverSuite : Suite
{
    private const string Files =
        "paths, addresses and hashes need real files: the end-to-end tests hold those";

    private static readonly string[] Neutral =
    [
        "--no-cache-dir",
        "--no-index",
        "--no-build-isolation",
        "--dry-run",
        "--verbose",
        "-v",
        "-vv",
    ];

    private static readonly string[] Switches =
    [
        "--no-deps",
        "--pre",
        "--upgrade",
        "-U",
        "--upgrade-strategy=eager",
        "--ignore-installed",
    ];

    public override string Folder => "f-resolver";

    public override string Part => "pip";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        foreach (var (_, row) in JsonLines(Path.Combine(folder, "cases", "pip_new_resolver.jsonl")))
        {
            var id = row.Text("id");
            var steps = row.GetProperty("steps").EnumerateArray().Select(step => Step.Read(step)).ToList();
            if (steps.Find(step => step.NotHeld is not null) is { NotHeld: { } reason })
            {
                yield return CaseResult.Waiting(id, reason);
                continue;
            }
            if (row.Text("test").Contains("inconsistent_metadata", StringComparison.Ordinal))
            {
                yield return CaseResult.Waiting(id, Files);
                continue;
            }
            var result = Check(id, () => Difference(steps));
            yield return result.Outcome == CaseOutcome.Failed && MeantDifference(row, steps) is { } meant
                ? CaseResult.Excepted(id, meant)
                : result;
        }
    }

    private static string? MeantDifference(JsonElement row, List<Step> steps)
    {
        if (steps.Exists(step => step.Has("--upgrade") && !step.Has("--upgrade-strategy=eager")))
            return "`--upgrade` looks for newer versions of all packages, as uv's does";
        var pythons = row.GetProperty("steps")
            .EnumerateArray()
            .SelectMany(step => step.GetProperty("available").EnumerateArray())
            .Select(available => available.TextOrNull("requires_python") ?? "");
        return steps.Exists(step => step.IsRefused) && pythons.Any(python => python.StartsWith('<'))
            ? "an upper bound of requires-python is not looked at, as uv does not look at it"
            : null;
    }

    private static string? Difference(List<Step> steps)
    {
        var installed = new SortedDictionary<string, ResolvedPackage>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            var refusal = Install(step, installed);
            if (step.IsRefused != refusal is not null)
                return refusal is null ? "resolved, though pip refuses" : $"refused: {refusal}";
            foreach (var (name, version) in step.Installed)
            {
                if (
                    !installed.TryGetValue(name.Value, out var package)
                    || package.Version.ToString() != version
                )
                    return $"{name} is {package?.Version.ToString() ?? "absent"}, not {version}";
            }
            if (step.Absent.Any(name => installed.ContainsKey(name.Value)))
                return $"one of {string.Join(", ", step.Absent)} is installed";
        }
        return null;
    }

    /// <summary>Null where the step went well, else why it did not.</summary>
    private static string? Install(Step step, SortedDictionary<string, ResolvedPackage> installed)
    {
        try
        {
            var input = PaperEnvironment.Input([], "3.11") with
            {
                Requirements = step.Requirements(),
                Constraints = step.Constraints(),
                NoDependencies = step.Has("--no-deps"),
                Upgrade = step.Has("--upgrade") || step.Has("-U"),
                Prereleases = step.Has("--pre") ? PrereleaseMode.Allow : PrereleaseMode.IfNecessary,
                Installed = step.Has("--ignore-installed")
                    ? new Dictionary<PackageName, InstalledPackage>()
                    : installed.Values.ToDictionary(
                        p => p.Name,
                        p => new InstalledPackage(p.Name, p.Version, () => p.Metadata)
                    ),
            };
            var resolution = new DependencyResolver(step.Index).ResolveAsync(input, default).AsTask().Result;
            foreach (var package in resolution.Packages)
                installed[package.Name.Value] = package;
            return null;
        }
        catch (AggregateException exception) when (exception.InnerException is KraitException refusal)
        {
            return refusal.InnerException?.Message ?? refusal.Message;
        }
        catch (KraitException refusal)
        {
            return refusal.Message;
        }
    }

    /// <summary>One call of pip.</summary>
    private sealed class Step
    {
        private readonly List<string> _switches = [];
        private readonly List<string> _requirements = [];
        private readonly List<(string Path, bool IsConstraint)> _files = [];
        private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

        /// <summary>Why the step cannot be held here; null if it can.</summary>
        public string? NotHeld { get; private set; }

        public PaperIndex Index { get; } = new();

        public bool IsRefused { get; private init; }

        public IReadOnlyList<(PackageName Name, string Version)> Installed { get; private init; } = [];

        public IReadOnlyList<PackageName> Absent { get; private init; } = [];

        public static Step Read(JsonElement row)
        {
            var step = new Step
            {
                IsRefused = row.GetProperty("expect_error").GetBoolean(),
                Installed = row.TryGetProperty("installed", out var installed)
                    ?
                    [
                        .. installed
                            .EnumerateObject()
                            .Select(p => (PackageName.Parse(p.Name), p.Value.GetString()!)),
                    ]
                    : [],
                Absent = row.TryGetProperty("not_installed", out _)
                    ? [.. row.Texts("not_installed").Select(name => PackageName.Parse(name))]
                    : [],
            };
            if (row.TryGetProperty("files", out var files))
            {
                foreach (var file in files.EnumerateObject())
                    step._texts.Add(file.Name, file.Value.GetString()!);
            }
            step.ReadArguments(row.Texts("pip"));
            foreach (var available in row.GetProperty("available").EnumerateArray())
                step.Offer(available);
            return step;
        }

        public bool Has(string name) => _switches.Contains(name, StringComparer.Ordinal);

        public IReadOnlyList<InputRequirement> Requirements() =>
            [
                .. _requirements.Select(text => new InputRequirement(Requirement.Parse(text))),
                .. Entries(isConstraint: false),
            ];

        public IReadOnlyList<InputRequirement> Constraints() => [.. Entries(isConstraint: true)];

        private IEnumerable<InputRequirement> Entries(bool isConstraint)
        {
            var reader = new RequirementsFileReader
            {
                Dialect = RequirementsDialect.Pip,
                Source = location => Encoding.UTF8.GetBytes(_texts[location]),
            };
            return _files
                .Where(file => file.IsConstraint == isConstraint)
                .SelectMany(file => reader.Read(file.Path).Requirements)
                .Select(entry =>
                    entry.Requirement is { } requirement && !(isConstraint && requirement.Extras.Count > 0)
                        ? new InputRequirement(requirement)
                        : throw new KraitException($"`{entry.Text}` is no constraint")
                );
        }

        private void ReadArguments(string[] arguments)
        {
            for (var i = 1; i < arguments.Length; i++)
            {
                var argument = arguments[i];
                if (Neutral.Contains(argument, StringComparer.Ordinal))
                    continue;
                if (argument == "--find-links")
                    i++;
                else if (argument is "-r" or "--requirement" or "-c" or "--constraint")
                    _files.Add((arguments[++i], argument is "-c" or "--constraint"));
                else if (
                    argument == "--ignore-requires-python"
                    || argument.StartsWith("--python-version", StringComparison.Ordinal)
                )
                    NotHeld ??= "another Python than the environment's: the end-to-end tests hold those";
                else if (argument[0] != '-')
                    _requirements.Add(argument);
                else if (Switches.Contains(argument, StringComparer.Ordinal))
                    _switches.Add(argument);
                else
                    NotHeld ??= Files;
            }
            string[] texts =
            [
                .. _requirements,
                .. _texts.Where(t => _files.Exists(f => f.Path == t.Key)).Select(t => t.Value),
            ];
            if (arguments[0] != "install" || texts.Any(t => t.AsSpan().ContainsAny("/@<") && !IsSpecifier(t)))
                NotHeld ??= Files;
            else if (texts.Any(t => t.Contains("--hash", StringComparison.Ordinal)))
                NotHeld ??= Files;
            else if (_requirements.Count == 0 && _files.TrueForAll(f => f.IsConstraint))
                NotHeld ??= "a call that asks for nothing: the end-to-end tests hold those";
        }

        // A `<` may begin the name of a folder or a specifier.
        private static bool IsSpecifier(string text) =>
            !text.AsSpan().ContainsAny("/@") && !text.Contains("<SCRATCH>", StringComparison.Ordinal);

        private void Offer(JsonElement available)
        {
            var file = available.TextOrNull("filename");
            var requires = available.Texts("requires_dist");
            if (
                file is null
                || file.Contains('/', StringComparison.Ordinal)
                || requires.Any(r => r.Contains('@', StringComparison.Ordinal))
            )
            {
                NotHeld ??= Files;
                return;
            }
            if (available.Text("type") == "sdist" && IsRefused)
                NotHeld ??= "a build that fails: builds have no room yet";
            Index.Add(
                available.Text("name"),
                [file],
                requires,
                available.TextOrNull("requires_python"),
                extras: available.Texts("extras")
            );
        }
    }
}
