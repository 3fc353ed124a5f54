using Krait.Markers;
using Krait.Markers.Poetry;

namespace Krait.Tests.Markers;

public class MarkerFuzzTests
{
    private static readonly string[] Seeds =
    [
        "(python_version >= '3.8' and \"nt\" not in os_name) or extra == 'a.b' and 'x' in extras",
        "python_full_version in '3.8.1 3.9' or python_version ~= '3.10' and sys_platform != 'win32'",
        "platform_release >= '20.6' and (platform_system == 'FreeBSD' or os.name == 'posix')",
        "python_version == '3.8.*' or '3.12rc1' > python_full_version or python_version != '1!3.9+l'",
    ];

    private static readonly string[] ConstraintSeeds =
    [
        "^1.2.3 || ~2.0a1",
        ">=1.0,<2.0,!=1.5.*",
        "~=1.4.5.post2 | 1!2.* , <3.dev0",
        "1.2.3+local.4 || x.x",
    ];

    private static readonly string[] Tokens =
    [
        "(",
        ")",
        "'",
        "\"",
        " and ",
        " or ",
        " in ",
        " not in ",
        "==",
        "===",
        "~=",
        "<",
        "python_version",
        "extra",
        "platform_release",
        "3.8",
        ".*",
        "+x",
        "18446744073709551616",
        ",",
        "||",
        " ",
        "\n",
    ];

    [Fact]
    public void Any_text_is_a_marker_or_refused_at_a_place()
    {
        Fuzzing.Run(Seeds, Tokens, Read);
        Fuzzing.Truncate(Seeds, Read);

        static void Read(string text)
        {
            if (!Marker.TryParse(text, out var marker, out var error))
            {
                Assert.InRange(error.Offset, 0, text.Length);
                return;
            }
            var environment = new MarkerSamples(1).Environment();
            _ = marker.Evaluate(environment, ["a-b"]);
            marker.EvaluateStrictly(environment, []);
            var algebra = new MarkerAlgebra();
            try
            {
                if (!algebra.TryBuild(marker, out var node, out _))
                    return;
                var printed = algebra.ToText(node);
                // A value with both kinds of quotes cannot be written.
                if (printed.Length > 0 && Marker.TryParse(printed, out var again))
                    Assert.Equal(printed, algebra.ToText(algebra.Build(again)));
            }
            catch (MarkerTooComplexException)
            {
                // The documented way out.
            }
        }
    }

    [Fact]
    public void Poetry_reads_any_text_or_refuses_it()
    {
        Fuzzing.Run(Seeds, Tokens, Read);

        static void Read(string text)
        {
            var algebra = new PoetryMarkerAlgebra();
            try
            {
                var marker = algebra.Parse(text);
                Assert.NotNull(algebra.Invert(marker).ToString());
                Assert.NotNull(algebra.WithoutExtras(marker).ToString());
            }
            catch (Exception exception) when (exception is FormatException or MarkerTooComplexException)
            {
                Assert.NotEmpty(exception.Message);
            }
        }
    }

    [Fact]
    public void Any_text_is_a_constraint_of_Poetry_or_refused()
    {
        Fuzzing.Run(ConstraintSeeds, Tokens, Read);
        Fuzzing.Truncate(ConstraintSeeds, Read);

        static void Read(string text)
        {
            if (!PoetryConstraintParser.TryParse(text, out var constraint))
                return;
            var none = PoetryVersionRange.Any.Except(constraint).Intersect(constraint);
            Assert.NotNull(none.ToString());
            Assert.NotNull(constraint.Union(none).ToString());
        }
    }
}
