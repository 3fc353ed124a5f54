using Krait.Markers;
using Krait.Projects.Locking;
using Krait.Requirements;
using Krait.Tags;
using Krait.Toml;

namespace Krait.Tests.Projects;

public class PylockTomlTests
{
    private const string Head = "lock-version = '1.0'\ncreated-by = 'test'\n";

    private static readonly MarkerEnvironment Environment = new()
    {
        ImplementationName = "cpython",
        ImplementationVersion = "3.12.1",
        OsName = "posix",
        PlatformMachine = "x86_64",
        PlatformPythonImplementation = "CPython",
        PlatformRelease = "6.1",
        PlatformSystem = "Linux",
        PlatformVersion = "#1",
        PythonFullVersion = "3.12.1",
        PythonVersion = "3.12",
        SysPlatform = "linux",
    };

    private static PylockToml Read(string toml) => PylockToml.Read(TomlDocument.Parse(toml));

    private static PylockRequest Request(string[] extras, string[]? groups) =>
        new()
        {
            Environment = Environment,
            Rank = (WheelFileName wheel, out int rank) =>
            {
                rank = wheel.Build.IsEmpty ? 2 : 1;
                return wheel.Text.EndsWith("-any.whl", StringComparison.Ordinal);
            },
            Extras = [.. extras.Select(ExtraName.Parse)],
            DependencyGroups = groups,
        };

    [Theory]
    [InlineData(new string[0], null, "base default")]
    [InlineData(new[] { "x" }, null, "base extra default")]
    [InlineData(new[] { "x" }, new[] { "x" }, "base extra group")]
    [InlineData(new string[0], new string[0], "base")]
    public void Markers_choose_by_extras_and_groups_apart(string[] extras, string[]? groups, string selected)
    {
        var toml =
            Head
            + "extras = ['x']\ndependency-groups = ['x']\ndefault-groups = ['main']\n"
            + "[[packages]]\nname = 'base'\ndirectory.path = 'b'\n"
            + "[[packages]]\nname = 'extra'\nmarker = \"'x' in extras\"\ndirectory.path = 'e'\n"
            + "[[packages]]\nname = 'group'\nmarker = \"'x' in dependency_groups\"\ndirectory.path = 'g'\n"
            + "[[packages]]\nname = 'default'\nmarker = \"'main' in dependency_groups\"\ndirectory.path = 'd'\n";
        var choices = Read(toml).Select(Request(extras, groups));
        Assert.Equal(selected, string.Join(' ', choices.Select(choice => choice.Package.Name)));
    }

    [Theory]
    [InlineData("extras", "The lockfile does not declare these extras: x")]
    [InlineData("groups", "The lockfile does not declare these dependency groups: x")]
    public void What_the_file_does_not_declare_is_refused(string what, string message)
    {
        var pylock = Read(Head + "packages = []\n");
        var request = what == "extras" ? Request(["x"], null) : Request([], ["x"]);
        Assert.Equal(message, Assert.Throws<PylockException>(() => pylock.Select(request)).Message);
    }

    [Theory]
    [InlineData("environments = [\"sys_platform == 'win32'\"]\npackages = []\n", "environments")]
    [InlineData("requires-python = '>=3.13'\npackages = []\n", "requires-python")]
    public void Another_environment_is_refused(string toml, string place) =>
        Assert.Equal(
            place,
            Assert.Throws<PylockException>(() => Read(Head + toml).Select(Request([], null))).Place
        );

    [Fact]
    public void The_extra_of_requirements_has_no_place_in_a_lock() =>
        Assert.Equal(
            "packages[0].marker",
            Assert
                .Throws<PylockException>(() =>
                    Read(
                        Head
                            + "[[packages]]\nname = 'a'\nmarker = \"os_name == 'nt' or extra == 'x'\"\ndirectory.path = '.'\n"
                    )
                )
                .Place
        );

    [Fact]
    public void The_best_wheel_is_taken_and_its_name_decoded()
    {
        var toml =
            Head
            + "[[packages]]\nname = 'a'\n"
            + "[[packages.wheels]]\nurl = 'https://host.example/a-1.0%2Bcpu-py3-none-any.whl?x=1#y'\nhashes.SHA256 = 'ab'\n"
            + "[[packages.wheels]]\nurl = 'https://host.example/a-1.0%2Bcpu-2-py3-none-any.whl'\nhashes.sha256 = 'cd'\nupload-time = 2024-01-01T00:00:00\n";
        var file = Assert.Single(Read(toml).Select(Request([], null))).File!;
        Assert.Equal("a-1.0+cpu-2-py3-none-any.whl", file.FileName);
        Assert.Equal(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), file.UploadTime);
        Assert.Equal("cd", file.Hashes["sha256"]);
    }

    [Fact]
    public void Every_value_of_another_type_is_refused_at_its_place()
    {
        const string Toml =
            Head
            + "environments = ['']\nrequires-python = '>=3'\nextras = ['e']\ndependency-groups = ['g']\ndefault-groups = ['d']\n"
            + "[[packages]]\nname = 'a'\nversion = '1.0'\nmarker = 'x'\nrequires-python = '>=3'\nindex = 'i'\n"
            + "archive = {url = 'u', path = 'p', size = 1, upload-time = 2024-01-01T00:00:00Z, subdirectory = 's', hashes = {sha256 = 'h'}}\n";
        var refused = 0;
        foreach (var line in Toml.Split('\n'))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                continue;
            var broken = Toml.Replace(line, line[..equals] + "= 1.5", StringComparison.Ordinal);
            Assert.False(string.IsNullOrEmpty(Assert.Throws<PylockException>(() => Read(broken)).Place));
            refused++;
        }
        Assert.Equal(13, refused);
    }

    [Fact]
    public void What_is_written_is_read_back_to_the_same_text()
    {
        const string text = """
            lock-version = "1.0"
            created-by = "uv"
            requires-python = ">=3.12"
            environments = [
                "sys_platform == 'linux'",
            ]
            extras = ["x"]
            dependency-groups = ["dev"]
            default-groups = ["dev"]

            [[packages]]
            name = "a"
            version = "1.0"
            marker = "sys_platform != 'win32'"
            requires-python = ">=3.10"
            index = "https://index.example/simple"
            sdist = { url = "https://index.example/a-1.0.tar.gz", upload-time = 2026-01-02T03:04:05Z, size = 7, hashes = { sha256 = "00" } }
            wheels = [
                { url = "https://index.example/a-1.0-py2-none-any.whl", hashes = { md5 = "11", sha256 = "22" } },
                { name = "a-1.0-py3-none-any.whl", url = "https://index.example/other", hashes = { sha256 = "33" } },
            ]

            [[packages]]
            name = "b"
            version = "2.0"
            archive = { path = "b.zip", subdirectory = "in", hashes = { sha256 = "44" } }

            [[packages]]
            name = "c"
            vcs = { type = "git", url = "https://code.example/c", requested-revision = "main", commit-id = "abc" }

            [[packages]]
            name = "d"
            directory = { path = "d", editable = true }

            """;
        Assert.Equal(text.ReplaceLineEndings("\n"), Read(text).Write());
    }
}
