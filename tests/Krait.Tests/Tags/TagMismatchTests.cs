using Krait.Tags;

namespace Krait.Tests.Tags;

public sealed class TagMismatchTests
{
    private static readonly CompatibilityTags s_here = CompatibilityTags.For(
        PythonTarget.CPython(3, 12, TargetPlatform.Glibc(2, 36, "x86_64"))
    );

    [Theory]
    [InlineData("py3-none-any", null)]
    [InlineData(
        "cp313-cp313-linux_x86_64",
        "CPython 3.13 (`cp313`), but you're using CPython 3.12 (`cp312`)"
    )]
    [InlineData("py2-none-any", "Python 2 (`py2`), but you're using CPython 3.12 (`cp312`)")]
    [InlineData("cp310.cp311-none-any", "CPython 3.10 (`cp310`) or CPython 3.11 (`cp311`), but you're")]
    [InlineData(
        "cp312-cp312-macosx_11_0_arm64",
        "macOS (`macosx_11_0_arm64`), but you're on Linux (`manylinux_2_36_x86_64`)"
    )]
    [InlineData("cp312-cp312t-linux_x86_64", "The wheel needs the Python ABI `cp312t`")]
    public void Says_what_does_not_fit(string tags, string? expected)
    {
        Assert.True(WheelFileName.TryParse($"alpha-1.0-{tags}.whl", out var wheel));
        var reason = TagMismatch.Explain(wheel.Tags, s_here);
        if (expected is null)
            Assert.Null(reason);
        else
            Assert.Contains(expected, reason, StringComparison.Ordinal);
    }
}
