namespace Krait.Vectors;

/// <summary>The files of Poetry's projects: they wait for the room that reads and writes them.</summary>
public sealed class PoetryProjectSuite : Suite
{
    private const string Reason =
        "Poetry's projects are not built yet: locks, content hashes, exports, builds, its solver";

    private static readonly string[] Files =
    [
        "build",
        "content_hash",
        "export",
        "export_real_projects",
        "lock_freshness",
        "lock_text",
        "solver",
        "vcs_urls",
    ];

    public override string Folder => "h-poetry";

    public override string Part => "projects";

    public override IEnumerable<CaseResult> Run(string folder) =>
        Files.SelectMany(file => Waiting(Path.Combine(folder, "cases", file + ".jsonl"), Reason));
}

/// <summary>What Poetry itself wrote for a few projects; a case is a file.</summary>
public sealed class PoetryOutputSuite : Suite
{
    public override string Folder => "poetry";

    public override IEnumerable<CaseResult> Run(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetDirectoryName(path) != folder)
            .Order(StringComparer.Ordinal)
            .Select(path =>
                CaseResult.Waiting(Path.GetRelativePath(folder, path), "Poetry's projects are not built yet")
            );
}

/// <summary>The tables of the peers' commands and options; a case is a row.</summary>
public sealed class CommandTablesSuite : Suite
{
    public override string Folder => "m-cli";

    public override IEnumerable<CaseResult> Run(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.tsv")
            .Order(StringComparer.Ordinal)
            .SelectMany(path =>
                File.ReadLines(path)
                    .Skip(1)
                    .Select(
                        (_, line) =>
                            CaseResult.Waiting(
                                $"{Path.GetFileName(path)}:{line + 2}",
                                "the command line is held to these tables as its commands come, beside the command line"
                            )
                    )
            );
}
