using Krait.Cli.Terminal;

namespace Krait.Tests.Cli;

/// <summary>The lines that show work under way.</summary>
public class ProgressFrameTests
{
    private static readonly Palette s_plain = new(ColorMode.Never, () => false);

    private static readonly KraitEvent.Downloading[] s_downloads =
    [
        new("numpy", 7_864_320, 15_728_640),
        new("a-package-with-a-very-long-name", 1024, 4096),
        new("unknown", 512, null),
    ];

    [Fact]
    public void A_wide_terminal_shows_bars()
    {
        var lines = ProgressFrame.Lines(
            0,
            "Resolving dependencies... numpy==2.0",
            s_downloads,
            (100, 24),
            s_plain
        );
        Assert.Equal(
            [
                "⠋ Resolving dependencies... numpy==2.0",
                "numpy                    ━━━━━━━━━━━━━━━--------------- 7.5MiB/15.0MiB",
                "a-package-with-a-very-l… ━━━━━━━----------------------- 1.0KiB/4.0KiB",
                "unknown                  512B",
            ],
            lines
        );
    }

    [Fact]
    public void No_line_is_wider_and_no_frame_higher_than_the_terminal()
    {
        for (var columns = 0; columns < 100; columns++)
        {
            for (var rows = 0; rows < 8; rows++)
            {
                var lines = ProgressFrame.Lines(
                    columns,
                    "Resolving dependencies...",
                    s_downloads,
                    (columns, rows),
                    s_plain
                );
                Assert.All(
                    lines,
                    line => Assert.True(line.Length < Math.Max(1, columns), $"{columns}: {line}")
                );
                Assert.True(lines.Count <= Math.Max(1, rows - 1), $"{rows}: {lines.Count}");
            }
        }
    }

    [Fact]
    public void A_frame_takes_the_place_of_the_one_before()
    {
        var screen = Terminals.Screen(
            "before\n"
                + ProgressFrame.Replacing(0, ["one", "two"])
                + ProgressFrame.Replacing(2, ["three"])
                + ProgressFrame.Replacing(1, [])
                + "after\n"
        );
        Assert.Equal(["before", "after", ""], screen);
        Assert.Equal("", ProgressFrame.Replacing(0, []));
    }
}
