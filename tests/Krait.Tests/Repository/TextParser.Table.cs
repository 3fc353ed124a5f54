using System.Text;
using Krait.Cache;
using Krait.Http;
using Krait.Indexes;
using Krait.Installer;
using Krait.Markers;
using Krait.Markers.Poetry;
using Krait.Metadata;
using Krait.Projects.Locking;
using Krait.Pythons;
using Krait.Requirements;
using Krait.Sources;
using Krait.Tags;
using Krait.Tests.Http;
using Krait.Tests.Indexes;
using Krait.Tests.Markers;
using Krait.Tests.Metadata;
using Krait.Tests.Pythons;
using Krait.Tests.Requirements;
using Krait.Tests.Tags;
using Krait.Tests.Toml;
using Krait.Tests.Versions;
using Krait.Toml;
using Krait.Versions;

namespace Krait.Tests.Repository;

/// <content>The parsers, and how each is called.</content>
public sealed partial class TextParser
{
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
        )
        {
            Loops = typeof(VersionFuzzTests),
        },
        new(
            "specifiers",
            text => _ = VersionSpecifiers.TryParse(text, out _, out _, out _),
            ("a-pep440/cases/specifiers.jsonl", "input"),
            ("a-pep440/cases/contains.jsonl", "specifier")
        )
        {
            Loops = typeof(VersionFuzzTests),
        },
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
        )
        {
            Loops = typeof(MarkerFuzzTests),
        },
        new(
            "marker of Poetry",
            text => Refusable<FormatException>(() => new PoetryMarkerAlgebra().Parse(text)),
            ("h-poetry/cases/markers.jsonl", "marker"),
            ("h-poetry/cases/marker_pairs.jsonl", "a")
        )
        {
            Loops = typeof(MarkerFuzzTests),
        },
        new(
            "constraint of Poetry",
            text => _ = PoetryConstraintParser.TryParse(text, out _),
            ("h-poetry/cases/constraints.jsonl", "input"),
            ("h-poetry/cases/constraint_algebra.jsonl", "b")
        )
        {
            Loops = typeof(MarkerFuzzTests),
        },
        new(
            "platforms of Poetry",
            text => _ = PoetryTextParser.TryParse(text, isExtra: false, out _),
            ("h-poetry/cases/generic_constraints.jsonl", "input")
        )
        {
            Samples = ["linux || !=win32", "!=win32,!= darwin", "'arm' not in | \"x\" in", "=a||==b,c"],
        },
        new(
            "requirement",
            text => Assert.NotEqual(Requirement.TryParse(text, out _, out var error), error is not null),
            ("b-pep508/cases/requirements.jsonl", "input"),
            ("d-metadata/cases/lenient_fixes.jsonl", "input")
        )
        {
            Loops = typeof(RequirementFuzzTests),
        },
        new(
            "repaired requirement",
            text =>
            {
                _ = LenientRequirement.TryParse(text, out _);
                _ = LenientRequirement.TryParseSpecifiers(text, out _);
            },
            ("d-metadata/cases/lenient_fixes.jsonl", "input"),
            ("b-pep508/cases/requirements.jsonl", "input")
        )
        {
            Samples =
            [
                "a>=1.0.*,<2.0* ; python_version>='3' and extra == 'x'",
                "b (>=4.2'),!=~5.0",
                "c >= 1.0; platform_machine == \"x\",",
                "d ~=3,>=1 <2 ; (os_name == 'nt')",
            ],
        },
        new(
            "requirements file of uv",
            text => ReadRequirements(text, RequirementsDialect.Uv),
            ("e-requirements-txt/cases/uv_parse.jsonl", "files"),
            ("e-requirements-txt/cases/logical_lines.jsonl", "input")
        )
        {
            Loops = typeof(RequirementFuzzTests),
        },
        new(
            "requirements file of pip",
            text => ReadRequirements(text, RequirementsDialect.Pip),
            ("e-requirements-txt/cases/pip_parse.jsonl", "files"),
            ("e-requirements-txt/cases/logical_lines.jsonl", "input")
        )
        {
            Loops = typeof(RequirementFuzzTests),
        },
        new(
            "names",
            text =>
            {
                _ = PackageName.TryParse(text, out _);
                _ = ExtraName.TryParse(text, out _);
                _ = GroupName.TryParse(text, out _);
            },
            ("c-tags/cases/names.jsonl", "input")
        )
        {
            Samples = ["Some.Name-x_1", "a--b..c", "9", "group.A"],
        },
        new(
            "wheel name",
            text =>
            {
                _ = WheelFileName.TryParse(text, out _);
                WheelFileName.IsVariant(text);
            },
            ("c-tags/cases/wheel_filenames.jsonl", "input")
        )
        {
            Loops = typeof(TagsFuzzTests),
        },
        new("tags", text => _ = WheelTags.TryParse(text, out _), ("c-tags/cases/parse_tag.jsonl", "input"))
        {
            Loops = typeof(TagsFuzzTests),
        },
        new(
            "source name",
            text => _ = SourceFileName.TryParse(text, out _),
            ("c-tags/cases/sdist_filenames.jsonl", "input")
        )
        {
            Loops = typeof(TagsFuzzTests),
        },
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
        )
        {
            Loops = typeof(MetadataFuzzTests),
        },
        new(
            "license expression",
            text => _ = LicenseExpression.TryParse(text, out _),
            ("d-metadata/cases/license_expressions.jsonl", "input")
        )
        {
            Samples =
            [
                "mit OR (apache-2.0 AND BSD-3-Clause+) or LicenseRef-My.Own-1",
                "(GPL-2.0-only WITH Classpath-exception-2.0) and ((0BSD))",
            ],
        },
        new(
            "direct_url.json",
            text => _ = DirectUrl.TryParse(Encoding.UTF8.GetBytes(text), out _, out _),
            ("d-metadata/cases/direct_url.jsonl", "input")
        )
        {
            Loops = typeof(MetadataFuzzTests),
        },
        new(
            "WHEEL",
            text => _ = WheelInformation.TryParse(Encoding.UTF8.GetBytes(text), out _, out _),
            ("j-install/cases/wheel_file.jsonl", "input")
        )
        {
            Loops = typeof(MetadataFuzzTests),
        },
        new(
            "RECORD",
            text =>
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                _ = RecordFile.TryParse(bytes, out _, out _);
                _ = RecordFile.TryParseLenient(bytes, out _, out _);
            },
            ("j-install/cases/record_parse.jsonl", "input")
        )
        {
            Loops = typeof(MetadataFuzzTests),
        },
        new(
            "entry points",
            text => _ = EntryPoints.TryParse(Encoding.UTF8.GetBytes(text), out _, out _),
            ("j-install/cases/entry_points.jsonl", "input")
        )
        {
            Loops = typeof(MetadataFuzzTests),
        },
        new(
            "entry point",
            text => _ = EntryPoint.TryParse("x", text, out _),
            ("j-install/cases/script_values.jsonl", "value")
        )
        {
            Samples = ["pkg.main:program.run [fast, small]", "pkg . m", "caf\u00e9.x\u0301_1 : y"],
        },
        new(
            "first line of a script",
            text => Shebang.Rewrite(Encoding.UTF8.GetBytes(text), "/usr/bin/python"),
            ("j-install/cases/shebangs.jsonl", "shebang")
        )
        {
            Samples =
            [
                "#!python\nprint(1)\n",
                "#!pythonw -E -s  'x y'\r\n# -*- coding: latin-1 -*-\nx\n",
                "#!/bin/sh\n",
                "#!python3 -u",
            ],
        },
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
        )
        {
            Loops = typeof(TomlFuzzTests),
        },
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
        )
        {
            Samples =
            [
                "[project]\nname = 'A.b'\nversion = '1.0rc1'\nreadme = {file = 'R.md', content-type = 'text/markdown; charset=UTF-8'}\nrequires-python = '>=3.9'\nlicense = 'MIT'\nlicense-files = ['LICEN[CS]E*', 'a/**/b?']\nauthors = [{name = 'A', email = 'a@host.example'}]\nkeywords = ['k']\nclassifiers = ['Private :: x']\ndynamic = ['description']\ndependencies = ['x>=1; os_name == \"nt\"']\nimport-names = ['a.b ; private']\nimport-namespaces = ['a']\n[project.urls]\nHome = 'https://host.example'\n[project.scripts]\nrun = 'a.b:c'\n[project.gui-scripts]\nw = 'a:b'\n[project.entry-points.'x.y']\nz = 'a'\n[project.optional-dependencies]\nE_x = ['y[z]']\n",
                "[project]\nname = 'a'\nversion = '1'\nlicense = {text = 'x'}\nreadme = 'R.rst'\n[dependency-groups]\na = ['x', {include-group = 'b'}]\nb = ['y; os_name == \"nt\"']\n",
            ],
        },
        new(
            "pylock.toml",
            text =>
            {
                if (TomlDocument.TryParse(text, out var document, out _))
                    Refusable<PylockException>(() => Assert.NotNull(PylockToml.Read(document).CreatedBy));
            },
            ("i-standards/cases/pep751_parse.jsonl", "toml"),
            ("i-standards/cases/pep751_select.jsonl", "toml")
        )
        {
            Samples =
            [
                "lock-version = '1.0'\ncreated-by = 'x'\nenvironments = [\"os_name == 'nt'\"]\nextras = ['a']\n[[packages]]\nname = 'a'\nversion = '1.0'\n"
                    + "wheels = [{url = 'https://host.example/a-1.0-py3-none-any.whl', size = 1, upload-time = 2024-01-01T00:00:00Z, hashes = {sha256 = '00'}}]\n",
                "lock-version = '1.0'\ncreated-by = 'x'\n[[packages]]\nname = 'b'\nvcs = {type = 'git', url = 'u', commit-id = 'c'}\n[[packages]]\nname = 'c'\ndirectory = {path = '.', editable = true}\n",
            ],
        },
        new(
            "uv.lock",
            text =>
            {
                if (!TomlDocument.TryParse(text, out var document, out _))
                    return;
                Refusable<UvLockException>(() =>
                    Assert.All(
                        UvLock.Read(document).Packages.SelectMany(package => package.Dependencies),
                        edge => Assert.NotNull(edge.Package)
                    )
                );
                // Refused is a number with a fraction, which no lock has.
                Refusable<FormatException>(() =>
                {
                    var written = UvLockText.Write(document.Root);
                    Assert.Equal(written, UvLockText.Write(TomlDocument.Parse(written).Root));
                });
            },
            ("k-uv-files/cases/uv_lock_texts.jsonl", "lock_text"),
            ("k-uv-files/cases/uv_lock_parse.jsonl", "lock_text")
        )
        {
            Samples =
            [
                "version = 1\nrevision = 3\nrequires-python = \">=3.12\"\nresolution-markers = [\n    \"os_name == 'nt'\",\n]\nconflicts = [[\n    { package = \"a\", extra = \"x\" },\n    { package = \"a\", group = \"y\" },\n]]\n\n[options]\nexclude-newer = \"2024-01-01T00:00:00Z\"\n\n[manifest]\nmembers = [\n    \"a\",\n]\n\n[[package]]\nname = \"a\"\nversion = \"1.0\"\nsource = { editable = \".\" }\ndependencies = [\n    { name = \"b\", version = \"2\", extra = [\"z\"], marker = \"os_name == 'nt'\" },\n]\n\n[package.optional-dependencies]\nx = [\n    { name = \"b\" },\n]\n\n[package.metadata]\nrequires-dist = [{ name = \"b\", extras = [\"z\"], specifier = \">=1\" }]\nprovides-extras = [\"x\"]\n\n[package.metadata.requires-dev]\ny = []\n\n[[package]]\nname = \"b\"\nversion = \"2\"\nsource = { url = \"https://host.example/b.tar.gz\", subdirectory = \"s\" }\nsdist = { hash = \"sha256:00\", size = 1 }\nwheels = [\n    { url = \"u\", hash = \"sha256:00\" },\n]\n",
            ],
        },
        new(
            "script",
            text => Refusable<ScriptMetadataException>(() => ScriptMetadata.Read(text)),
            ("i-standards/cases/pep723_parse.jsonl", "script")
        )
        {
            Loops = typeof(RequirementFuzzTests),
        },
        new(
            "page in HTML",
            text => Refusable<HttpFailureException>(() => ReadPage(text, "text/html")),
            ("l-simple-index/cases/html_pages.jsonl", "html")
        )
        {
            Loops = typeof(PageFuzzTests),
        },
        new(
            "page in JSON",
            text => Refusable<HttpFailureException>(() => ReadPage(text, "application/json")),
            ("l-simple-index/cases/html_pages.jsonl", "mousebender")
        )
        {
            Loops = typeof(PageFuzzTests),
        },
        new("netrc", text => Netrc.Parse(text)) { Loops = typeof(NetrcFuzzTests) },
        new("pyvenv.cfg", text => VirtualEnvironmentFile.Parse(text)) { Loops = typeof(PythonFuzzTests) },
        new("hash", text => _ = FileHash.TryParse(text, out _))
        {
            Samples = ["sha256:0f", "SHA512=AB", "blake2b:" + new string('0', 128)],
        },
        new(
            "request for a Python",
            text => Refusable<PythonNotFoundException>(() => PythonRequest.Parse(text, "/no/such/folder"))
        )
        {
            Loops = typeof(PythonFuzzTests),
        },
        new(
            "dependency of Poetry",
            text =>
            {
                // A line a member.
                var lines = text.Split('\n');
                string? Line(int at) => at < lines.Length && lines[at].Length > 0 ? lines[at] : null;
                Refusable<FormatException>(() =>
                    new PoetryDependency
                    {
                        Name = "a",
                        Version = lines[0],
                        Python = Line(1),
                        Platform = Line(2),
                        Markers = Line(3),
                        Git = Line(4),
                    }.ToRequirement(new PoetryMarkerAlgebra(), withExtras: false)
                );
            },
            ("h-poetry/cases/dependencies.jsonl", "constraint")
        )
        {
            Samples =
            [
                "^1.2 || !=3.*,<4\n>=3.8,<4.0\nlinux || !=win32\nos_name == 'nt' or extra == 'x'",
                "*\n~2.7 || ^3.6\n'arm' in\npython_version in '3.8, 3.9'\ngit@host.example:o/n.git",
            ],
        },
        new(
            "first page in HTML",
            text => ProjectNames.ReadHtml(Encoding.UTF8.GetBytes(text)),
            ("l-simple-index/cases/html_pages.jsonl", "html")
        )
        {
            Samples =
            [
                "<!DOCTYPE html><html><body><a href='/a/'>A.b</a><!-- <a href=x>c</a> --><A HREF=d>&#100;&amp;\n</A><script>'<a>'</script></body></html>",
            ],
        },
        new(
            "first page in JSON",
            text => Refusable<FormatException>(() => ProjectNames.ReadJson(Encoding.UTF8.GetBytes(text)))
        )
        {
            Samples =
            [
                "{\"meta\": {\"api-version\": \"1.1\"}, \"projects\": [{\"name\": \"A.b\"}, {\"name\": \"\\u0061\", \"x\": [1, null]}]}",
            ],
        },
        new(".python-version", text => PythonVersionFile.Parse("/p/.python-version", text))
        {
            Samples = ["# c\n3.12.1 # why\npypy@3.10\r\n\ufeff3.13t\n./bin/python\n"],
        },
        new("Cache-Control", text => CachePolicy.Read(text, 7))
        {
            Samples = ["public, max-age=600", "no-cache, No-Store ,max-age=\"99999999999\""],
        },
        new("address of an index", text => _ = IndexLocation.TryParseNamed(text, "/no/such/folder", out _))
        {
            Samples =
            [
                "name=https://u:p%40@[::1]:80/simple/?q#f",
                "file:///a%20b/../c",
                "./x y",
                "HTTP://host.example",
            ],
        },
        new(
            "direct reference",
            text =>
                Refusable<DistributionException>(() => DirectReference.Read(null, text, "/no/such/folder"))
        )
        {
            Samples =
            [
                "https://u:p@host.example/a%2Db-1.0-py3-none-any.whl?x#sha256=00&egg=a&subdirectory=s",
                "file://localhost/a.tar.gz#md5=1",
                "./a#b-1-py3-none-any.whl",
                "git+ssh://host.example/r@v1",
            ],
        },
        new("time of an upload", text => UploadTimeText.Read(Encoding.UTF8.GetBytes(text)))
        {
            Samples = ["2024-02-29T23:59:60.123456Z", "2020-01-01T00:00:00+00:00"],
        },
    ];

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
