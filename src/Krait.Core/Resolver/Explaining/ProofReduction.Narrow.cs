using Krait.Versions;

namespace Krait.Resolver;

internal static partial class ProofReduction
{
    /// <summary>
    /// The solver widens a version to the gap around it, since nothing else lies there. Told are the versions that
    /// exist; a statement that versions cannot be used never reaches beyond those that are listed.
    /// </summary>
    private static Proof NarrowWidened(Proof proof, KnownVersions known)
    {
        return Proof.Rebuild(
            proof,
            fact =>
                fact switch
                {
                    DependencyFact need => new DependencyFact(
                        need.Package,
                        need.Dependency.Kind == SolverPackageKind.TargetPython
                            ? Listed(need.Package, need.Versions)
                            : Narrowed(need.Package, need.Versions),
                        need.Dependency,
                        need.Needed
                    ),
                    UnavailableFact gone => new UnavailableFact(
                        gone.Package,
                        gone.Reason.IsWholePackage
                            ? Narrowed(gone.Package, gone.Versions)
                            : Listed(gone.Package, gone.Versions),
                        gone.Reason
                    ),
                    _ => fact,
                },
            (step, first, second) =>
                new Conclusion(
                    step.Terms.Map(term =>
                        term.IsPositive ? Concluded(term, first!, second!) : term.Versions
                    ),
                    step.Shared,
                    first!,
                    second!
                )
        )!;

        VersionRanges Narrowed(SolverPackage package, VersionRanges ranges) =>
            known.TryGet(package, out var versions) ? RangeReading.Narrow(ranges, versions) : ranges;

        VersionRanges Listed(SolverPackage package, VersionRanges ranges)
        {
            if (!known.TryGet(package, out var versions))
                return ranges;
            if (versions is [var only] && ranges.Contains(only))
                return VersionRanges.Singleton(only);
            var narrowed = RangeReading.Narrow(ranges, versions);
            if (narrowed.Equals(VersionRanges.All))
                return narrowed;
            var listed = narrowed.Intersect(
                VersionRanges.Between(VersionBound.Before(versions[0]), VersionBound.After(versions[^1]))
            );
            return listed.IsEmpty ? narrowed : listed;
        }

        VersionRanges Concluded(ProofTerm term, Proof first, Proof second)
        {
            if (known.TryGet(term.Package, out var versions) && versions is [var only])
            {
                var single = VersionRanges.Singleton(only);
                if (
                    term.Versions.Contains(only)
                    && Reported(term.Package, first).Union(Reported(term.Package, second)).Equals(single)
                )
                    return single;
            }
            return Narrowed(term.Package, term.Versions);
        }
    }

    /// <summary>The versions of the package that a step says something about.</summary>
    private static VersionRanges Reported(SolverPackage package, Proof step) =>
        step switch
        {
            Conclusion whole => whole.Terms.Of(package) is { IsPositive: true } term
                ? term.Versions
                : VersionRanges.Empty,
            UnavailableFact gone when gone.Package == package => gone.Versions,
            NoVersionsFact none when none.Package == package => none.Versions,
            DependencyFact need when need.Package == package => need.Versions,
            _ => VersionRanges.Empty,
        };

    /// <summary>The versions of the package that a step says cannot be used.</summary>
    private static VersionRanges RuledOut(SolverPackage package, Proof step) =>
        step switch
        {
            Conclusion whole => whole.Terms.Single is { } term && term.Package == package
                ? term.Versions
                : VersionRanges.Empty,
            UnavailableFact gone when gone.Package == package => gone.Versions,
            _ => VersionRanges.Empty,
        };

    /// <summary>The versions of the package that a step needs.</summary>
    private static VersionRanges Needed(SolverPackage package, Proof step) =>
        step switch
        {
            Conclusion whole => whole.Terms.Of(package) is { IsPositive: false } term
                ? term.Versions
                : VersionRanges.Empty,
            DependencyFact need when need.Dependency == package => need.Needed,
            _ => VersionRanges.Empty,
        };

    /// <summary>
    /// Where a conclusion reaches past what its causes say, over versions that do not exist, says that they do not.
    /// </summary>
    private static Proof RestateAvailable(Proof proof, KnownVersions known) =>
        Proof.Rebuild(
            proof,
            (step, first, second) =>
            {
                if (FindUnlisted(step.Terms, first, second, known) is not { } found)
                    return step.With(first, second);
                var (package, unlisted) = found;
                NoVersionsFact statement = new(package, unlisted);
                var byFirst = RuledOut(package, first);
                var bySecond = RuledOut(package, second);
                if (byFirst.IsEmpty && bySecond.IsEmpty)
                {
                    var concluded =
                        step.Terms.Of(package) ?? new ProofTerm(package, IsPositive: true, unlisted);
                    var told = Reported(package, first).Union(Reported(package, second));
                    Conclusion inner = new(new([new(package, IsPositive: true, told)]), null, first, second);
                    return new Conclusion(new([concluded]), step.Shared, inner, statement);
                }
                return StartsLower(byFirst, bySecond)
                    ? step.With(Carry(first, byFirst), second)
                    : step.With(first, Carry(second, bySecond));

                Conclusion Carry(Proof cause, VersionRanges ruledOut) =>
                    new(
                        new([new(package, IsPositive: true, ruledOut.Union(unlisted))]),
                        null,
                        cause,
                        statement
                    );
            }
        );

    private static (SolverPackage Package, VersionRanges Unlisted)? FindUnlisted(
        ProofTerms terms,
        Proof first,
        Proof second,
        KnownVersions known
    )
    {
        if (terms.Single is { } single)
        {
            var told = Reported(single.Package, first).Union(Reported(single.Package, second));
            if (Unlisted(single.Package, single.Versions, told) is { } found)
                return (single.Package, found);
        }
        foreach (var package in PackagesOf(first).Concat(PackagesOf(second)))
        {
            if (terms.Of(package) is not null)
                continue;
            var needed = Needed(package, first).Union(Needed(package, second));
            var ruledOut = RuledOut(package, first).Union(RuledOut(package, second));
            if (Unlisted(package, needed, ruledOut) is { } found)
                return (package, found);
        }
        return null;

        VersionRanges? Unlisted(SolverPackage package, VersionRanges covered, VersionRanges told)
        {
            if (told.IsEmpty)
                return null;
            var rest = covered.Except(told);
            return
                !rest.IsEmpty
                && known.TryGet(package, out var versions)
                && !RangeReading.HoldsAny(rest, versions)
                ? rest
                : null;
        }
    }

    private static IEnumerable<SolverPackage> PackagesOf(Proof step) =>
        step switch
        {
            Conclusion whole => whole.Terms.All.Select(term => term.Package),
            UnavailableFact gone => [gone.Package],
            NoVersionsFact none => [none.Package],
            DependencyFact need => [need.Package, need.Dependency],
            _ => [SolverPackage.Root],
        };

    private static bool StartsLower(VersionRanges first, VersionRanges second) =>
        !first.IsEmpty && (second.IsEmpty || first[0].Lower <= second[0].Lower);
}
