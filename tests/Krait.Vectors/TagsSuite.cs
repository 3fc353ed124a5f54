using System.Buffers;
using System.Text.Json;
using Krait.Requirements;
using Krait.Tags;
using static Krait.Vectors.Comparison;

namespace Krait.Vectors;

/// <summary>Tags of platforms and Pythons, file names of wheels and source distributions, ranking, names.</summary>
public sealed class TagsSuite : Suite
{
    public override string Folder => "c-tags";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        (string File, Func<JsonElement, string?> Difference)[] parts =
        [
            ("compatible_tags", CompatibleTags),
            ("names", Names),
            ("parse_tag", ParseTag),
            ("platform_tags", PlatformTags),
            ("sdist_filenames", SourceNames),
            ("uv_tag_snapshots", Snapshots),
            ("wheel_filenames", WheelNames),
        ];
        foreach (var (file, difference) in parts)
        {
            foreach (var result in Each(Path.Combine(folder, "cases", file + ".jsonl"), difference, Stricter))
                yield return result;
        }
        foreach (var (_, row) in JsonLines(Path.Combine(folder, "cases", "wheel_ranking.jsonl")))
            yield return Check(
                Text(row, "id"),
                () => Ranking(row, CompatibilityTags.For(Target(Text(row, "target"))))
            );
    }

    /// <summary>What we refuse of the names that the reference lets pass, and the one tag where uv errs.</summary>
    private static string? Stricter(JsonElement row)
    {
        if (row.TryGetProperty("os", out var system))
            return system.GetString() == "Macos"
                ? "uv says fat32 where distutils, and the reference (other cases of this suite), say fat3"
                : null;
        var text = row.TextOrNull("input") ?? "";
        var name = row.TextOrNull("name") ?? text.Split('-')[0];
        return text.Contains('/', StringComparison.Ordinal)
                ? "a slash in a file name: taking it would let a name from outside be a path"
            : !PackageName.TryParse(name, out _)
                ? "what stands for the name is no valid package name (specification of names)"
            : text.Split('-').Skip(1).Take(1).Any(version => version.Contains(' ', StringComparison.Ordinal))
                ? "a blank in a file name; the reference strips it from the version, the specification allows none"
            : text.AsSpan().ContainsAnyExcept(FileNameCharacters)
                ? "a tag is made of letters, digits and underscores (platform compatibility tags); the reference checks the first part only"
            : null;
    }

    private static readonly SearchValues<char> FileNameCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"
    );

    private static string? CompatibleTags(JsonElement row)
    {
        var expected = Strings(row, "tags");
        var tags = CompatibilityTags.For(Target(Text(row, "name"))).All().ToList();
        // The reference puts the bare Linux tag first since 26.3; Krait, like uv, last. The order of the rest is the same.
        if (row.TryGetProperty("platform_tags_linux_last", out _))
            expected = LinuxLast(expected);
        return Differ(expected, tags);
    }

    private static List<string> LinuxLast(List<string> tags)
    {
        var sorted = new List<string>();
        for (var i = 0; i < tags.Count; )
        {
            var pair = Pair(tags[i]);
            var group = tags.Skip(i)
                .TakeWhile(t => string.Equals(Pair(t), pair, StringComparison.Ordinal))
                .ToList();
            sorted.AddRange(group.Where(t => !t.Contains("-linux_", StringComparison.Ordinal)));
            sorted.AddRange(group.Where(t => t.Contains("-linux_", StringComparison.Ordinal)));
            i += group.Count;
        }
        return sorted;
    }

    private static string Pair(string tag) => tag[..tag.LastIndexOf('-')];

    private static string? Names(JsonElement row)
    {
        var isValid = PackageName.TryParse(Text(row, "input"), out var name);
        if (isValid != row.GetProperty("valid").GetBoolean())
            return $"valid: {isValid}";
        return isValid ? Differ(Text(row, "normalized"), name.Value) : null;
    }

    private static string? ParseTag(JsonElement row)
    {
        var isValid = WheelTags.TryParse(Text(row, "input"), out var tags);
        if (isValid != row.GetProperty("valid").GetBoolean())
            return $"valid: {isValid}";
        return isValid
            ? Differ(Strings(row, "tags"), [.. tags.Expand().Order(StringComparer.Ordinal)])
            : null;
    }

    private static string? PlatformTags(JsonElement row)
    {
        var key = row.TryGetProperty("platform_tags_linux_last", out _)
            ? "platform_tags_linux_last"
            : "platform_tags";
        return Differ(Strings(row, key), [.. Platform(Text(row, "platform")).Tags]);
    }

    private static string? Snapshots(JsonElement row)
    {
        var arguments = row.GetProperty("os_args");
        int Number(string name) => int.Parse(Text(arguments, name));
        var machine = Text(row, "arch") switch
        {
            "X86_64" => "x86_64",
            "Aarch64" => "aarch64",
            var other => other,
        };
        var isManylinux =
            !row.TryGetProperty("manylinux_compatible", out var compatible) || compatible.GetBoolean();
        var platform = Text(row, "os") switch
        {
            "Manylinux" => TargetPlatform.Glibc(Number("major"), Number("minor"), machine, isManylinux),
            "Musllinux" => TargetPlatform.Musl(Number("major"), Number("minor"), machine),
            "Macos" => TargetPlatform.MacOS(
                Number("major"),
                Number("minor"),
                machine is "aarch64" ? "arm64" : machine
            ),
            "Android" => TargetPlatform.Android(Number("api_level"), "arm64_v8a"),
            "Ios" => TargetPlatform.Ios(Number("major"), Number("minor"), "arm64_iphoneos"),
            _ => TargetPlatform.Emscripten(
                $"{Number("major")}_{Number("minor")}",
                $"{Number("major")}_{Number("minor")}",
                null
            ),
        };
        if (Text(row, "kind") == "platform")
            return Differ(Strings(row, "tags"), [.. platform.Tags]);
        var version = row.GetProperty("python_version");
        var target = PythonTarget.CPython(
            version[0].GetInt32(),
            version[1].GetInt32(),
            platform,
            row.GetProperty("gil_disabled").GetBoolean()
        );
        return Differ(Strings(row, "tags"), [.. CompatibilityTags.For(target).All()]);
    }

    private static string? SourceNames(JsonElement row)
    {
        var isValid = SourceFileName.TryParse(Text(row, "input"), out var source);
        if (isValid != row.GetProperty("valid").GetBoolean())
            return $"{Text(row, "input")}: valid: {isValid}";
        return isValid
            ? Differ($"{Text(row, "name")} {Text(row, "version")}", $"{source!.Name} {source.Version}")
            : null;
    }

    private static string? WheelNames(JsonElement row)
    {
        var isValid = WheelFileName.TryParse(Text(row, "input"), out var wheel);
        if (isValid != row.GetProperty("valid").GetBoolean())
            return $"{Text(row, "input")}: valid: {isValid}";
        if (!isValid)
            return null;
        var build = row.GetProperty("build");
        var expected =
            build.ValueKind == JsonValueKind.Null ? " " : $"{build[0].GetString()} {build[1].GetString()}";
        return Differ($"{Text(row, "name")} {Text(row, "version")}", $"{wheel!.Name} {wheel.Version}")
            ?? Differ(expected, $"{wheel.Build.Number} {wheel.Build.Suffix}")
            ?? Differ(Strings(row, "tags"), [.. wheel.Tags.Expand().Order(StringComparer.Ordinal)]);
    }

    private static string? Ranking(JsonElement row, CompatibilityTags tags)
    {
        var ranked = new SortedDictionary<int, List<string>>();
        var misfits = new List<string>();
        foreach (var text in Strings(row, "wheels"))
        {
            if (!tags.TryRank(WheelFileName.Parse(text), out var rank))
                misfits.Add(text);
            else if (ranked.TryGetValue(rank, out var group))
                group.Add(text);
            else
                ranked.Add(rank, [text]);
        }
        misfits.Sort(StringComparer.Ordinal);
        var key = row.TryGetProperty("compatible_best_first_linux_last", out _)
            ? "compatible_best_first_linux_last"
            : "compatible_best_first";
        var expected = row.GetProperty(key)
            .EnumerateArray()
            .Select(g =>
                string.Join(' ', g.EnumerateArray().Select(w => w.GetString()!).Order(StringComparer.Ordinal))
            );
        var actual = ranked.Values.Select(g => string.Join(' ', g.Order(StringComparer.Ordinal)));
        return Differ([.. expected], [.. actual]) ?? Differ(Strings(row, "incompatible"), misfits);
    }

    // As `cp313t-win_amd64`: implementation and version, what the build is, platform.
    private static PythonTarget Target(string name)
    {
        var dash = name.IndexOf('-', StringComparison.Ordinal);
        var platform = Platform(name[(dash + 1)..]);
        var python = name[..dash];
        var version = python.Trim("abcdefghijklmnopqrstuvwxyz".ToCharArray());
        var minor = int.Parse(version[1..]);
        if (python.StartsWith("pp", StringComparison.Ordinal))
            return PythonTarget.PyPy(3, minor, 7, 3, platform);
        if (python.StartsWith("graalpy", StringComparison.Ordinal))
            return PythonTarget.GraalPy(3, minor, 24, 2, platform);
        return PythonTarget.CPython(
            version[0] - '0',
            minor,
            platform,
            isFreeThreaded: python.EndsWith('t'),
            isDebug: python.EndsWith('d')
        );
    }

    private static TargetPlatform Platform(string text)
    {
        var parts = text.Split('_', 4);
        return parts[0] switch
        {
            "manylinux" => TargetPlatform.Glibc(int.Parse(parts[1]), int.Parse(parts[2]), parts[3]),
            "musllinux" => TargetPlatform.Musl(int.Parse(parts[1]), int.Parse(parts[2]), parts[3]),
            "linux" => TargetPlatform.Linux("x86_64"),
            "macosx" => TargetPlatform.MacOS(int.Parse(parts[1]), int.Parse(parts[2]), parts[3]),
            "ios" => TargetPlatform.Ios(int.Parse(parts[1]), int.Parse(parts[2]), parts[3]),
            "android" => TargetPlatform.Android(int.Parse(parts[1]), text.Split('_', 3)[2]),
            "emscripten" => TargetPlatform.Emscripten(null, null, "3_1_58"),
            "pyodide" => TargetPlatform.Emscripten(null, "2024_0", "3_1_58"),
            _ => TargetPlatform.Windows(text),
        };
    }
}
