using Krait.Pythons;

namespace Krait.Tests.Pythons;

public class PythonFuzzTests
{
    private static readonly string[] Requests =
    [
        "3.12",
        ">=3.11,<3.13",
        "python3.12t",
        "pypy@3.10",
        "cp313t",
        "cpython-3.12.1-linux-x86_64-gnu",
        "3.14rc2+freethreaded",
        "312",
        "./bin/python",
    ];

    private static readonly string[] Configurations =
    [
        "home = /usr/bin\nimplementation = CPython\nversion_info = 3.12.1.final.0\ninclude-system-site-packages = false\nprompt = 'x'\nrelocatable = true\n",
        "HOME=C:\\Python\r\nversion = 3.9.1\r\nno equals\r\n= x\r\n",
    ];

    private static readonly string[] Tokens =
    [
        "python",
        "pypy",
        "cp",
        "graalpy",
        "@",
        "-",
        ".",
        ",",
        ">=",
        "~=",
        "==",
        "3",
        "12",
        "65536",
        "99999999999",
        "t",
        "d",
        "+gil",
        "any",
        "default",
        "linux",
        "/",
        "=",
        "'",
        "\"",
        "home",
        "version",
        "\n",
        "\r",
        " ",
        "\0",
        "\u0661",
        "\uD800",
    ];

    [Fact]
    public void Any_text_is_a_request_for_a_Python_or_refused()
    {
        Fuzzing.Run(Requests, Tokens, Read);
        Fuzzing.Truncate(Requests, Read);

        static void Read(string text)
        {
            try
            {
                Assert.NotNull(PythonRequest.Parse(text, "/no/such/folder").ToString());
                Assert.NotEqual("", PythonRequest.TryParseVersion(text) + "x");
            }
            catch (PythonNotFoundException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        }
    }

    [Fact]
    public void Any_text_is_a_configuration_of_an_environment()
    {
        Fuzzing.Run(Configurations, Tokens, Read);
        Fuzzing.Truncate(Configurations, Read);

        static void Read(string text)
        {
            var file = VirtualEnvironmentFile.Parse(text);
            Assert.DoesNotContain('\n', file.Home + file.Prompt + file.Version);
            Assert.True(file.IncludesSystemPackages || file["include-system-site-packages"] is not null);
        }
    }
}
