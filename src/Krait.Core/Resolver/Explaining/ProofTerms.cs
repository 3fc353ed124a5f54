using Krait.Versions;

namespace Krait.Resolver;

/// <summary>A statement of a proof: the package is at one of the versions, or (not positive) is not.</summary>
internal sealed record ProofTerm(SolverPackage Package, bool IsPositive, VersionRanges Versions);

/// <summary>The statements that a conclusion rules out together, ordered by package.</summary>
internal sealed class ProofTerms
{
    private readonly ProofTerm[] _terms;

    public ProofTerms(IEnumerable<ProofTerm> terms)
    {
        _terms = [.. terms];
        Array.Sort(_terms, (left, right) => Compare(left.Package, right.Package));
    }

    public IReadOnlyList<ProofTerm> All => _terms;

    public int Count => _terms.Length;

    /// <summary>The one package that the statements speak of, if there is just one and it must not be had.</summary>
    public ProofTerm? Single => _terms is [{ IsPositive: true } single] ? single : null;

    public ProofTerm? Of(SolverPackage package) => Array.Find(_terms, term => term.Package == package);

    public ProofTerms Map(Func<ProofTerm, VersionRanges> versions) =>
        new(_terms.Select(term => term with { Versions = versions(term) }));

    private static int Compare(SolverPackage left, SolverPackage right)
    {
        var order = left.Kind.CompareTo(right.Kind);
        if (order == 0)
            order = left.Name.CompareTo(right.Name);
        if (order == 0)
            order = left.Extra.CompareTo(right.Extra);
        return order != 0 ? order : string.CompareOrdinal(left.Marker, right.Marker);
    }
}
