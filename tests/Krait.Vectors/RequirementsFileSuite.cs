using System.Text;
using System.Text.Json;
using Krait.Markers;
using Krait.Requirements;
using Krait.Tags;
using Krait.Versions;

namespace Krait.Vectors;

/// <summary>Requirements files as pip's own parser and uv's own tests read them.</summary>
public sealed class RequirementsFileSuite : Suite
{
    private const string Root = "/requirements";

    public override string Folder => "e-requirements-txt";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        var cases = Path.Combine(folder, "cases");
        return
        [
            .. Each(Path.Combine(cases, "logical_lines.jsonl"), Lines),
            .. Each(Path.Combine(cases, "pip_parse.jsonl"), Pip, AsksMore),
            .. Each(Path.Combine(cases, "uv_parse.jsonl"), Uv),
        ];
    }

    /// <summary>What pip asks while it reads and other rooms ask later.</summary>
    private static string? AsksMore(JsonElement row) =>
        !row.TryGetProperty("error", out var error) || error.TextOrNull("message") is not { } message ? null
        : message.Contains("Invalid wheel filename", StringComparison.Ordinal)
            ? "what the name of a wheel at an address says is read by the room that fetches it, and refused there"
        : message.Contains("is not installable", StringComparison.Ordinal)
        || message.Contains("should either be a path to a local project", StringComparison.Ordinal)
            ? "whether a folder exists and holds a project only the disk can tell, and this room does not ask it; the room that prepares sources refuses it"
        : null;

    private static string? Lines(JsonElement row)
    {
        var lines = LogicalLine.Read(row.Text("input")).Select(line => $"{line.Number}:{line.Text}");
        var expected = row.GetProperty("logical_lines")
            .EnumerateArray()
            .Select(line => $"{line[0].GetInt32()}:{line[1].GetString()}");
        return Difference.Of(string.Join('\n', expected), string.Join('\n', lines));
    }

    /// <summary>Reads the entry file of a case; null, and why, where it is refused.</summary>
    private static RequirementsFile? Read(JsonElement row, RequirementsDialect dialect, out string? refusal)
    {
        var reader = new RequirementsFileReader
        {
            Dialect = dialect,
            Source = location => Bytes(row, location),
            Variable = name =>
                row.TryGetProperty("env", out var variables) && variables.TryGetProperty(name, out var value)
                    ? value.GetString()
                    : null,
        };
        try
        {
            refusal = null;
            return reader.Read($"{Root}/{row.Text("entry")}");
        }
        catch (RequirementsFileException exception)
        {
            refusal = exception.Message;
            return null;
        }
    }

    private static byte[] Bytes(JsonElement row, string location)
    {
        var name = location[(Root.Length + 1)..];
        if (row.TryGetProperty("files_base64", out var encoded) && encoded.ValueKind == JsonValueKind.Object)
        {
            if (encoded.TryGetProperty(name, out var base64))
                return base64.GetBytesFromBase64();
        }
        if (row.TryGetProperty("files", out var files) && files.TryGetProperty(name, out var text))
            return Encoding.UTF8.GetBytes(text.GetString()!);
        // A case that was recorded without its folders.
        if (files.ValueKind == JsonValueKind.Object && files.TryGetProperty(Path.GetFileName(name), out text))
            return Encoding.UTF8.GetBytes(text.GetString()!);
        throw new KraitException($"`{location}` does not exist");
    }

    private static string? Pip(JsonElement row)
    {
        var file = Read(row, RequirementsDialect.Pip, out var refusal);
        if (file is null || row.TryGetProperty("error", out _))
            return Difference.Of(row.TryGetProperty("error", out _), file is null) is null
                ? null
                : $"{row.Text("case")}: {refusal ?? "was read"}";
        var expected = row.GetProperty("expected");
        var entries = file.Requirements.Concat(file.Constraints).ToList();
        var rows = expected.GetProperty("requirements").EnumerateArray().ToList();
        var difference = Difference.Of(rows.Count, entries.Count);
        foreach (var one in rows)
        {
            // The file's order mixes requirements and constraints; the place tells which entry is meant.
            var entry = entries.Find(e => ComesFrom(e) == one.Text("comes_from"));
            difference ??= entry is null
                ? $"nothing comes from {one.Text("comes_from")}"
                : PipEntry(one, entry);
        }
        return difference ?? PipOptions(row, expected, file);
    }

    private static string ComesFrom(RequirementEntry entry)
    {
        var name = entry.Origin.File[(Root.Length + 1)..];
        return $"-{(entry.IsConstraint ? 'c' : 'r')} {(name == "requirements.txt" ? name : $"<DIR>/{name}")} (line {entry.Origin.Line})";
    }

    private static string? PipEntry(JsonElement row, RequirementEntry entry)
    {
        var hashes = row.GetProperty("hashes")
            .EnumerateObject()
            .SelectMany(algorithm =>
                algorithm.Value.EnumerateArray().Select(d => $"{algorithm.Name}:{d.GetString()}")
            );
        var url = row.TextOrNull("url")?.Replace("file://<DIR>", $"file://{Root}", StringComparison.Ordinal);
        var archive =
            entry.Requirement is null && WheelFileName.TryParse(FileName(entry.Address!), out var wheel)
                ? wheel
                : null;
        var name = entry.Name?.Value ?? archive?.Name.Value;
        var specifiers =
            entry.Requirement?.Specifiers.ToString() ?? (archive is null ? "" : $"=={archive.Version}");
        return Difference.Of(row.Text("line").Trim(), entry.Text)
            ?? Difference.Of(row.TextOrNull("name"), name)
            ?? Difference.Of(Specifiers(row), VersionSpecifiers.Parse(specifiers))
            ?? Difference.Of(url, Url(entry))
            ?? Difference.Of(row.GetProperty("constraint").GetBoolean(), entry.IsConstraint)
            ?? Difference.Of(row.GetProperty("editable").GetBoolean(), entry.IsEditable)
            ?? Difference.Of(string.Join(',', row.Texts("extras")), string.Join(',', entry.Extras))
            ?? Difference.Of(row.TextOrNull("marker"), entry.Marker?.ToString())
            ?? Difference.Of(string.Join(',', hashes), string.Join(',', entry.Hashes));
    }

    private static VersionSpecifiers Specifiers(JsonElement row) =>
        VersionSpecifiers.Of([
            .. row.GetProperty("specifier")
                .EnumerateArray()
                .Select(clause => VersionSpecifier.Parse($"{clause[0].GetString()}{clause[1].GetString()}")),
        ]);

    private static string FileName(string address)
    {
        var end = address.IndexOf('#', StringComparison.Ordinal);
        return Path.GetFileName(end < 0 ? address : address[..end]);
    }

    private static string? Url(RequirementEntry entry) =>
        entry.Address is not { } address ? null
        : address.Contains("://", StringComparison.Ordinal) ? address
        : new Uri(entry.Origin.Resolve(address)).AbsoluteUri;

    private static string? PipOptions(JsonElement row, JsonElement expected, RequirementsFile file)
    {
        var files = row.TryGetProperty("files", out var given) ? given.GetRawText() : "";
        var index = file.IndexUrl?.Value ?? "https://pypi.example/simple";
        string[] indexes = file.NoIndex ? [] : [index, .. file.ExtraIndexUrls.Select(url => url.Value)];
        // The recorder's process kept this option once it was given.
        var features = files.Contains("--use-feature", StringComparison.Ordinal)
            ? expected.Texts("features_enabled")
            : [];
        return Difference.Of(string.Join(' ', expected.Texts("index_urls")), string.Join(' ', indexes))
            ?? Difference.Of(expected.GetProperty("no_index").GetBoolean(), file.NoIndex)
            ?? Difference.Of(
                string.Join(
                    ' ',
                    expected
                        .Texts("find_links")
                        .Select(link => link.Replace("<DIR>/./", "<DIR>/", StringComparison.Ordinal))
                ),
                string.Join(' ', file.FindLinks.Select(link => FindLinks(files, link)))
            )
            ?? Difference.Of(string.Join(',', expected.Texts("no_binary")), file.NoBinary.ToString())
            ?? Difference.Of(string.Join(',', expected.Texts("only_binary")), file.OnlyBinary.ToString())
            ?? Difference.Of(string.Join(',', expected.Texts("all_releases")), AllReleases(file))
            ?? Difference.Of(string.Join(',', expected.Texts("only_final")), file.OnlyFinal.ToString())
            ?? Difference.Of(
                string.Join(',', expected.Texts("trusted_hosts")),
                string.Join(',', file.TrustedHosts)
            )
            ?? Difference.Of(string.Join(',', features), string.Join(',', file.Features))
            ?? Difference.Of(expected.GetProperty("prefer_binary").GetBoolean(), file.PreferBinary)
            ?? Difference.Of(expected.GetProperty("require_hashes").GetBoolean(), file.RequireHashes);
    }

    /// <summary>pip keeps <c>--pre</c> as one more name.</summary>
    private static string AllReleases(RequirementsFile file) =>
        file.AllowPrereleases && !file.AllReleases.IncludesAll
            ? string.Join(',', file.AllReleases.Names.Select(name => name.Value).Prepend(":all:"))
            : file.AllReleases.ToString();

    /// <summary>pip takes a path from beside the file where there is such a folder, else as it stands.</summary>
    private static string FindLinks(string files, RequirementsLocation link)
    {
        var resolved = link.Origin.Resolve(link.Value);
        return
            resolved.StartsWith(Root, StringComparison.Ordinal)
            && files.Contains($"\"{resolved[(Root.Length + 1)..]}/", StringComparison.Ordinal)
            ? $"<DIR>{resolved[Root.Length..]}"
            : link.Value;
    }

    private static string? Uv(JsonElement row)
    {
        var file = Read(row, RequirementsDialect.Uv, out var refusal);
        if (file is null || row.TryGetProperty("error", out _))
            return Difference.Of(row.TryGetProperty("error", out _), file is null) is null
                ? UvPlace(row, refusal!)
                : $"{row.Text("case")}: {refusal ?? "was read"}";
        var expected = row.GetProperty("expected");
        return UvEntries(expected, "requirements", [.. file.Requirements.Where(entry => !entry.IsEditable)])
            ?? UvEntries(expected, "constraints", file.Constraints)
            ?? UvEntries(expected, "editables", [.. file.Requirements.Where(entry => entry.IsEditable)])
            ?? Difference.Of(expected.TextOrNull("index_url"), file.IndexUrl?.Given)
            ?? Difference.Of(expected.GetProperty("no_index").GetBoolean(), file.NoIndex)
            ?? Difference.Of(expected.GetProperty("require_hashes").GetBoolean(), file.RequireHashes)
            ?? Difference.Of(
                expected.GetProperty("extra_index_urls").GetArrayLength(),
                file.ExtraIndexUrls.Count
            )
            ?? Difference.Of(expected.GetProperty("find_links").GetArrayLength(), file.FindLinks.Count);
    }

    /// <summary>Where the recorded message ends in a line and a column, ours must too.</summary>
    private static string? UvPlace(JsonElement row, string refusal)
    {
        var error = row.Text("error");
        var place = error.LastIndexOf("<REQUIREMENTS_TXT>:", StringComparison.Ordinal);
        return
            place < 0
            || refusal.EndsWith(error[(place + "<REQUIREMENTS_TXT>".Length)..], StringComparison.Ordinal)
            ? null
            : $"expected {error}, got {refusal}";
    }

    private static string? UvEntries(
        JsonElement expected,
        string property,
        IReadOnlyList<RequirementEntry> entries
    )
    {
        var rows = expected.GetProperty(property).EnumerateArray().ToList();
        var difference = Difference.Of(rows.Count, entries.Count);
        for (var i = 0; i < rows.Count && difference is null; i++)
        {
            var (row, entry) = (rows[i], entries[i]);
            var given =
                row.GetProperty("url").ValueKind == JsonValueKind.Null
                    ? null
                    : row.GetProperty("url").Text("given");
            difference =
                Difference.Of(row.TextOrNull("name"), entry.Requirement?.Name.Value)
                ?? Difference.Of(string.Join(',', row.Texts("extras")), string.Join(',', entry.Extras))
                ?? Difference.Of(string.Join(',', row.Texts("hashes")), string.Join(',', entry.Hashes))
                ?? Difference.Of(Specifiers(row), entry.Requirement?.Specifiers ?? VersionSpecifiers.Any)
                ?? Difference.Of(given, entry.GivenAddress)
                ?? Difference.Of(row.TextOrNull("marker"), Canonical(entry.Marker));
        }
        return difference;
    }

    private static string? Canonical(Marker? marker)
    {
        if (marker is null)
            return null;
        var algebra = new MarkerAlgebra();
        return algebra.ToText(algebra.Build(marker));
    }
}
