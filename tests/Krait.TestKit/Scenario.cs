namespace Krait.TestKit;

/// <summary>
/// A dependency puzzle as text. A line at the margin is a release, <c>NAME VERSION</c>, then any of <c>yanked</c>,
/// <c>python>=3.9</c>, <c>tag=cp312-cp312-win_amd64</c>; an indented line below it is one of its requirements, after
/// <c>[EXTRA]</c> where it belongs to an extra. <c>#</c> begins a comment line.
/// </summary>
public sealed class Scenario
{
    private Scenario(IReadOnlyList<ScenarioRelease> releases) => Releases = releases;

    public IReadOnlyList<ScenarioRelease> Releases { get; }

    public static Scenario Parse(string text)
    {
        var releases = new List<ScenarioRelease>();
        var requirements = new List<(string? Extra, string Requirement)>();
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.TrimEnd();
            if (line.Length == 0 || line.TrimStart().StartsWith('#'))
                continue;
            if (char.IsWhiteSpace(line[0]))
            {
                if (releases.Count == 0)
                    throw new FormatException($"a requirement before any release: {line}");
                requirements.Add(SplitExtra(line.Trim()));
                continue;
            }
            requirements = [];
            releases.Add(ParseRelease(line, requirements));
        }
        return new Scenario(releases);
    }

    /// <summary>Builds every release and puts it on <paramref name="index"/>.</summary>
    public void PublishOn(PackageIndex index)
    {
        foreach (var release in Releases)
            index.Add(release.BuildWheel(), new IndexFileOptions { Yanked = release.Yanked });
    }

    private static ScenarioRelease ParseRelease(
        string line,
        IReadOnlyList<(string? Extra, string Requirement)> requirements
    )
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
            throw new FormatException($"not NAME VERSION: {line}");
        var release = new ScenarioRelease(words[0], words[1], requirements);
        foreach (var word in words.AsSpan(2))
        {
            release = word switch
            {
                "yanked" => release with { Yanked = "" },
                _ when word.StartsWith("python", StringComparison.Ordinal) => release with
                {
                    RequiresPython = word["python".Length..],
                },
                _ when word.StartsWith("tag=", StringComparison.Ordinal) => release with
                {
                    Tag = word["tag=".Length..],
                },
                _ => throw new FormatException($"what is `{word}` in: {line}"),
            };
        }
        return release;
    }

    private static (string? Extra, string Requirement) SplitExtra(string line)
    {
        if (!line.StartsWith('['))
            return (null, line);
        var end = line.IndexOf(']', StringComparison.Ordinal);
        return (line[1..end], line[(end + 1)..].Trim());
    }
}

/// <summary>One release of a <see cref="Scenario"/>.</summary>
public sealed record ScenarioRelease(
    string Name,
    string Version,
    IReadOnlyList<(string? Extra, string Requirement)> Requirements
)
{
    /// <summary>The reason of the yank; null where the release is not yanked.</summary>
    public string? Yanked { get; init; }

    public string? RequiresPython { get; init; }

    public string Tag { get; init; } = "py3-none-any";

    public WheelFile BuildWheel()
    {
        var builder = new WheelBuilder(Name, Version) { RequiresPython = RequiresPython, Tag = Tag };
        foreach (var (extra, requirement) in Requirements)
        {
            if (extra is null)
                builder.Requires(requirement);
            else
                builder.Extra(extra, requirement);
        }
        return builder.Build();
    }
}
