using Krait.Versions;

namespace Krait.Resolver;

/// <summary>The sentences of an explanation, less what joins them.</summary>
/// <param name="known">The versions that exist.</param>
/// <param name="python">The Python that was resolved for.</param>
/// <param name="context">What to add to a reason: the tag that was looked for.</param>
internal sealed class ExplanationWords(
    KnownVersions known,
    PythonRequirement python,
    Func<UnavailableReason, string> context
)
{
    private const string You = "you require";
    private const string Yours = "your requirements";

    /// <summary>One fact as a clause.</summary>
    public string Fact(Proof fact) =>
        fact switch
        {
            NoVersionsFact none => NoVersions(none),
            UnavailableFact gone => Unavailable(gone),
            DependencyFact need => Dependency(need),
            _ => "we are solving dependencies of root",
        };

    /// <summary>Two facts as one clause.</summary>
    public string Facts(Proof first, Proof second)
    {
        if (
            first is DependencyFact one
            && second is DependencyFact two
            && one.Package == two.Package
            && one.Versions.Equals(two.Versions)
        )
        {
            var needs =
                $"{Pad(PackageRange.ForDependency(one.Dependency, one.Needed).ToString(), " ")}and "
                + PackageRange.ForDependency(two.Dependency, two.Needed);
            if (one.Package.Kind == SolverPackageKind.Root)
                return $"{You} {needs}";
            var subject = PackageRange.ForCompatibility(one.Package, one.Versions);
            return $"{Pad(subject.ToString(), " ")}{Depends(subject)} {needs}";
        }
        return $"{Pad(Fact(first), " ")}and {Fact(second)}";
    }

    /// <summary>What a conclusion says.</summary>
    public string Terms(ProofTerms terms)
    {
        switch (terms.All)
        {
            case []:
                return "the requirements are unsatisfiable";
            case [{ Package.Kind: SolverPackageKind.Root }]:
                return $"{Yours} are unsatisfiable";
            case [{ Package.Kind: SolverPackageKind.Package } term]:
                var range = PackageRange.ForCompatibility(term.Package, term.Versions).ToString();
                return $"{range} {(term.IsPositive ? "cannot be used" : "must be used")}";
            case [{ IsPositive: true } dependent, { IsPositive: false } needed]:
                return Fact(
                    new DependencyFact(dependent.Package, dependent.Versions, needed.Package, needed.Versions)
                );
            case [{ IsPositive: false } needed, { IsPositive: true } dependent]:
                return Fact(
                    new DependencyFact(dependent.Package, dependent.Versions, needed.Package, needed.Versions)
                );
        }
        var told = terms.All.Select(Term).ToList();
        var list = told.Count == 2 ? $"{told[0]} and {told[1]}" : string.Join(", ", told);
        return $"{list} {(told.Count == 1 ? "cannot be used" : "are incompatible")}";
    }

    private static string Term(ProofTerm term)
    {
        if (term.IsPositive)
            return PackageRange.ForCompatibility(term.Package, term.Versions).ToString();
        return RangeReading.IsSingle(term.Versions)
            ? $"{term.Package}!={term.Versions[0].Lower.Version}"
            : PackageRange.ForCompatibility(term.Package, term.Versions.Complement()).ToString();
    }

    private string NoVersions(NoVersionsFact none)
    {
        if (none.Package.Kind == SolverPackageKind.TargetPython)
        {
            var range = PackageRange.ForCompatibility(none.Package, none.Versions);
            return python.IsInstalled
                ? $"the current Python version ({python.Installed}) does not satisfy {range}"
                : $"the requested Python version ({python}) does not satisfy {range}";
        }
        if (none.Versions.Equals(VersionRanges.All))
            return $"there are no versions of {none.Package}";
        if (RangeReading.IsSingle(none.Versions))
            return $"there is no version of {none.Package}{VersionRanges.Describe(none.Versions[0])}";
        if (known.HasNone(none.Package))
            return $"there are no versions of {none.Package}";
        var available = none.Versions.Complement();
        if (known.TryGet(none.Package, out var versions))
            available = PackageRange.Available(available, versions);
        if (available.IsEmpty)
            return $"there are no versions of {none.Package}";
        var listed = PackageRange.ForAvailability(none.Package, available).ToString();
        return available.Count == 1
            ? $"only {listed} is available"
            : $"only the following versions of {none.Package} {listed}";
    }

    private string Unavailable(UnavailableFact gone)
    {
        if (gone.Package.Kind == SolverPackageKind.Root)
            return gone.Reason.Kind == UnavailableKind.EmptyRequirement
                ? $"{You} {gone.Reason.Text}"
                : $"{Yours} cannot be used because {gone.Reason.Description}";
        if (gone.Reason.IsWholePackage)
            return $"{gone.Package} {gone.Reason.Predicate(plural: false)}";
        var range = PackageRange.ForCompatibility(gone.Package, gone.Versions);
        var extra = context(gone.Reason);
        var text = $"{range} {gone.Reason.Predicate(range.IsPlural)}";
        return extra.Length == 0 ? text : $"{text} {extra}";
    }

    private static string Dependency(DependencyFact need)
    {
        var needed = PackageRange.ForDependency(need.Dependency, need.Needed);
        if (need.Package.Kind == SolverPackageKind.Root)
            return need.Needed.IsEmpty
                ? $"{Yours} for {need.Dependency} cannot be satisfied"
                : $"{You} {needed}";
        var subject = PackageRange.ForCompatibility(need.Package, need.Versions);
        return $"{Pad(subject.ToString(), " ")}{Depends(subject)} {needed}";
    }

    private static string Depends(PackageRange subject) => subject.IsPlural ? "depend on" : "depends on";

    private static string Pad(string text, string end) =>
        text.Length > 0 && char.IsWhiteSpace(text[^1]) ? text : text + end;
}
