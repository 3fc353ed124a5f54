using Krait.Vectors;

// usage: Krait.Vectors DIR [SUITE]   Runs every suite found below DIR; a line a suite, then the differences.
if (args.Length == 0 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine($"error: no folder of vectors at `{(args.Length == 0 ? "" : args[0])}`");
    return 2;
}
var differences = new List<string>();
var ran = 0;
foreach (
    var suite in Suite.All.Where(s => args.Length < 2 || s.Name.Contains(args[1], StringComparison.Ordinal))
)
{
    if (SuiteRun.Of(suite, args[0]) is not { } run)
    {
        Console.WriteLine($"{suite.Name, -28} not in this folder");
        continue;
    }
    ran++;
    Console.WriteLine(run);
    differences.AddRange(run.Failures.Select(f => $"{suite.Name} {f.Id}: {f.Difference}"));
}
foreach (var difference in differences)
    Console.WriteLine(difference);
return differences.Count > 0 || ran == 0 ? 1 : 0;
