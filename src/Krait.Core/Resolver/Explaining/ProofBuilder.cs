using Krait.Versions;

namespace Krait.Resolver;

/// <summary>Turns what the solver learned into a proof that can be told.</summary>
internal static class ProofBuilder
{
    /// <summary>The proof behind the solver's <see cref="Solver{TRanges}.Terminal"/>.</summary>
    public static Proof Build(
        Solver<RangeTable> solver,
        RangeTable ranges,
        SpokenPackages packages,
        IReadOnlyList<UnavailableReason> reasons
    )
    {
        var store = solver.Store;
        SortedSet<int> needed = [];
        HashSet<int> shared = [];
        Stack<int> open = new([solver.Terminal]);
        while (open.TryPop(out var id))
        {
            if (store[id].Kind == IncompatibilityKind.Derived)
            {
                if (needed.Contains(id))
                {
                    shared.Add(id);
                }
                else
                {
                    open.Push(store[id].First);
                    open.Push(store[id].Second);
                }
            }
            needed.Add(id);
        }

        // Causes have smaller numbers than what follows from them.
        Dictionary<int, Proof> steps = [];
        foreach (var id in needed)
        {
            ref var item = ref store[id];
            steps[id] = item.Kind switch
            {
                IncompatibilityKind.Derived => new Conclusion(
                    TermsOf(id),
                    shared.Contains(id) ? id : null,
                    steps[item.First],
                    steps[item.Second]
                ),
                IncompatibilityKind.NoVersions => new NoVersionsFact(
                    packages[item.First],
                    ranges[item.Second]
                ),
                IncompatibilityKind.Unavailable => new UnavailableFact(
                    packages[item.First],
                    ranges[item.Second],
                    reasons[item.Reason]
                ),
                IncompatibilityKind.Dependency => new DependencyFact(
                    packages[item.First],
                    ranges[store.TermOf(id, item.First).Range],
                    packages[item.Second],
                    item.TermCount == 2 ? ranges[store.TermsOf(id)[1].Term.Range] : VersionRanges.Empty
                ),
                _ => new RootFact(),
            };
        }
        return steps[solver.Terminal];

        ProofTerms TermsOf(int id)
        {
            List<ProofTerm> terms = [];
            foreach (ref readonly var term in store.TermsOf(id))
                terms.Add(new(packages[term.Package], term.Term.IsPositive, ranges[term.Term.Range]));
            return new(terms);
        }
    }
}
