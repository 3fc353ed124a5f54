using Krait.Versions;

namespace Krait.Tests.Versions;

public class VersionFuzzTests
{
    private static readonly string[] Versions =
    [
        "1.0",
        "2024.10.1",
        "1!2.0.3rc4.post5.dev6+Ubuntu-1_2.abc",
        "v1.0-alpha.7-8_DEV",
    ];

    private static readonly string[] Specifiers =
    [
        ">=1.4,!=1.7.*,<2",
        "~=1.4.2a1 , ===weird-text,>1!0",
        "== 99999999999999999999999999.1.*",
    ];

    private static readonly string[] Tokens =
    [
        ".",
        "-",
        "_",
        "+",
        "!",
        "a",
        "b",
        "rc",
        "post",
        "dev",
        "r",
        "v",
        "0",
        "1",
        "9",
        "255",
        "65536",
        "262144",
        ".*",
        ",",
        "==",
        "===",
        "~=",
        "<",
        ">",
        "<=",
        ">=",
        "!=",
        " ",
        "\t",
        "\n",
        "\u0661",
        "\u0131",
        "\0",
    ];

    [Fact]
    public void Any_text_is_a_version_or_none()
    {
        Fuzzing.Run(Versions, Tokens, Read);
        Fuzzing.Truncate(Versions, Read);

        static void Read(string text)
        {
            if (!PackageVersion.TryParse(text, out var version))
                return;
            var again = PackageVersion.Parse(version.ToString());
            Assert.True(again == version && again.GetHashCode() == version.GetHashCode());
            Assert.True(version.NextPublic() > version);
        }
    }

    [Fact]
    public void Any_text_is_a_set_of_specifiers_or_refused_at_a_place()
    {
        Fuzzing.Run(Specifiers, Tokens, Read);
        Fuzzing.Truncate(Specifiers, Read);

        static void Read(string text)
        {
            if (VersionSpecifiers.TryParse(text, out var specifiers, out var offset, out var reason))
            {
                Assert.Equal(specifiers, VersionSpecifiers.Parse(specifiers.ToString()));
                Assert.Equal(specifiers.ToRanges(), specifiers.ToRanges().Complement().Complement());
            }
            else
            {
                Assert.InRange(offset, 0, text.Length);
                Assert.NotEmpty(reason);
            }
        }
    }
}
