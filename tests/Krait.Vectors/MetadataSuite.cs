using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Krait.Metadata;
using Krait.Requirements;
using static Krait.Vectors.Comparison;

namespace Krait.Vectors;

/// <summary>METADATA as raw fields and held against the specification, repairs of old requirements, license expressions, direct_url.json.</summary>
public sealed class MetadataSuite : Suite
{
    public override string Folder => "d-metadata";

    public override IEnumerable<CaseResult> Run(string folder)
    {
        (string File, Func<JsonElement, string?> Difference)[] parts =
        [
            ("core_metadata", Fields),
            ("direct_url", Direct),
            ("lenient_fixes", Repairs),
            ("license_expressions", Licenses),
            ("resolution_metadata", Resolution),
        ];
        foreach (var (file, difference) in parts)
        {
            foreach (
                var result in Each(Path.Combine(folder, "cases", file + ".jsonl"), difference, Multipart)
            )
                yield return result;
        }
    }

    private static string? Multipart(JsonElement row) =>
        row.TextOrNull("input")?.Contains("\nContent-Type: multipart/", StringComparison.Ordinal) == true
            ? "a multipart body: what the reference records is the word None"
            : null;

    private static string? Fields(JsonElement row)
    {
        var bytes = row.TryGetProperty("input", out var input)
            ? Encoding.UTF8.GetBytes(input.GetString()!)
            : row.GetProperty("input_base64").GetBytesFromBase64();
        var document = MetadataDocument.Read(bytes);
        var difference =
            Differ(Flat(row.GetProperty("raw")), Flat(document))
            ?? Differ(
                [
                    .. row.GetProperty("unparsed")
                        .EnumerateObject()
                        .OrderBy(p => p.Name, StringComparer.Ordinal)
                        .Select(p =>
                            $"{p.Name}={string.Join('|', p.Value.EnumerateArray().Select(v => v.GetString()))}"
                        ),
                ],
                [.. document.Unparsed.Select(p => $"{p.Key}={string.Join('|', p.Value)}")]
            );
        var faults = MetadataCheck.Faults(document);
        difference ??= Differ(
            [.. Strings(row, "error_fields").Order(StringComparer.Ordinal)],
            [.. faults.Select(f => f.Field).Distinct(StringComparer.Ordinal)]
        );
        difference ??= row.GetProperty("valid").GetBoolean() == (faults.Count == 0) ? null : "valid differs";
        return difference ?? Requirements(row.GetProperty("requires_dist_parsed"), document);
    }

    private static string? Requirements(JsonElement expected, MetadataDocument document)
    {
        var written = document.List("requires-dist");
        if (expected.GetArrayLength() != written.Count)
            return $"{written.Count} requirements";
        for (var i = 0; i < written.Count; i++)
        {
            var isValid = Requirement.TryParse(written[i], out var requirement);
            if (isValid == (expected[i].ValueKind == JsonValueKind.Null))
                return $"`{written[i]}` valid: {isValid}";
            if (isValid && !requirement!.Equals(Requirement.Parse(expected[i].GetString()!)))
                return $"`{requirement}` instead of `{expected[i].GetString()}`";
        }
        return null;
    }

    // The reference names its fields as Python would, some in the plural.
    private static List<string> Flat(JsonElement raw)
    {
        var rows = new List<string>();
        foreach (var field in raw.EnumerateObject())
        {
            var name = field.Name switch
            {
                "classifiers" => "classifier",
                "platforms" => "platform",
                "supported_platforms" => "supported-platform",
                "license_files" => "license-file",
                "import_names" => "import-name",
                "import_namespaces" => "import-namespace",
                var other => other.Replace('_', '-'),
            };
            if (name == "project-urls")
                rows.AddRange(
                    field.Value.EnumerateObject().Select(p => $"project-url={p.Name}>{p.Value.GetString()}")
                );
            else if (field.Value.ValueKind == JsonValueKind.Array)
                rows.Add($"{name}={string.Join('|', field.Value.EnumerateArray().Select(Value))}");
            else
                rows.Add($"{name}={Value(field.Value)}");
        }
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static string Value(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? Text(value, "sha256_utf8") : Shortened(value.GetString()!);

    private static List<string> Flat(MetadataDocument document)
    {
        var rows = new List<string>();
        rows.AddRange(document.Texts.Select(p => $"{p.Key}={Shortened(p.Value)}"));
        rows.AddRange(document.Lists.Select(p => $"{p.Key}={string.Join('|', p.Value.Select(Shortened))}"));
        rows.AddRange(document.ProjectUrls.Select(p => $"project-url={p.Key}>{p.Value}"));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static string Shortened(string text) =>
        text.EnumerateRunes().Count() > 600
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))
            : text;

    private static string? Direct(JsonElement row)
    {
        var bytes = Encoding.UTF8.GetBytes(row.GetProperty("input").GetRawText());
        var isValid = DirectUrl.TryParse(bytes, out var direct, out var error);
        if (isValid != row.GetProperty("valid").GetBoolean())
            return error ?? "read";
        if (!isValid)
            return null;
        var written = new System.Buffers.ArrayBufferWriter<byte>();
        direct!.Write(written);
        using var document = JsonDocument.Parse(written.WrittenMemory);
        return JsonElement.DeepEquals(document.RootElement, row.GetProperty("to_dict"))
            ? null
            : Encoding.UTF8.GetString(written.WrittenSpan);
    }

    private static string? Repairs(JsonElement row)
    {
        var input = Text(row, "input");
        var repairs = new List<string>();
        bool isStrict,
            isLenient;
        if (Text(row, "kind") == "requirement")
        {
            isStrict = Requirement.TryParse(input, out var strict);
            isLenient = isStrict || LenientRequirement.TryRepair(input, repairs, out strict);
            if (isLenient && Text(row.GetProperty("parsed"), "name") != strict!.Name.Value)
                return $"name {strict.Name}";
        }
        else
        {
            isStrict = Versions.VersionSpecifiers.TryParse(input, out _);
            isLenient = isStrict || LenientRequirement.TryRepairSpecifiers(input, repairs, out _);
        }
        if (isStrict != row.GetProperty("strict_valid").GetBoolean())
            return $"{input}: strictly valid: {isStrict}";
        if (isLenient != row.GetProperty("lenient_valid").GetBoolean())
            return $"{input}: leniently valid: {isLenient} ({string.Join(" | ", repairs)})";
        if (!isLenient)
            return null;
        return Differ(Text(row, "fixed"), repairs.Count == 0 ? input : repairs[^1])
            ?? Differ($"{row.GetProperty("fixes_applied").GetArrayLength()}", $"{repairs.Count}");
    }

    private static string? Licenses(JsonElement row)
    {
        var isValid = LicenseExpression.TryParse(Text(row, "input"), out var canonical);
        if (isValid != row.GetProperty("valid").GetBoolean())
            return $"{Text(row, "input")}: valid: {isValid}";
        return isValid ? Differ(Text(row, "canonical"), canonical!) : null;
    }

    private static string? Resolution(JsonElement row)
    {
        var kind = Text(row, "kind");
        if (kind == "pyproject.toml")
            return StaticProject(row);
        var isRead = CoreMetadata.TryParse(
            Encoding.UTF8.GetBytes(Text(row, "input")),
            out var metadata,
            out var error
        );
        if (row.TryGetProperty("error", out var expected))
        {
            var isUnsupported = expected.GetString() == "UnsupportedMetadataVersion";
            if (isUnsupported)
                return isRead && metadata!.IsStatic ? "static" : null;
            return isRead ? $"read, instead of {expected}" : null;
        }
        if (!isRead)
            return error;
        if (kind == "PKG-INFO" && !metadata!.IsStatic)
            return "not static";
        return Differ($"{Text(row, "name")} {Text(row, "version")}", $"{metadata!.Name} {metadata.Version}")
            ?? Differ(
                row.TryGetProperty("requires_dist", out _) ? Strings(row, "requires_dist") : [],
                [.. metadata.RequiresDist.Select(r => r.ToString())]
            );
    }

    /// <summary>What a project says without a build: nothing where a field that is asked for is dynamic.</summary>
    private static string? StaticProject(JsonElement row)
    {
        var isRead = ProjectTable.TryRead(
            Toml.TomlDocument.Parse(Text(row, "input")).Root,
            out var project,
            out var faults
        );
        if (row.TryGetProperty("error", out var error))
        {
            var field = Text(row, "field");
            if (error.GetString() == "DynamicField")
                return isRead && project!.IsDynamic(field) ? null : $"{field} is not dynamic";
            return faults.Any(f => f.ToString().Contains(field, StringComparison.Ordinal))
                ? null
                : $"no fault of {field}";
        }
        if (!isRead)
            return string.Join("; ", faults);
        return Differ($"{Text(row, "name")} {Text(row, "version")}", $"{project!.Name} {project.Version}")
            ?? Differ(
                row.TryGetProperty("requires_python", out var python) ? python.GetString()! : "",
                $"{project.RequiresPython}"
            )
            ?? Differ(Strings(row, "requires_dist"), [.. project.Dependencies.Select(d => d.ToString())])
            ?? Differ(
                row.TryGetProperty("provides_extra", out _) ? Strings(row, "provides_extra") : [],
                [.. project.OptionalDependencies.Select(e => e.Key.ToString())]
            );
    }
}
