using System.Text.Json;
using Krait.Markers;
using Krait.Projects.Locking;
using Krait.Requirements;
using Krait.Tags;
using Krait.Toml;

namespace Krait.Vectors;

/// <summary>Reading and using <c>pylock.toml</c> (PEP 751).</summary>
public sealed class PylockSuite : Suite
{
    public override string Folder => "i-standards";

    public override string Part => "pylock";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        var cases = Path.Combine(folder, "cases");
        var targets = ReadJson(Path.Combine(folder, "pep751_targets.json"));
        var environments = ReadJson(Path.Combine(folder, "..", "b-pep508", "environments.json"))
            .EnumerateArray()
            .ToDictionary(
                one => one.Text("name"),
                one => one.GetProperty("marker_environment"),
                StringComparer.Ordinal
            );
        return
        [
            .. Each(Path.Combine(cases, "pep751_filenames.jsonl"), FileName),
            .. Each(Path.Combine(cases, "pep751_parse.jsonl"), Parse),
            .. Each(Path.Combine(cases, "pep751_select.jsonl"), row => Select(row, targets, environments)),
        ];
    }

    private static JsonElement ReadJson(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    private static string? FileName(JsonElement row) =>
        Difference.Of(row.GetProperty("valid").GetBoolean(), PylockToml.IsFileName(row.Text("name")));

    private static string? Parse(JsonElement row)
    {
        try
        {
            var pylock = PylockToml.Read(TomlDocument.Parse(row.Text("toml")));
            if (!row.GetProperty("valid").GetBoolean())
                return $"expected {row.Text("error")}, but it was read";
            var environments =
                row.TryGetProperty("environments", out var markers)
                && markers.ValueKind == JsonValueKind.Array
                    ? string.Join('|', row.Texts("environments"))
                    : null;
            return Difference.Of(
                    row.GetProperty("packages").GetRawText().Replace(" ", "", StringComparison.Ordinal),
                    Describe(pylock)
                )
                ?? Difference.Of(row.TextOrNull("requires_python"), pylock.RequiresPython?.ToString())
                ?? Difference.Of(
                    environments,
                    pylock.Environments is not { Count: > 0 } ? null : string.Join('|', pylock.Environments)
                );
        }
        catch (PylockException exception)
        {
            return row.GetProperty("valid").GetBoolean()
                ? exception.Message
                : Difference.Of(row.TextOrNull("error_context") ?? "", exception.Place);
        }
    }

    private static string Describe(PylockToml pylock)
    {
        var packages = pylock.Packages.Select(package =>
        {
            string[] kinds =
            [
                .. package.VersionControl is null ? [] : (string[])["vcs"],
                .. package.Directory is null ? [] : (string[])["directory"],
                .. package.Archive is null ? [] : (string[])["archive"],
                .. package.SourceDistribution is null ? [] : (string[])["sdist"],
                .. package.Wheels.Count == 0 ? [] : (string[])["wheels"],
            ];
            var version = package.Version is { } value ? $"\"{value}\"" : "null";
            return $"[\"{package.Name}\",{version},[{string.Join(',', kinds.Select(kind => $"\"{kind}\""))}]]";
        });
        return $"[{string.Join(',', packages)}]";
    }

    private static string? Select(
        JsonElement row,
        JsonElement targets,
        Dictionary<string, JsonElement> environments
    )
    {
        var tags = row.TryGetProperty("target", out var target)
            ? targets.GetProperty(target.GetString()!)
            : row.GetProperty("tags");
        var order = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var tag in tags.EnumerateArray())
            order.TryAdd(tag.GetString()!, order.Count);
        var environment = row.TryGetProperty("environment_name", out var name)
            ? environments[name.GetString()!]
            : row.GetProperty("environment");
        var sources = row.Texts("prefer_sdist");
        var request = new PylockRequest
        {
            Environment = Environment(environment),
            Rank = Rank,
            Extras = [.. List(row, "extras").Select(ExtraName.Parse)],
            DependencyGroups =
                row.GetProperty("dependency_groups").ValueKind == JsonValueKind.Null
                    ? null
                    : row.Texts("dependency_groups"),
            PrefersSource = package => sources.Contains(package.Value, StringComparer.Ordinal),
        };
        try
        {
            var choices = PylockToml.Read(TomlDocument.Parse(row.Text("toml"))).Select(request);
            if (row.TryGetProperty("error", out var error))
                return $"expected {error.GetString()}, got {choices.Count} packages";
            var expected = row.GetProperty("selected").EnumerateArray().Select(Describe);
            return Difference.Of(string.Join('\n', expected), string.Join('\n', choices.Select(Describe)));
        }
        catch (PylockException exception)
        {
            return row.TryGetProperty("error", out _) ? null : exception.Message;
        }

        bool Rank(WheelFileName wheel, out int rank)
        {
            rank = int.MaxValue;
            foreach (var tag in wheel.Tags.Expand())
                rank = Math.Min(rank, order.GetValueOrDefault(tag, int.MaxValue));
            return rank < int.MaxValue;
        }
    }

    private static string[] List(JsonElement row, string property) =>
        row.GetProperty(property).ValueKind == JsonValueKind.Null ? [] : row.Texts(property);

    private static string Describe(JsonElement selected)
    {
        var (kind, file) = (selected[2].GetString(), selected[3].GetString());
        // Of a wheel without a `name` the recorder shows the path.
        var shown = kind is "wheel" or "sdist" ? Path.GetFileName(file) : file;
        return $"{selected[0].GetString()} {selected[1].GetString()} {kind} {shown}";
    }

    private static string Describe(PylockChoice choice)
    {
        var package = choice.Package;
        var (kind, file) = package switch
        {
            { VersionControl: { } control } => ("vcs", control.Url ?? control.Path),
            { Directory: { } directory } => ("directory", directory.Path),
            { Archive: { } archive } => ("archive", archive.Url ?? archive.Path),
            _ when choice.File == package.SourceDistribution => ("sdist", choice.File!.FileName),
            _ => ("wheel", choice.File!.FileName),
        };
        return $"{package.Name} {package.Version} {kind} {file}";
    }

    private static MarkerEnvironment Environment(JsonElement values) =>
        new()
        {
            ImplementationName = values.Text("implementation_name"),
            ImplementationVersion = values.Text("implementation_version"),
            OsName = values.Text("os_name"),
            PlatformMachine = values.Text("platform_machine"),
            PlatformPythonImplementation = values.Text("platform_python_implementation"),
            PlatformRelease = values.Text("platform_release"),
            PlatformSystem = values.Text("platform_system"),
            PlatformVersion = values.Text("platform_version"),
            PythonFullVersion = values.Text("python_full_version"),
            PythonVersion = values.Text("python_version"),
            SysPlatform = values.Text("sys_platform"),
        };
}
