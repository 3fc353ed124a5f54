namespace Krait.Resolver;

/// <summary>How one set of versions lies to another.</summary>
internal enum RangeRelation
{
    /// <summary>They share some versions, but the first holds others as well.</summary>
    Overlapping,

    /// <summary>Every version of the first is in the second; an empty first set counts as this.</summary>
    Subset,

    /// <summary>They share nothing.</summary>
    Disjoint,
}

/// <summary>
/// The sets of versions that the solver reasons about, each known by a small number. Equal sets have equal
/// numbers, so that the solver compares, stores and hashes them as integers and never looks inside.
/// </summary>
internal interface IRangeAlgebra
{
    /// <summary>The set that holds no version.</summary>
    const int Empty = 0;

    /// <summary>The set that holds every version.</summary>
    const int All = 1;

    int Complement(int range);

    int Intersect(int left, int right);

    int Union(int left, int right);

    /// <summary>How <paramref name="left"/> lies to <paramref name="right"/>.</summary>
    RangeRelation Relate(int left, int right);
}
