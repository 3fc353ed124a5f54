using System.Text;
using System.Text.Json;
using Krait.Http;
using Krait.Indexes;
using Krait.Installer;
using Krait.Markers;
using Krait.Markers.Poetry;
using Krait.Metadata;
using Krait.Projects.Locking;
using Krait.Pythons;
using Krait.Requirements;
using Krait.Tags;
using Krait.Toml;
using Krait.Versions;

namespace Krait.Tests.Repository;

/// <summary>
/// A parser of text from outside, whatever its room: how to call it, what it may throw, and the members of which vector files are its
/// input. Give every new parser a row.
/// </summary>
public sealed class TextParser
{
    private readonly (string File, string Member)[] _vectors;

    private TextParser(string name, Action<string> parse, params (string File, string Member)[] vectors)
    {
        Name = name;
        Parse = parse;
        _vectors = vectors;
    }

    public string Name { get; }

    /// <summary>Reads a text; throws only what the parser does not document.</summary>
    public Action<string> Parse { get; }

    /// <summary>Whether any vector is its input; the fuzz loops of the other parsers cut the seeds.</summary>
    public bool HasVectors => _vectors.Length > 0;

    public static IReadOnlyList<TextParser> All { get; } =
    [
        new(
            "version",
            text =>
            {
                var isValid = PackageVersion.TryParse(text, out var version);
                Assert.Equal(isValid, PackageVersion.TryParse(Encoding.UTF8.GetBytes(text), out var same));
                Assert.Equal(version, same);
            },
            ("a-pep440/cases/versions.jsonl", "input")
        ),
        new(
            "specifiers",
            text => _ = VersionSpecifiers.TryParse(text, out _, out _, out _),
            ("a-pep440/cases/specifiers.jsonl", "input"),
            ("a-pep440/cases/contains.jsonl", "specifier")
        ),
        new(
            "marker",
            text =>
            {
                if (!Marker.TryParse(text, out _, out var error))
                    Assert.InRange(error.Offset, 0, text.Length);
            },
            ("b-pep508/cases/markers_parse.jsonl", "input"),
            ("b-pep508/cases/markers_eval.jsonl", "marker"),
            ("b-pep508/cases/marker_algebra.jsonl", "a"),
            ("n-marker-text/cases/compile.jsonl", "marker"),
            ("n-marker-text/cases/add.jsonl", "marker"),
            ("n-marker-text/cases/lock_requires_dist.jsonl", "expected")
        ),
        new(
            "marker of Poetry",
            text => Refusable<FormatException>(() => new PoetryMarkerAlgebra().Parse(text)),
            ("h-poetry/cases/markers.jsonl", "marker"),
            ("h-poetry/cases/marker_pairs.jsonl", "a")
        ),
        new(
            "constraint of Poetry",
            text => _ = PoetryConstraintParser.TryParse(text, out _),
            ("h-poetry/cases/constraints.jsonl", "input"),
            ("h-poetry/cases/constraint_algebra.jsonl", "b")
        ),
        new(
            "platforms of Poetry",
            text => _ = PoetryTextParser.TryParse(text, isExtra: false, out _),
            ("h-poetry/cases/generic_constraints.jsonl", "input")
        ),
        new(
            "requirement",
            text => Assert.NotEqual(Requirement.TryParse(text, out _, out var error), error is not null),
            ("b-pep508/cases/requirements.jsonl", "input"),
            ("d-metadata/cases/lenient_fixes.jsonl", "input")
        ),
        new(
            "repaired requirement",
            text =>
            {
                _ = LenientRequirement.TryParse(text, out _);
                _ = LenientRequirement.TryParseSpecifiers(text, out _);
            },
            ("d-metadata/cases/lenient_fixes.jsonl", "input"),
            ("b-pep508/cases/requirements.jsonl", "input")
        ),
        new(
            "requirements file of uv",
            text => ReadRequirements(text, RequirementsDialect.Uv),
            ("e-requirements-txt/cases/uv_parse.jsonl", "files"),
            ("e-requirements-txt/cases/logical_lines.jsonl", "input")
        ),
        new(
            "requirements file of pip",
            text => ReadRequirements(text, RequirementsDialect.Pip),
            ("e-requirements-txt/cases/pip_parse.jsonl", "files"),
            ("e-requirements-txt/cases/logical_lines.jsonl", "input")
        ),
        new(
            "names",
            text =>
            {
                _ = PackageName.TryParse(text, out _);
                _ = ExtraName.TryParse(text, out _);
                _ = GroupName.TryParse(text, out _);
            },
            ("c-tags/cases/names.jsonl", "input")
        ),
        new(
            "wheel name",
            text =>
            {
                _ = WheelFileName.TryParse(text, out _);
                WheelFileName.IsVariant(text);
            },
            ("c-tags/cases/wheel_filenames.jsonl", "input")
        ),
        new("tags", text => _ = WheelTags.TryParse(text, out _), ("c-tags/cases/parse_tag.jsonl", "input")),
        new(
            "source name",
            text => _ = SourceFileName.TryParse(text, out _),
            ("c-tags/cases/sdist_filenames.jsonl", "input")
        ),
        new(
            "METADATA",
            text =>
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                _ = CoreMetadata.TryParse(bytes, out _, out _);
                MetadataCheck.Faults(MetadataDocument.Read(bytes));
            },
            ("d-metadata/cases/core_metadata.jsonl", "input"),
            ("d-metadata/cases/resolution_metadata.jsonl", "input")
        ),
        new(
            "license expression",
            text => _ = LicenseExpression.TryParse(text, out _),
            ("d-metadata/cases/license_expressions.jsonl", "input")
        ),
        new(
            "direct_url.json",
            text => _ = DirectUrl.TryParse(Encoding.UTF8.GetBytes(text), out _, out _),
            ("d-metadata/cases/direct_url.jsonl", "input")
        ),
        new(
            "WHEEL",
            text => _ = WheelInformation.TryParse(Encoding.UTF8.GetBytes(text), out _, out _),
            ("j-install/cases/wheel_file.jsonl", "input")
        ),
        new(
            "RECORD",
            text =>
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                _ = RecordFile.TryParse(bytes, out _, out _);
                _ = RecordFile.TryParseLenient(bytes, out _, out _);
            },
            ("j-install/cases/record_parse.jsonl", "input")
        ),
        new(
            "entry points",
            text => _ = EntryPoints.TryParse(Encoding.UTF8.GetBytes(text), out _, out _),
            ("j-install/cases/entry_points.jsonl", "input")
        ),
        new(
            "entry point",
            text => _ = EntryPoint.TryParse("x", text, out _),
            ("j-install/cases/script_values.jsonl", "value")
        ),
        new(
            "first line of a script",
            text => Shebang.Rewrite(Encoding.UTF8.GetBytes(text), "/usr/bin/python"),
            ("j-install/cases/shebangs.jsonl", "shebang")
        ),
        new(
            "TOML",
            text =>
            {
                foreach (var version in (ReadOnlySpan<TomlVersion>)[TomlVersion.Toml10, TomlVersion.Toml11])
                {
                    if (TomlDocument.TryParse(text, out var document, out _, version))
                        Assert.Equal(text, document.ToString());
                }
            },
            ("i-standards/cases/pep621_project.jsonl", "pyproject_toml"),
            ("k-uv-files/cases/pyproject_edits.jsonl", "before"),
            ("g-toml-test/cases/manifest.jsonl", "file")
        ),
        new(
            "pyproject.toml",
            text =>
            {
                if (!TomlDocument.TryParse(text, out var document, out _))
                    return;
                ProjectTable.TryRead(document.Root, out _, out _);
                if (document.Root["dependency-groups"] is TomlTable table)
                    Refusable<DependencyGroupException>(() =>
                    {
                        var groups = DependencyGroups.Read(table);
                        foreach (var name in groups.Names)
                            groups.Resolve(name);
                    });
            },
            ("i-standards/cases/pep621_project.jsonl", "pyproject_toml"),
            ("k-uv-files/cases/pyproject_edits.jsonl", "before")
        ),
        new(
            "pylock.toml",
            text =>
            {
                if (TomlDocument.TryParse(text, out var document, out _))
                    Refusable<PylockException>(() => PylockToml.Read(document));
            },
            ("i-standards/cases/pep751_parse.jsonl", "toml"),
            ("i-standards/cases/pep751_select.jsonl", "toml")
        ),
        new(
            "uv.lock",
            text =>
            {
                if (TomlDocument.TryParse(text, out var document, out _))
                    Refusable<UvLockException>(() => UvLock.Read(document));
            },
            ("k-uv-files/cases/uv_lock_texts.jsonl", "lock_text"),
            ("k-uv-files/cases/uv_lock_parse.jsonl", "lock_text")
        ),
        new(
            "script",
            text => Refusable<ScriptMetadataException>(() => ScriptMetadata.Read(text)),
            ("i-standards/cases/pep723_parse.jsonl", "script")
        ),
        new(
            "page in HTML",
            text =>
            {
                Refusable<HttpFailureException>(() => ReadPage(text, "text/html"));
                ProjectNames.ReadHtml(Encoding.UTF8.GetBytes(text));
            },
            ("l-simple-index/cases/html_pages.jsonl", "html")
        ),
        new(
            "page in JSON",
            text =>
            {
                Refusable<HttpFailureException>(() => ReadPage(text, "application/json"));
                Refusable<FormatException>(() => ProjectNames.ReadJson(Encoding.UTF8.GetBytes(text)));
            },
            ("l-simple-index/cases/html_pages.jsonl", "mousebender")
        ),
        new("netrc", text => Netrc.Parse(text)),
        new("pyvenv.cfg", text => VirtualEnvironmentFile.Parse(text)),
        new("hash", text => _ = FileHash.TryParse(text, out _)),
        new(
            "request for a Python",
            text => Refusable<PythonNotFoundException>(() => PythonRequest.Parse(text, "/no/such/folder"))
        ),
    ];

    /// <summary>The inputs of the parser in a folder of vectors, each once.</summary>
    public IReadOnlyCollection<string> Inputs(string vectors)
    {
        var inputs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, member) in _vectors)
        {
            var path = Path.Combine(vectors, file);
            foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
            {
                using var row = JsonDocument.Parse(line);
                if (!row.RootElement.TryGetProperty(member, out var value))
                    continue;
                if (member == "file")
                    inputs.Add(
                        File.ReadAllText(
                            Path.Combine(Path.GetDirectoryName(path)!, "tests", value.GetString()!)
                        )
                    );
                else if (value.ValueKind == JsonValueKind.String)
                    inputs.Add(value.GetString()!);
                else if (value.ValueKind == JsonValueKind.Object && member == "files")
                    inputs.UnionWith(value.EnumerateObject().Select(p => p.Value.GetString()!));
                else if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                    inputs.Add(value.GetRawText());
            }
        }
        return inputs;
    }

    public override string ToString() => Name;

    private static void Refusable<TRefusal>(Action read)
        where TRefusal : Exception
    {
        try
        {
            read();
        }
        catch (Exception exception) when (exception is TRefusal or MarkerTooComplexException)
        {
            Assert.NotEmpty(exception.Message);
        }
    }

    private static void ReadRequirements(string text, RequirementsDialect dialect)
    {
        var reader = new RequirementsFileReader
        {
            Dialect = dialect,
            Source = location =>
                location == "/p/r.txt"
                    ? Encoding.UTF8.GetBytes(text)
                    : throw new KraitException("no such file"),
        };
        Refusable<RequirementsFileException>(() => reader.Read("/p/r.txt"));
    }

    private static void ReadPage(string page, string type)
    {
        var text = new PageText();
        var address = new Uri("http://index.example/simple/pkg/");
        var project = new ProjectBuilder(PackageName.Parse("pkg"), text) { Base = address };
        IndexClient.ReadPage(
            Encoding.UTF8.GetBytes(page),
            address,
            type,
            text,
            project,
            (in PageFile file) => project.Add(file)
        );
    }
}
