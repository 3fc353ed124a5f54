using Krait.Versions;

namespace Krait.Resolver;

/// <summary>A step of the proof that there is no solution: a fact from outside, or a conclusion from two steps.</summary>
internal abstract class Proof
{
    /// <summary>The steps in an order in which causes come first; each once.</summary>
    public static List<Proof> StepsOf(Proof root)
    {
        List<Proof> steps = [];
        HashSet<Proof> seen = [];
        Stack<(Proof Step, bool Opened)> open = new([(root, false)]);
        while (open.TryPop(out var entry))
        {
            if (entry.Opened)
            {
                steps.Add(entry.Step);
                continue;
            }
            if (!seen.Add(entry.Step))
                continue;
            open.Push((entry.Step, true));
            if (entry.Step is Conclusion conclusion)
            {
                open.Push((conclusion.Second, false));
                open.Push((conclusion.First, false));
            }
        }
        return steps;
    }

    /// <summary>The facts in the order in which the proof names them, again as often as it does.</summary>
    public static IEnumerable<Proof> FactsInOrder(Proof root)
    {
        HashSet<Proof> seen = [];
        Stack<Proof> open = new([root]);
        while (open.TryPop(out var step))
        {
            if (!seen.Add(step))
                continue;
            if (step is Conclusion conclusion)
            {
                open.Push(conclusion.Second);
                open.Push(conclusion.First);
            }
            else
            {
                yield return step;
            }
        }
    }

    /// <summary>
    /// Rebuilds the proof from its facts upwards. Either function may drop a step by returning null; a conclusion
    /// then gets null for that cause.
    /// </summary>
    public static Proof? Rebuild(
        Proof root,
        Func<Proof, Proof?> fact,
        Func<Conclusion, Proof?, Proof?, Proof?> conclusion
    )
    {
        Dictionary<Proof, Proof?> results = [];
        foreach (var step in StepsOf(root))
        {
            results[step] = step is Conclusion whole
                ? conclusion(whole, results[whole.First], results[whole.Second])
                : fact(step);
        }
        return results[root];
    }

    /// <summary>Rebuilds the conclusions of the proof, from its facts upwards.</summary>
    public static Proof Rebuild(Proof root, Func<Conclusion, Proof, Proof, Proof> conclusion) =>
        Rebuild(root, fact => fact, (whole, first, second) => conclusion(whole, first!, second!))!;
}

/// <summary>What must not be follows from two causes. <paramref name="shared"/>: a number if other steps use it too.</summary>
internal sealed class Conclusion(ProofTerms terms, int? shared, Proof first, Proof second) : Proof
{
    public ProofTerms Terms { get; } = terms;

    public int? Shared { get; } = shared;

    public Proof First { get; } = first;

    public Proof Second { get; } = second;

    public Conclusion With(Proof first, Proof second) =>
        ReferenceEquals(first, First) && ReferenceEquals(second, Second)
            ? this
            : new(Terms, Shared, first, second);
}

/// <summary>The root must be had.</summary>
internal sealed class RootFact : Proof;

/// <summary>The package has no version in a range.</summary>
internal sealed class NoVersionsFact(SolverPackage package, VersionRanges versions) : Proof
{
    public SolverPackage Package { get; } = package;

    public VersionRanges Versions { get; } = versions;
}

/// <summary>Versions of a package cannot be used.</summary>
internal sealed class UnavailableFact(SolverPackage package, VersionRanges versions, UnavailableReason reason)
    : Proof
{
    public SolverPackage Package { get; } = package;

    public VersionRanges Versions { get; } = versions;

    public UnavailableReason Reason { get; } = reason;
}

/// <summary>Versions of a package need versions of another.</summary>
internal sealed class DependencyFact(
    SolverPackage package,
    VersionRanges versions,
    SolverPackage dependency,
    VersionRanges needed
) : Proof
{
    public SolverPackage Package { get; } = package;

    public VersionRanges Versions { get; } = versions;

    public SolverPackage Dependency { get; } = dependency;

    public VersionRanges Needed { get; } = needed;
}
