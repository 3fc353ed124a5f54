using System.Diagnostics;
using System.Text;
using Krait.Markers;

namespace Krait.Tests.Markers;

/// <summary>Markers that no one writes in good faith end in a documented error, or in bounded time.</summary>
public sealed class HostileMarkersTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Fact]
    public void Parentheses_beyond_the_limit_are_an_error_with_a_place()
    {
        var text = new string('(', 100_000) + "os_name == 'nt'" + new string(')', 100_000);
        Assert.False(Marker.TryParse(text, out _, out var error));
        Assert.Equal(200, error.Offset);
    }

    [Fact]
    public void Parentheses_within_the_limit_are_read()
    {
        var text = new string('(', 200) + "os_name == 'nt'" + new string(')', 200);
        Assert.Equal("os_name == \"nt\"", Marker.Parse(text).ToString());
    }

    [Fact]
    public void A_version_beyond_64_bits_is_printed_whole()
    {
        const string text = "python_full_version == '18446744073709551617.0.*'";
        var algebra = new MarkerAlgebra();
        var printed = algebra.ToText(algebra.Build(Marker.Parse("python_version in '18446744073709551617'")));
        Assert.Equal(text, printed);
        Assert.Equal(text, algebra.ToText(algebra.Build(Marker.Parse(printed))));
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_equal_terms_is_one_term()
    {
        var text = string.Join(" or ", Enumerable.Repeat("os_name == 'nt'", 100_000));
        var algebra = new MarkerAlgebra();
        Assert.Equal("os_name == 'nt'", algebra.ToText(algebra.Build(Marker.Parse(text))));
    }

    [Fact]
    public void A_list_of_thousands_of_versions_is_printed_and_read_back() =>
        Timed(() =>
        {
            var versions = string.Join(' ', Enumerable.Range(1, 2_000).Select(minor => $"3.{minor}.7"));
            var algebra = new MarkerAlgebra();
            var node = algebra.Build(Marker.Parse($"python_full_version in '{versions}'"));
            Assert.Equal(node, algebra.Build(Marker.Parse(algebra.ToText(node))));
        });

    [Fact]
    public void A_diagram_that_would_be_exponential_is_an_error() =>
        Timed(() =>
        {
            // All first letters stand above all second ones in the diagram, which must remember every one of them.
            var text = string.Join(
                " or ",
                Enumerable.Range(100, 40).Select(i => $"(extra == 'a{i}' and extra == 'b{i}')")
            );
            var algebra = new MarkerAlgebra();
            Assert.Throws<MarkerTooComplexException>(() => algebra.Build(Marker.Parse(text)));
        });

    [Fact]
    public void A_text_that_would_be_exponential_is_an_error() =>
        Timed(() =>
        {
            var text = string.Join(
                " and ",
                Enumerable.Range(100, 30).Select(i => $"(extra == 'x{i}a' or extra == 'x{i}b')")
            );
            var algebra = new MarkerAlgebra();
            var node = algebra.Build(Marker.Parse(text));
            Assert.Throws<MarkerTooComplexException>(() => algebra.ToText(node));
        });

    [Fact]
    public void A_diagram_deeper_than_the_stack_is_an_error_or_a_diagram() =>
        Timed(() =>
        {
            var text = string.Join(" or ", Enumerable.Range(0, 200_000).Select(i => $"extra == 'x{i}'"));
            var algebra = new MarkerAlgebra();
            try
            {
                Assert.False(algebra.Build(Marker.Parse(text)).IsConstant);
            }
            catch (MarkerTooComplexException)
            {
                // The documented way out.
            }
        });

    [Fact]
    public void Every_beginning_of_a_marker_is_a_marker_or_an_error_within_it()
    {
        const string Text =
            "(python_version >= '3.8' and \"nt\" not in os_name) or extra == 'a.b' and 'x' in extras";
        for (var length = 0; length < Text.Length; length++)
        {
            if (!Marker.TryParse(Text.AsSpan(0, length), out _, out var error))
                Assert.InRange(error.Offset, 0, length);
        }
    }

    [Fact]
    public void Random_characters_never_throw()
    {
        var random = new Random(7);
        const string Alphabet = "()'\" <>=!~andorinotexpyt_.version3*\n\\";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(40); length > 0; length--)
                text.Append(Alphabet[random.Next(Alphabet.Length)]);
            if (Marker.TryParse(text.ToString(), out var marker))
                Assert.Equal(marker.ToString(), Marker.Parse(marker.ToString()).ToString());
        }
    }

    private static void Timed(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Bound);
    }
}
