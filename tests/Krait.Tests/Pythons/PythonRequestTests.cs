using Krait.Pythons;

namespace Krait.Tests.Pythons;

public sealed class PythonRequestTests
{
    [Theory]
    [InlineData("3", "Python 3")]
    [InlineData("3.12", "Python 3.12")]
    [InlineData("312", "Python 3.12")]
    [InlineData("38", "Python 3.8")]
    [InlineData("3.12.1", "Python 3.12.1")]
    [InlineData("python3.12", "Python 3.12")]
    [InlineData("python@3.12", "Python 3.12")]
    [InlineData("3.13t", "Python 3.13+freethreaded")]
    [InlineData("3.13td", "Python 3.13+freethreaded+debug")]
    [InlineData("3.13+freethreaded", "Python 3.13+freethreaded")]
    [InlineData("3.12d", "Python 3.12+debug")]
    [InlineData("3.14+gil", "Python 3.14+gil")]
    [InlineData("3.13rc1", "Python 3.13rc1")]
    [InlineData("3.13.0b5", "Python 3.13b5")]
    [InlineData(">=3.11,<3.13", "Python >=3.11,<3.13")]
    [InlineData("==3.12.*", "Python ==3.12.*")]
    [InlineData("==3.12.1", "Python 3.12.1")]
    [InlineData("cpython", "CPython")]
    [InlineData("cp312", "CPython 3.12")]
    [InlineData("cpython@3.12", "CPython 3.12")]
    [InlineData("CPython3.12.1", "CPython 3.12.1")]
    [InlineData("cpython>=3.11", "CPython >=3.11")]
    [InlineData("pypy", "PyPy")]
    [InlineData("pp310", "PyPy 3.10")]
    [InlineData("pypy3.10", "PyPy 3.10")]
    [InlineData("pypy@3.10", "PyPy 3.10")]
    [InlineData("graalpy", "GraalPy")]
    [InlineData("cpython-3.12-linux-x86_64-gnu", "cpython-3.12-linux-x86_64-gnu")]
    [InlineData("cpython-3.12", "cpython-3.12-any-any-any")]
    [InlineData("any-3.12-any", "any-3.12-any-any-any")]
    [InlineData("nosuch", "executable name `nosuch`")]
    [InlineData("3rc1", "executable name `3rc1`")]
    [InlineData("3.12-dev", "executable name `3.12-dev`")]
    [InlineData("3.12.1.2", "executable name `3.12.1.2`")]
    [InlineData("3.12.1.post1", "executable name `3.12.1.post1`")]
    [InlineData("cpython@", "executable name `cpython@`")]
    [InlineData("latest", "executable name `latest`")]
    [InlineData("./nosuch", "path `./nosuch`")]
    [InlineData("", "a Python")]
    [InlineData("any", "any Python")]
    public void Every_form_is_understood(string text, string description) =>
        Assert.Equal(description, PythonRequest.Parse(text, "/no/such/folder").ToString());

    [Fact]
    public void Files_and_folders_come_before_names()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "env"));
        File.WriteAllText(Path.Combine(folder.Path, "prog"), "");
        Assert.IsType<PythonRequest.DirectoryRequest>(PythonRequest.Parse("env", folder.Path));
        Assert.IsType<PythonRequest.FileRequest>(PythonRequest.Parse("prog", folder.Path));
    }

    [Theory]
    [InlineData("3.5")]
    [InlineData("2.6")]
    [InlineData("3.12t")]
    public void Versions_that_nothing_supports_are_said_to_be(string text)
    {
        var error = Assert.Throws<PythonNotFoundException>(() => PythonRequest.Parse(text, "/"));
        Assert.StartsWith("Invalid version request: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_some_request()
    {
        string[] pieces =
        [
            "3",
            ".",
            "12",
            "t",
            "d",
            "+",
            "gil",
            "@",
            "cp",
            "pypy",
            "-",
            ">=",
            ",",
            "rc1",
            "é",
            " ",
            "*",
        ];
        var random = new Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(7)).Select(_ => pieces[random.Next(pieces.Length)])
            );
            try
            {
                Assert.NotNull(PythonRequest.Parse(text, "/no/such/folder"));
            }
            catch (PythonNotFoundException e)
            {
                Assert.StartsWith("Invalid version request: ", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_version_file_gives_versions_and_keeps_other_names_apart()
    {
        var file = PythonVersionFile.Parse(
            "/p/.python-version",
            "\uFEFF3.11\r\n\n  # team\nmyproject\nsystem\n3.10-dev\n pypy@3.10 \n"
        );
        Assert.Equal("Python 3.11; PyPy 3.10", string.Join("; ", file.Requests));
        Assert.Equal(["myproject", "system", "3.10-dev"], file.Ignored);
    }

    [Theory]
    [InlineData(
        "[externally-managed]\nError=To install, use apt\n\n install\n  more\nOther=x\n",
        "To install, use apt\n\ninstall\nmore"
    )]
    [InlineData("[other]\nError=x\n", "")]
    [InlineData("not an ini file", "")]
    public void The_owners_words_are_read(string text, string message) =>
        Assert.Equal(message, ExternallyManaged.Message(text));

    [Fact]
    public void An_environment_file_is_read_as_python_reads_it()
    {
        var file = VirtualEnvironmentFile.Parse(
            "HOME=/usr/bin\r\njunk\nInclude-System-Site-Packages =  TRUE\nversion_info = 3.12.1.final.0\nprompt = 'a b'\n"
        );
        Assert.Equal("/usr/bin", file.Home);
        Assert.True(file.IncludesSystemPackages);
        Assert.Equal("3.12.1", file.Version);
        Assert.Equal("a b", file.Prompt);
        Assert.True(VirtualEnvironmentFile.Parse("").IncludesSystemPackages);
        Assert.False(
            VirtualEnvironmentFile.Parse("include-system-site-packages = false").IncludesSystemPackages
        );
    }
}
