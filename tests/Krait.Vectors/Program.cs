using Krait.Vectors;

// usage: Krait.Vectors DIR [SUITE]   Runs every suite found below DIR; a line a suite, the reasons of what is not held below it,
// then the differences and the rows that no suite counts.
if (args.Length == 0 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine($"error: no folder of vectors at `{(args.Length == 0 ? "" : args[0])}`");
    return 2;
}
var isWhole = args.Length < 2;
var runs = new List<SuiteRun>();
foreach (var suite in Suite.All.Where(s => isWhole || s.Name.Contains(args[1], StringComparison.Ordinal)))
{
    if (SuiteRun.Of(suite, args[0]) is not { } run)
    {
        Console.WriteLine($"{suite.Name, -30} not in this folder");
        continue;
    }
    runs.Add(run);
    Console.WriteLine(run);
    foreach (var reason in run.Reasons())
        Console.WriteLine(reason);
}
List<string> problems =
[
    .. runs.SelectMany(run => run.Failures.Select(f => $"{run.Suite.Name} {f.Id}: {f.Text}")),
    .. isWhole ? UncountedRows.In(args[0], runs).Select(row => $"not counted: {row}") : [],
];
foreach (var problem in problems)
    Console.WriteLine(problem);
return problems.Count > 0 || runs.Count == 0 ? 1 : 0;
