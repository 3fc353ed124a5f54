using System.Text.RegularExpressions;

namespace Krait.Tests.Cli;

/// <summary>The variables that the command line reads are those that its documentation lists, and all of uv's that matter to its commands.</summary>
public sealed partial class VariablesTests
{
    /// <summary>The commands of uv whose variables are read; those of the others come with the commands.</summary>
    private static readonly string[] Commands =
    [
        "uv",
        "uv venv",
        "uv pip compile",
        "uv pip sync",
        "uv pip install",
        "uv pip uninstall",
        "uv pip freeze",
        "uv pip list",
        "uv pip show",
        "uv pip check",
        "uv python list",
        "uv python find",
        "uv cache clean",
        "uv cache prune",
        "uv cache dir",
        "uv cache size",
    ];

    [Fact]
    public void What_is_read_is_documented()
    {
        var code = Path.Combine(RepositoryRoot.Path, "src", "Krait.Cli");
        var read = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(code, "*.cs", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file) == "VirtualenvOptions.cs")
                continue;
            foreach (Match match in Reading().Matches(File.ReadAllText(file)))
                read.Add(match.Groups["name"].Value);
        }
        Assert.Equal(Documented(), read);
    }

    [Fact]
    public void What_uv_reads_is_read()
    {
        var path = RepositoryRoot.Shared("vectors/m-cli/uv.tsv");
        Assert.SkipWhen(path is null, "the tables of the peers' options are not beside this checkout");
        var theirs = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var cells = line.Split('\t');
            if (Commands.Contains(cells[0], StringComparer.Ordinal) && cells[6].Length > 0)
                theirs.Add(cells[6].Split('=')[0]["UV_".Length..]);
        }
        Assert.True(theirs.Count > 30);
        Assert.Empty(theirs.Except(Documented(), StringComparer.Ordinal));
    }

    private static SortedSet<string> Documented()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "compatibility.md"));
        return new(Row().Matches(page).Select(row => row.Groups["name"].Value), StringComparer.Ordinal);
    }

    [GeneratedRegex(@"(?:Variable = |\b(?:Find|Boolean|Number|Seconds)\()""(?<name>[A-Z_]+)""")]
    private static partial Regex Reading();

    [GeneratedRegex(@"(?m)^\| `(?<name>[A-Z_]+)` \|")]
    private static partial Regex Row();
}
