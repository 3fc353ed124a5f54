using System.Text.Json;
using System.Text.RegularExpressions;
using Krait.Requirements;
using Krait.Resolver;
using Krait.Versions;

namespace Krait.Vectors;

/// <summary>
/// The scenarios that uv is tested with, those for one environment: the packages that uv installs, or its explanation
/// of why it cannot. Texts are compared without their line breaks.
/// </summary>
public sealed partial class ResolverScenarioSuite : Suite
{
    private const string AnyPatch = ".9";

    public override string Folder => "f-resolver";

    public override string Part => "scenarios";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        foreach (var (_, row) in JsonLines(Path.Combine(folder, "cases", "packse_scenarios.jsonl")))
        {
            var id = row.GetProperty("id").GetString()!;
            if (row.GetProperty("resolver_options").GetProperty("universal").GetBoolean())
            {
                yield return CaseResult.Waiting(
                    id,
                    "one lock for all platforms: universal resolution is not built yet"
                );
                continue;
            }
            if (!row.TryGetProperty("uv_results", out var results))
            {
                yield return Check(id, () => Satisfiable(row));
                continue;
            }
            var number = 0;
            foreach (var result in results.EnumerateArray())
            {
                var name = $"{id}#{number++}";
                yield return result.GetProperty("command").GetString() is "pip install" or "pip compile"
                    ? Check(name, () => Difference(row, result))
                    : CaseResult.Waiting(name, "commands on projects are not built yet");
            }
        }
    }

    private static string? Difference(JsonElement row, JsonElement result)
    {
        var input = InputOf(row);
        var index = IndexOf(row.GetProperty("packages"));
        var exit = result.GetProperty("exit_code").GetInt32();
        try
        {
            var resolution = new DependencyResolver(index).ResolveAsync(input, default).AsTask().Result;
            if (exit != 0)
                return "resolved, though uv refuses";
            return Compare(result.GetProperty("resolved"), resolution);
        }
        catch (AggregateException exception) when (exception.InnerException is ResolutionException refusal)
        {
            var told = string.Join(
                "\nhint: ",
                [refusal.InnerException?.Message ?? refusal.Message, .. refusal.Hints]
            );
            if (exit == 0)
                return $"refused: {told}";
            var uv = Told(result.GetProperty("stderr").GetString()!);
            return Flat(told) == uv ? null : $"\n  uv:    {uv}\n  krait: {Flat(told)}";
        }
    }

    /// <summary>Of a scenario that was not recorded with uv it is known whether there is an answer, and which.</summary>
    private static string? Satisfiable(JsonElement row)
    {
        var expected = row.GetProperty("expected");
        var wanted = expected.GetProperty("satisfiable").GetBoolean();
        var input = InputOf(row);
        try
        {
            var resolution = new DependencyResolver(IndexOf(row.GetProperty("packages")))
                .ResolveAsync(input, default)
                .AsTask()
                .Result;
            if (!wanted)
                return "resolved, though it cannot be";
            var packages = expected.GetProperty("packages").EnumerateObject();
            return ResolverRandomSuite.FirstBroken(input, resolution)
                ?? packages
                    .Select(p =>
                        Vectors.Difference.Of(
                            $"{p.Name} {p.Value.GetString()}",
                            $"{p.Name} {resolution.Find(PackageName.Parse(p.Name))?.Version}"
                        )
                    )
                    .FirstOrDefault(difference => difference is not null);
        }
        catch (AggregateException exception) when (exception.InnerException is ResolutionException refusal)
        {
            return wanted ? $"refused: {refusal.InnerException?.Message ?? refusal.Message}" : null;
        }
    }

    private static ResolverInput InputOf(JsonElement row)
    {
        var options = row.GetProperty("resolver_options");
        var python = row.GetProperty("environment").GetProperty("python").GetString()!;
        var target = options.GetProperty("python").GetString();
        var input = PaperEnvironment.Input(
            row.GetProperty("root").GetProperty("requires").EnumerateArray().Select(r => r.GetString()!),
            target ?? python
        ) with
        {
            Prereleases = options.GetProperty("prereleases").GetBoolean()
                ? PrereleaseMode.Allow
                : PrereleaseMode.IfNecessary,
            Build = new()
            {
                NoBinary = Names(options.GetProperty("no_binary")),
                OnlyBinary = Names(options.GetProperty("no_build")),
            },
            Mode = options.GetProperty("resolution").GetString() switch
            {
                "lowest" => ResolutionMode.Lowest,
                "lowest-direct" => ResolutionMode.LowestDirect,
                _ => ResolutionMode.Highest,
            },
        };
        var installed = PackageVersion.Parse(python + AnyPatch);
        return input with
        {
            Python = target is null
                ? new(installed, installed, PythonRequirementSource.Interpreter)
                : new(installed, PackageVersion.Parse(target), PythonRequirementSource.PythonVersion),
        };
    }

    private static string? Compare(JsonElement wanted, Resolution resolution)
    {
        var expected = string.Join(
            ' ',
            wanted.EnumerateArray().Select(p => p.GetString()).Order(StringComparer.Ordinal)
        );
        var found = string.Join(
            ' ',
            resolution.Packages.Select(p => $"{p.Name}=={p.Version}").Order(StringComparer.Ordinal)
        );
        return expected == found ? null : $"wanted {expected}, got {found}";
    }

    private static PackageSelection Names(JsonElement array) =>
        array
            .EnumerateArray()
            .Aggregate(
                PackageSelection.None,
                (names, item) =>
                    PackageSelection.Add(names, PackageSelection.None, item.GetString()!).Selection
            );

    private static PaperIndex IndexOf(JsonElement packages)
    {
        PaperIndex index = new();
        foreach (var package in packages.EnumerateObject())
        {
            foreach (var release in package.Value.EnumerateObject())
            {
                var name = PaperIndex.Escape(package.Name);
                var value = release.Value;
                List<string> files = [];
                if (value.GetProperty("wheel").GetBoolean())
                {
                    foreach (var tag in value.GetProperty("wheel_tags").EnumerateArray())
                        files.Add($"{name}-{release.Name}-{tag.GetString()}.whl");
                }
                if (value.GetProperty("sdist").GetBoolean())
                    files.Add($"{name}-{release.Name}.tar.gz");
                var extras = value.GetProperty("extras");
                index.Add(
                    package.Name,
                    files,
                    [
                        .. value.GetProperty("requires").EnumerateArray().Select(r => r.GetString()!),
                        .. extras
                            .EnumerateObject()
                            .SelectMany(e =>
                                e.Value.EnumerateArray().Select(r => WithExtra(r.GetString()!, e.Name))
                            ),
                    ],
                    value.GetProperty("requires_python").GetString(),
                    value.GetProperty("yanked").GetBoolean(),
                    value.GetProperty("upload_time").GetString(),
                    [.. extras.EnumerateObject().Select(e => e.Name)]
                );
            }
        }
        return index;
    }

    private static string WithExtra(string requirement, string extra)
    {
        var semicolon = requirement.IndexOf(';', StringComparison.Ordinal);
        return semicolon < 0
            ? $"{requirement} ; extra == '{extra}'"
            : $"{requirement[..semicolon]}; ({requirement[(semicolon + 1)..]}) and extra == '{extra}'";
    }

    /// <summary>What uv said, from its first "Because" on.</summary>
    private static string Told(string stderr)
    {
        var start = stderr.IndexOf("─▶", StringComparison.Ordinal);
        return Flat(start < 0 ? stderr : stderr[(start + 2)..])
            .Replace(".[X]", AnyPatch, StringComparison.Ordinal);
    }

    private static string Flat(string text) => Blanks().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
