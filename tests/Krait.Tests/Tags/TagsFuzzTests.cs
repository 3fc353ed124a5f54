using Krait.Requirements;
using Krait.Tags;

namespace Krait.Tests.Tags;

public class TagsFuzzTests
{
    private static readonly string[] Wheels =
    [
        "a_b-1.0-1x-cp310.cp311-abi3.none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "Some.Name-1!2.0rc1+l.1-py3-none-any.whl",
        "a-1-cp313-cp313t-macosx_11_0_universal2.whl",
        "a-1-graalpy311-graalpy242_311_native-musllinux_1_2_aarch64.whl",
        "a-1-pp310-pypy310_pp73-win_arm64.whl",
    ];

    private static readonly string[] Sources =
    [
        "a-b-1.0.tar.gz",
        "a-1.0.post1.zip",
        "A.B-2!1.tar.bz2",
        "x-1.tgz",
    ];

    private static readonly string[] Tokens =
    [
        "-",
        "_",
        ".",
        "!",
        "+",
        "py3",
        "cp39",
        "abi3",
        "none",
        "any",
        "linux_",
        "manylinux_2_99999999999_x",
        "macosx_10_",
        "win32",
        ".whl",
        ".tar.gz",
        "/",
        "\\",
        "\0",
        "0",
        "9",
        "\u0661",
    ];

    [Fact]
    public void Any_text_is_the_name_of_a_wheel_or_none() =>
        Fuzzing.Run(
            Wheels,
            Tokens,
            text =>
            {
                WheelFileName.IsVariant(text);
                if (!WheelFileName.TryParse(text, out var wheel))
                    return;
                Assert.Equal(text, wheel.ToString());
                Assert.DoesNotContain('/', text);
                Assert.Equal(wheel.Tags, WheelTags.Parse(wheel.Tags.ToString()));
            }
        );

    [Fact]
    public void Any_text_is_the_name_of_a_source_distribution_or_none()
    {
        var project = PackageName.Parse("a-b");
        Fuzzing.Run(
            Sources,
            Tokens,
            text =>
            {
                if (SourceFileName.TryParse(text, out var source))
                    Assert.Equal(source.Version, SourceFileName.Parse(source.ToString()).Version);
                if (SourceFileName.TryParse(text, project, out source))
                    Assert.Equal(project, source.Name);
            }
        );
    }

    [Fact]
    public void Any_tags_are_ranked_or_refused()
    {
        var tables = new[]
        {
            CompatibilityTags.For(PythonTarget.CPython(3, 13, TargetPlatform.Glibc(2, 39, "x86_64"))),
            CompatibilityTags.For(PythonTarget.PyPy(3, 10, 7, 3, TargetPlatform.MacOS(14, 2, "arm64"))),
        };
        var known = tables.Select(table => table.All().ToHashSet(StringComparer.Ordinal)).ToArray();
        Fuzzing.Run(
            [.. Wheels.Select(name => string.Join('-', name[..^4].Split('-')[^3..]))],
            Tokens,
            text =>
            {
                if (!WheelTags.TryParse(text, out var tags))
                    return;
                for (var i = 0; i < tables.Length; i++)
                    Assert.Equal(tags.Expand().Any(known[i].Contains), tables[i].TryRank(tags, out _));
            }
        );
    }
}
