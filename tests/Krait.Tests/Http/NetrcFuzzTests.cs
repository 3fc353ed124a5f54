using Krait.Http;

namespace Krait.Tests.Http;

public class NetrcFuzzTests
{
    private static readonly string[] Seeds =
    [
        "machine index.example login user password \"se cret\\\"\"\n# comment\nmachine other.example\n  login a account x password b\ndefault login d password e\n",
        "macdef init\ncd /\nquit\n\nmachine index.example password only\n",
    ];

    private static readonly string[] Tokens =
    [
        "machine ",
        "default ",
        "login ",
        "password ",
        "account ",
        "macdef ",
        "index.example",
        "\"",
        "\\",
        "#",
        " ",
        "\n",
        "\n\n",
        "\r",
        "\t",
        "\0",
        "\uFEFF",
    ];

    [Fact]
    public void Any_text_is_a_netrc_file()
    {
        Fuzzing.Run(Seeds, Tokens, Read);
        Fuzzing.Truncate(Seeds, Read);

        static void Read(string text)
        {
            var netrc = Netrc.Parse(text);
            Assert.Equal(
                netrc.Find("index.example", null) is null,
                netrc.Find("INDEX.EXAMPLE", null) is null
            );
        }
    }
}
