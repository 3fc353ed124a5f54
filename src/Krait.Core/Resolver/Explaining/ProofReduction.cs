using Krait.Versions;

namespace Krait.Resolver;

/// <summary>
/// Shortens a proof before it is told: what stands for other packages goes, ranges are told by the versions that
/// exist, and facts that say the same are joined.
/// </summary>
internal static partial class ProofReduction
{
    /// <param name="proof">The proof as the solver found it.</param>
    /// <param name="known">The versions that each project was known to have, ascending.</param>
    /// <param name="refusesPrereleases">Whether pre-releases of a project were not to be used.</param>
    public static Proof Reduce(Proof proof, KnownVersions known, Func<SolverPackage, bool> refusesPrereleases)
    {
        proof = DropProxies(proof);
        proof = DropLocals(proof);
        proof = NarrowWidened(proof, known);
        proof = JoinUnavailable(proof);
        proof = DropNoVersionsOfDependency(proof);
        proof = SimplifyRanges(proof, known, refusesPrereleases);
        proof = RestateAvailable(proof, known);
        proof = DropNoVersionsOfWhole(proof);
        while (JoinNoVersions(ref proof)) { }
        return proof;
    }

    /// <summary>A package that stands for another needs it: that is no news.</summary>
    private static Proof DropProxies(Proof proof)
    {
        return Proof.Rebuild(
                proof,
                fact => fact,
                (step, first, second) =>
                    (IsProxy(first), IsProxy(second)) switch
                    {
                        (true, true) => null,
                        (true, false) => second,
                        (false, true) => first,
                        _ => first is null || second is null ? first ?? second : step.With(first, second),
                    }
            ) ?? proof;

        static bool IsProxy(Proof? step) => step is DependencyFact { Package.IsProxy: true };
    }

    private static Proof DropLocals(Proof proof) =>
        Proof.Rebuild(
            proof,
            fact =>
                fact switch
                {
                    NoVersionsFact none => RangeReading.IsOnlyLocals(none.Versions)
                        ? null
                        : new NoVersionsFact(none.Package, RangeReading.WithoutLocals(none.Versions)),
                    UnavailableFact gone => new UnavailableFact(
                        gone.Package,
                        RangeReading.WithoutLocals(gone.Versions),
                        gone.Reason
                    ),
                    DependencyFact need => new DependencyFact(
                        need.Package,
                        RangeReading.WithoutLocals(need.Versions),
                        need.Dependency,
                        RangeReading.WithoutLocals(need.Needed)
                    ),
                    _ => fact,
                },
            (step, first, second) =>
                first is null || second is null
                    ? first ?? second
                    : new Conclusion(
                        step.Terms.Map(term => RangeReading.WithoutLocals(term.Versions)),
                        step.Shared,
                        first,
                        second
                    )
        ) ?? proof;

    /// <summary>Tells ranges as the requirement or the index does, not as the solver widened them.</summary>
    private static Proof SimplifyRanges(
        Proof proof,
        KnownVersions known,
        Func<SolverPackage, bool> refusesPrereleases
    )
    {
        return Proof.Rebuild(
            proof,
            fact =>
                fact switch
                {
                    NoVersionsFact none => new NoVersionsFact(
                        none.Package,
                        Simplified(none.Package, none.Versions)
                    ),
                    UnavailableFact gone => new UnavailableFact(
                        gone.Package,
                        Simplified(gone.Package, gone.Versions),
                        gone.Reason
                    ),
                    DependencyFact need => new DependencyFact(
                        need.Package,
                        Simplified(need.Package, need.Versions),
                        need.Dependency,
                        Simplified(need.Dependency, need.Needed)
                    ),
                    _ => fact,
                },
            (step, first, second) =>
                new Conclusion(
                    step.Terms.Map(term => Simplified(term.Package, term.Versions)),
                    step.Shared,
                    first!,
                    second!
                )
        )!;

        VersionRanges Simplified(SolverPackage package, VersionRanges ranges)
        {
            if (!known.TryGet(package, out var versions) || ranges.Equals(VersionRanges.All))
                return ranges;
            if (versions is [var only] && ranges.Contains(only))
                return VersionRanges.Singleton(only);
            var withPrereleases = NamesPrerelease(ranges) || !refusesPrereleases(package);
            return RangeReading.Simplify(
                ranges,
                withPrereleases ? versions : versions.Where(v => !v.IsPrerelease)
            );
        }
    }

    private static bool NamesPrerelease(VersionRanges ranges)
    {
        for (var i = 0; i < ranges.Count; i++)
        {
            var (lower, upper) = ranges[i];
            if (lower != VersionBound.Minimum && lower.Version.IsPrerelease)
                return true;
            // Just before the first development release is how "less than" ends.
            if (
                upper != VersionBound.Maximum
                && upper.Version.IsPrerelease
                && !(upper.IsBefore && upper.Version.DevelopmentNumber == 0)
            )
                return true;
        }
        return false;
    }
}
