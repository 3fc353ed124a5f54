using Krait.Resolver;

namespace Krait.Tests.Resolver;

public class SolverTests
{
    private sealed class FirstMetFirst : IPrioritizer
    {
        public PackagePriority PriorityOf(int package) => default;
    }

    private sealed record Outcome(int[]? Choice, Solver<MaskRanges> Solver, MaskRanges Ranges);

    /// <summary>Drives the solver over a world, newest versions first.</summary>
    private static Outcome Solve(SmallWorld world)
    {
        MaskRanges ranges = new();
        Solver<MaskRanges> solver = new(ranges, ranges.Of(1));
        for (var p = 1; p < world.Versions.Length; p++)
            solver.AddPackage();
        List<(int, int)> conflicts = [];
        var next = 0;
        while (true)
        {
            if (!solver.Propagate(next, conflicts))
                return new(null, solver, ranges);
            if (!solver.Solution.TryPick(new FirstMetFirst(), out next))
                break;
            solver.Solution.TryGetKnown(next, out var known);
            var allowed = ranges.Mask(known.Range) & (1u << world.Versions[next]) - 1;
            if (allowed == 0)
            {
                solver.AddNoVersions(next, known.Range);
                continue;
            }
            var version = 31 - System.Numerics.BitOperations.LeadingZeroCount(allowed);
            var only = ranges.Of(1u << version);
            var needs = world.Needs[next][version].Select(n => (n.Package, ranges.Of(n.Mask))).ToArray();
            solver.AddDependenciesAndDecide(next, only, only, needs);
        }
        var choice = new int[world.Versions.Length];
        Array.Fill(choice, -1);
        foreach (var (package, range) in solver.Solution.Decisions)
            choice[package] = System.Numerics.BitOperations.TrailingZeroCount(ranges.Mask(range));
        return new(choice, solver, ranges);
    }

    [Fact]
    public void Agrees_with_trying_all_choices()
    {
        Random random = new(20261125);
        var solved = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var world = SmallWorld.Random(random);
            var outcome = Solve(world);
            Assert.Equal(world.IsSatisfiable(), outcome.Choice is not null);
            if (outcome.Choice is null)
                continue;
            solved++;
            Assert.True(world.Holds(outcome.Choice), "the choice does not hold together");
        }
        Assert.InRange(solved, 2_000, 18_000);
    }

    [Fact]
    public void Selects_nothing_that_nobody_needs()
    {
        Random random = new(7);
        for (var i = 0; i < 2_000; i++)
        {
            var world = SmallWorld.Random(random);
            if (Solve(world).Choice is not { } choice)
                continue;
            HashSet<int> reached = [0];
            Stack<int> open = new([0]);
            while (open.TryPop(out var p))
            {
                foreach (var (package, _) in world.Needs[p][choice[p]])
                {
                    if (reached.Add(package))
                        open.Push(package);
                }
            }
            Assert.All(
                Enumerable.Range(0, choice.Length),
                p => Assert.Equal(reached.Contains(p), choice[p] >= 0)
            );
        }
    }

    /// <summary>Every incompatibility, learned or told, must hold in every valid choice.</summary>
    [Fact]
    public void Learns_only_what_is_true()
    {
        Random random = new(11);
        for (var i = 0; i < 3_000; i++)
        {
            var world = SmallWorld.Random(random);
            var (_, solver, ranges) = Solve(world);
            foreach (var choice in ValidChoices(world))
            {
                for (var id = 0; id < solver.Store.Count; id++)
                    Assert.False(AllHold(solver.Store.TermsOf(id), ranges, choice));
            }
        }
    }

    [Fact]
    public void Is_deterministic()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var world = SmallWorld.Random(new(seed));
            var first = Solve(world);
            var second = Solve(world);
            Assert.Equal(first.Choice, second.Choice);
            Assert.Equal(first.Solver.Store.Count, second.Solver.Store.Count);
        }
    }

    private static bool AllHold(ReadOnlySpan<PackageTerm> terms, MaskRanges ranges, int[] choice)
    {
        foreach (var (package, term) in terms)
        {
            var inside = choice[package] >= 0 && (ranges.Mask(term.Range) >> choice[package] & 1) != 0;
            if (inside != term.IsPositive)
                return false;
        }
        return true;
    }

    private static IEnumerable<int[]> ValidChoices(SmallWorld world)
    {
        var choice = new int[world.Versions.Length];
        Array.Fill(choice, -1);
        choice[0] = 0;
        while (true)
        {
            if (world.Holds(choice))
                yield return choice;
            var p = 1;
            while (p < choice.Length && ++choice[p] == world.Versions[p])
                choice[p++] = -1;
            if (p == choice.Length)
                yield break;
        }
    }
}
