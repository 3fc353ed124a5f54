using System.Runtime.InteropServices;

namespace Krait.Resolver;

/// <summary>What the partial solution says about an incompatibility.</summary>
internal enum IncompatibilityRelation
{
    /// <summary>Two statements or more are open.</summary>
    Inconclusive,

    /// <summary>All statements hold: a conflict.</summary>
    Satisfied,

    /// <summary>All statements but one hold, and that one is open: its opposite follows.</summary>
    AlmostSatisfied,

    /// <summary>A statement does not hold: no harm can come of it.</summary>
    Contradicted,
}

internal sealed partial class PartialSolution<TRanges>
{
    /// <summary>
    /// Compares an incompatibility with all that is known; <paramref name="open"/> is the package of the open
    /// statement when there is just one.
    /// </summary>
    public IncompatibilityRelation RelationTo(int incompatibility, out int open) =>
        RelationTo(incompatibility, -1, default, out open);

    /// <summary>As above, as if all that is known of <paramref name="package"/> were <paramref name="term"/>.</summary>
    public IncompatibilityRelation RelationTo(int incompatibility, int package, Term term, out int open)
    {
        open = -1;
        foreach (ref readonly var entry in store.TermsOf(incompatibility))
        {
            var relation = TermRelation.Inconclusive;
            if (entry.Package == package)
                relation = entry.Term.RelationTo(ranges, term);
            else if (_assignments[entry.Package].Present)
                relation = entry.Term.RelationTo(ranges, _assignments[entry.Package].Known);
            switch (relation)
            {
                case TermRelation.Satisfied:
                    break;
                case TermRelation.Contradicted:
                    open = entry.Package;
                    return IncompatibilityRelation.Contradicted;
                default:
                    if (open >= 0)
                        return IncompatibilityRelation.Inconclusive;
                    open = entry.Package;
                    break;
            }
        }
        return open < 0 ? IncompatibilityRelation.Satisfied : IncompatibilityRelation.AlmostSatisfied;
    }

    /// <summary>
    /// Finds what made a satisfied incompatibility hold: the package of the last needed assignment, and either the
    /// level to go back to, or (-1) the cause to resolve with because an earlier step of the same level is to blame.
    /// </summary>
    public SatisfierSearch FindSatisfier(int incompatibility)
    {
        Satisfier last = new(-1, -1, -1);
        var package = -1;
        foreach (ref readonly var entry in store.TermsOf(incompatibility))
        {
            var satisfier = SatisfierOf(entry.Package, entry.Term.Negate());
            if (satisfier.Time > last.Time)
                (last, package) = (satisfier, entry.Package);
        }

        // Without that last assignment, when would the rest have held?
        ref var assignment = ref _assignments[package];
        var accumulated = last.Cause >= 0 ? store.TermOf(last.Cause, package).Negate() : assignment.Known;
        Satisfier previous = new(-1, -1, -1);
        foreach (ref readonly var entry in store.TermsOf(incompatibility))
        {
            var open = entry.Term.Negate();
            if (entry.Package == package)
                open = Term.Intersect(ranges, accumulated, open);
            var satisfier = SatisfierOf(entry.Package, open);
            if (satisfier.Time > previous.Time)
                previous = satisfier;
        }
        var level = Math.Max(previous.Level, 1);
        return level >= last.Level
            ? new SatisfierSearch(package, last.Cause, -1)
            : new SatisfierSearch(package, -1, level);
    }

    /// <summary>The first assignment from which on the package's known term excludes <paramref name="open"/>.</summary>
    private Satisfier SatisfierOf(int package, Term open)
    {
        ref var assignment = ref _assignments[package];
        var derivations = assignment.Derivations;
        var low = 0;
        var high = derivations.Length;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (Term.AreDisjoint(ranges, derivations[middle].Accumulated, open))
                high = middle;
            else
                low = middle + 1;
        }
        if (low < derivations.Length)
            return new(derivations[low].Time, derivations[low].Level, derivations[low].Cause);
        return new(assignment.DecisionTime, assignment.HighestLevel, -1);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Satisfier(int Time, int Level, int Cause);
}

/// <summary>The outcome of <see cref="PartialSolution{TRanges}.FindSatisfier"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SatisfierSearch(int Package, int Cause, int BacktrackLevel);
