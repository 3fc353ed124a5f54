using System.Runtime.InteropServices;

namespace Krait.Resolver;

/// <summary>
/// A statement about one package. Positive: the package is selected, at a version in the range. Negative: it is
/// either not selected at all or selected at a version outside the range.
/// </summary>
internal readonly record struct Term
{
    private readonly int _code;

    private Term(int range, bool positive) => _code = (range << 1) | (positive ? 1 : 0);

    /// <summary>The statement that always holds.</summary>
    public static Term Any => Negative(IRangeAlgebra.Empty);

    public bool IsPositive => (_code & 1) != 0;

    public int Range => _code >> 1;

    public static Term Positive(int range) => new(range, positive: true);

    public static Term Negative(int range) => new(range, positive: false);

    public Term Negate() => new(Range, !IsPositive);

    /// <summary>Both statements hold.</summary>
    public static Term Intersect<TRanges>(TRanges ranges, Term left, Term right)
        where TRanges : IRangeAlgebra =>
        (left.IsPositive, right.IsPositive) switch
        {
            (true, true) => Positive(ranges.Intersect(left.Range, right.Range)),
            (true, false) => Positive(ranges.Intersect(left.Range, ranges.Complement(right.Range))),
            (false, true) => Positive(ranges.Intersect(right.Range, ranges.Complement(left.Range))),
            (false, false) => Negative(ranges.Union(left.Range, right.Range)),
        };

    /// <summary>At least one of the statements holds.</summary>
    public static Term Union<TRanges>(TRanges ranges, Term left, Term right)
        where TRanges : IRangeAlgebra =>
        (left.IsPositive, right.IsPositive) switch
        {
            (true, true) => Positive(ranges.Union(left.Range, right.Range)),
            (true, false) => Negative(ranges.Intersect(ranges.Complement(left.Range), right.Range)),
            (false, true) => Negative(ranges.Intersect(ranges.Complement(right.Range), left.Range)),
            (false, false) => Negative(ranges.Intersect(left.Range, right.Range)),
        };

    /// <summary>The statements cannot hold together.</summary>
    public static bool AreDisjoint<TRanges>(TRanges ranges, Term left, Term right)
        where TRanges : IRangeAlgebra =>
        (left.IsPositive, right.IsPositive) switch
        {
            (true, true) => left.Range == IRangeAlgebra.Empty
                || ranges.Relate(left.Range, right.Range) == RangeRelation.Disjoint,
            (true, false) => ranges.Relate(left.Range, right.Range) == RangeRelation.Subset,
            (false, true) => ranges.Relate(right.Range, left.Range) == RangeRelation.Subset,
            (false, false) => false,
        };

    /// <summary>What <paramref name="known"/>, all that is known so far of the package, says about this statement.</summary>
    public TermRelation RelationTo<TRanges>(TRanges ranges, Term known)
        where TRanges : IRangeAlgebra
    {
        if (known.IsPositive)
        {
            if (!IsPositive && known.Range == IRangeAlgebra.Empty)
                return TermRelation.Satisfied;
            return (ranges.Relate(known.Range, Range), IsPositive) switch
            {
                (RangeRelation.Subset, true) or (RangeRelation.Disjoint, false) => TermRelation.Satisfied,
                (RangeRelation.Disjoint, true) or (RangeRelation.Subset, false) => TermRelation.Contradicted,
                _ => TermRelation.Inconclusive,
            };
        }
        if (ranges.Relate(Range, known.Range) != RangeRelation.Subset)
            return TermRelation.Inconclusive;
        return IsPositive ? TermRelation.Contradicted : TermRelation.Satisfied;
    }
}

/// <summary>What is known about a statement.</summary>
internal enum TermRelation
{
    Inconclusive,
    Satisfied,
    Contradicted,
}

/// <summary>A statement and the package that it is about.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PackageTerm(int Package, Term Term);
