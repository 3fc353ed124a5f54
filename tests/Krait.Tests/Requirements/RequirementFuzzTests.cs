using System.Text;
using Krait.Requirements;
using Krait.Toml;

namespace Krait.Tests.Requirements;

public class RequirementFuzzTests
{
    private static readonly string[] Requirements =
    [
        "requests[security,socks]>=2.8.1,<3 ; python_version < '3.13' and (os_name == 'nt' or extra == 'x')",
        "name (>=1,<2)",
        "name @ git+https://user@host.example/r.git@v1#subdirectory=x ; sys_platform != 'win32'",
        "A.B_c===weird",
        "a===9_c_,===\u2028====",
    ];

    private static readonly string[] Files =
    [
        "# comment\n-r other.txt\n-c other.txt\n--index-url https://u:${TOKEN}@host.example/simple\na==1 \\\n  --hash=sha256:00 \\\n  --hash=sha512:11\n",
        "-e ./dir[a,b] ; os_name == 'posix' # why\nhttps://host.example/x-1.0-py3-none-any.whl#egg=x&sha256=00\n./x y.tar.gz\n",
        "--no-binary :all:\n--only-binary=a,b\n--find-links 'a b'\n--pre\n--require-hashes\nx --config-settings='a=b c'\n",
        "# -*- coding: latin-1 -*-\r\nx\r\n",
    ];

    private static readonly string[] Tokens =
    [
        "[",
        "]",
        "(",
        ")",
        ";",
        ",",
        "@",
        " ",
        "\t",
        "\n",
        "\r",
        "\\",
        "\\\n",
        "#",
        "'",
        "\"",
        "-",
        "--",
        "-r ",
        "-e ",
        "-c ",
        "=",
        "==",
        ">=1",
        "${A}",
        "${",
        "}",
        "https://",
        "file:",
        "git+",
        "./",
        "..",
        "/",
        ":",
        "%",
        "and",
        "or",
        "not in",
        "os_name",
        "extra",
        "\0",
        "\u2028",
        "\ufeff",
        "# ///",
        "# /// script\n",
    ];

    private static readonly string[] Scripts =
    [
        "#!x\n# /// script\n# requires-python = '>=3.11'\n# dependencies = ['a', \"b>=1\"]\n# ///\nprint(1)\n# /// other\n# ///\n",
        "[dependency-groups]\na = ['x', {include-group = 'b'}]\nb = ['y; os_name == \"nt\"']\n",
    ];

    [Fact]
    public void Any_text_is_a_requirement_or_none()
    {
        Fuzzing.Run(Requirements, Tokens, Read);
        Fuzzing.Truncate(Requirements, Read);

        static void Read(string text)
        {
            if (Requirement.TryParse(text, out var requirement, out var error))
            {
                Assert.Equal(requirement, Requirement.Parse(requirement.ToString()));
                return;
            }
            Assert.InRange(error.Offset, 0, text.Length);
            Assert.NotEmpty(error.Show(text));
        }
    }

    [Theory]
    [InlineData(RequirementsDialect.Uv)]
    [InlineData(RequirementsDialect.Pip)]
    public void Any_file_is_read_or_refused_with_a_place(RequirementsDialect dialect)
    {
        Fuzzing.Run(Files, Tokens, Read, dialect.ToString());
        Fuzzing.Truncate(Files, Read);

        void Read(string text)
        {
            var reader = new RequirementsFileReader
            {
                Dialect = dialect,
                Source = location =>
                    location == "/p/r.txt" ? Encoding.UTF8.GetBytes(text)
                    : location == "/p/other.txt" ? "other==1\n"u8.ToArray()
                    : throw new KraitException("no such file"),
                Variable = name => name == "TOKEN" ? "t" : null,
            };
            try
            {
                _ = reader.Read("/p/r.txt");
            }
            catch (RequirementsFileException exception)
            {
                Assert.True(exception.Origin is { Line: >= 1, Column: >= 1 });
            }
        }
    }

    [Fact]
    public void Any_script_is_read_or_refused()
    {
        Fuzzing.Run(Scripts, Tokens, Read);
        Fuzzing.Truncate(Scripts, Read);

        static void Read(string text)
        {
            try
            {
                _ = ScriptMetadata.Read(text);
                if (
                    TomlDocument.TryParse(text, out var document, out _)
                    && document.Root["dependency-groups"] is TomlTable table
                )
                {
                    var groups = DependencyGroups.Read(table);
                    foreach (var name in groups.Names)
                        _ = groups.Resolve(name);
                }
            }
            catch (Exception exception)
                when (exception is ScriptMetadataException or DependencyGroupException)
            {
                Assert.NotEmpty(exception.Message);
            }
        }
    }
}
