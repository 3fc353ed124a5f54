using Krait.Versions;

namespace Krait.Resolver;

internal static partial class ProofReduction
{
    /// <summary>Versions of one package that cannot be used for the same reason are told in one sentence.</summary>
    private static Proof JoinUnavailable(Proof proof) =>
        Proof.Rebuild(
            proof,
            (step, first, second) =>
            {
                var joined =
                    (first is UnavailableFact one ? Absorb(one, second) : null)
                    ?? (second is UnavailableFact two ? Absorb(two, first) : null)
                    ?? step.With(first, second);
                return JoinSiblings(joined) ?? joined;
            }
        );

    /// <summary>Adds what a fact says to the same fact one level deeper.</summary>
    private static Conclusion? Absorb(UnavailableFact fact, Proof other)
    {
        if (other is not Conclusion whole)
            return null;
        var isSecond = IsSame(whole.Second);
        if (!isSecond && !IsSame(whole.First))
            return null;
        var twin = (UnavailableFact)(isSecond ? whole.Second : whole.First);
        UnavailableFact joined = new(fact.Package, twin.Versions.Union(fact.Versions), fact.Reason);
        return new(
            whole.Terms.Map(term =>
                term.IsPositive && term.Package == fact.Package ? joined.Versions : term.Versions
            ),
            whole.Shared,
            isSecond ? whole.First : joined,
            isSecond ? joined : whole.Second
        );

        bool IsSame(Proof cause) =>
            cause is UnavailableFact twin && twin.Package == fact.Package && twin.Reason == fact.Reason;
    }

    private static Proof? JoinSiblings(Conclusion step)
    {
        if (
            step.First is not UnavailableFact one
            || step.Second is not UnavailableFact two
            || one.Package != two.Package
            || step.Terms.Single is not { } term
            || term.Package != one.Package
        )
            return null;
        var versions = one.Versions.Union(two.Versions);
        if (one.Reason == two.Reason)
            return new UnavailableFact(one.Package, versions, one.Reason);
        return versions.IsSubsetOf(term.Versions)
            ? null
            : new Conclusion(
                new([term with { Versions = term.Versions.Union(versions) }]),
                step.Shared,
                one,
                two
            );
    }

    /// <summary>
    /// "A needs B 1 to 2" with "there is no B above 1, below 2" says no more than the first, where what follows speaks
    /// of fewer versions of B.
    /// </summary>
    private static Proof DropNoVersionsOfDependency(Proof proof)
    {
        return Proof.Rebuild(
            proof,
            (step, first, second) =>
                first is DependencyFact one ? step.With(first, Reduced(second, one))
                : second is DependencyFact two ? step.With(Reduced(first, two), second)
                : step.With(first, second)
        );

        static Proof Reduced(Proof cause, DependencyFact user)
        {
            if (cause is not Conclusion whole)
                return cause;
            var need = (whole.First, whole.Second) switch
            {
                (NoVersionsFact none, DependencyFact fact) when none.Package == fact.Dependency => fact,
                (DependencyFact fact, NoVersionsFact none) when none.Package == fact.Dependency => fact,
                _ => null,
            };
            return
                need is not null && need.Dependency == user.Package && user.Versions.IsSubsetOf(need.Needed)
                ? need
                : cause;
        }
    }

    /// <summary>Which versions there are needs no saying where the conclusion covers them all.</summary>
    private static Proof DropNoVersionsOfWhole(Proof proof)
    {
        return Proof.Rebuild(
            proof,
            (step, first, second) =>
                first is NoVersionsFact one && CanDrop(one, second, step) ? second
                : second is NoVersionsFact two && CanDrop(two, first, step) ? first
                : step.With(first, second)
        );

        static bool CanDrop(NoVersionsFact none, Proof other, Conclusion parent)
        {
            var terms = other is Conclusion whole ? whole.Terms : parent.Terms;
            if (terms.Of(none.Package) is not { IsPositive: true } term)
                return false;
            var rest = none.Versions.Complement();
            // "Only 1.0 is available" is worth saying.
            return !RangeReading.IsSingle(rest)
                && (term.Versions.Equals(VersionRanges.All) || term.Versions.Equals(rest));
        }
    }

    private static bool JoinNoVersions(ref Proof proof)
    {
        var changed = false;
        proof = Proof.Rebuild(
            proof,
            (step, first, second) =>
            {
                if (
                    first is NoVersionsFact one
                    && second is NoVersionsFact two
                    && one.Package == two.Package
                    && step.Terms.Of(one.Package) is { IsPositive: true } term
                    && one.Versions.IsSubsetOf(term.Versions)
                    && two.Versions.IsSubsetOf(term.Versions)
                )
                {
                    changed = true;
                    return new NoVersionsFact(one.Package, term.Versions);
                }
                return step.With(first, second);
            }
        );
        return changed;
    }
}
