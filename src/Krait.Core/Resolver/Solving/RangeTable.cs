using Krait.Versions;

namespace Krait.Resolver;

/// <summary>
/// The version ranges of one solve, each stored once. Results of set operations are remembered, so that what the
/// solver asks again and again costs a look-up and no allocation.
/// </summary>
internal sealed class RangeTable : IRangeAlgebra
{
    private const int NoProject = -1;

    private readonly List<VersionRanges> _ranges = [VersionRanges.Empty, VersionRanges.All];
    private readonly List<int> _projects = [NoProject, NoProject];
    private readonly Dictionary<(int Project, VersionRanges Ranges), int> _numbers = [];
    private readonly Dictionary<(int Project, PackageVersion Version), int> _singletons = [];
    private readonly Dictionary<RangePair, int> _intersections = [];
    private readonly Dictionary<RangePair, int> _unions = [];
    private readonly Dictionary<RangePair, RangeRelation> _relations = [];
    private readonly List<int> _complements = [IRangeAlgebra.All, IRangeAlgebra.Empty];

    public VersionRanges this[int range] => _ranges[range];

    /// <summary>
    /// The number of a range of a project. Projects have numbers of their own, since each writes its versions as it
    /// likes: one says 1.0, another 1.0.0.
    /// </summary>
    public int NumberOf(int project, VersionRanges ranges)
    {
        if (ranges.IsEmpty)
            return IRangeAlgebra.Empty;
        if (ranges.Equals(VersionRanges.All))
            return IRangeAlgebra.All;
        if (_numbers.TryGetValue((project, ranges), out var number))
            return number;
        number = _ranges.Count;
        _ranges.Add(ranges);
        _projects.Add(project);
        _numbers.Add((project, ranges), number);
        _complements.Add(-1);
        return number;
    }

    /// <summary>
    /// The number of a range as a requirement writes it: where equal ranges are written differently, explanations show
    /// what was written last.
    /// </summary>
    public int NumberOfWritten(int project, VersionRanges ranges)
    {
        var count = _ranges.Count;
        var number = NumberOf(project, ranges);
        if (number >= count || number <= IRangeAlgebra.All || IsSameText(_ranges[number], ranges))
            return number;
        _ranges[number] = ranges;
        if (_complements[number] is >= 0 and var complement)
            _ranges[complement] = ranges.Complement();
        return number;
    }

    /// <summary>Whether equal ranges are written with equally many zeros.</summary>
    private static bool IsSameText(VersionRanges left, VersionRanges right)
    {
        for (var i = 0; i < left.Count; i++)
        {
            var ((a, b), (c, d)) = (left[i], right[i]);
            if (Length(a) != Length(c) || Length(b) != Length(d))
                return false;
        }
        return true;

        static int Length(VersionBound bound) =>
            bound == VersionBound.Minimum || bound == VersionBound.Maximum ? 0 : bound.Version.ReleaseLength;
    }

    /// <summary>The range that holds this version alone, without its local labels.</summary>
    public int SingletonOf(int project, PackageVersion version)
    {
        if (!_singletons.TryGetValue((project, version), out var number))
        {
            number = NumberOf(project, VersionRanges.Singleton(version));
            _singletons.Add((project, version), number);
        }
        return number;
    }

    public int Complement(int range)
    {
        var number = _complements[range];
        if (number < 0)
        {
            number = NumberOf(_projects[range], _ranges[range].Complement());
            _complements[range] = number;
            _complements[number] = range;
        }
        return number;
    }

    public int Intersect(int left, int right)
    {
        if (left == right || right == IRangeAlgebra.All || left == IRangeAlgebra.Empty)
            return left;
        if (left == IRangeAlgebra.All || right == IRangeAlgebra.Empty)
            return right;
        var key = RangePair.Unordered(left, right);
        if (!_intersections.TryGetValue(key, out var number))
        {
            number = NumberOf(_projects[left], _ranges[left].Intersect(_ranges[right]));
            _intersections.Add(key, number);
        }
        return number;
    }

    public int Union(int left, int right)
    {
        if (left == right || right == IRangeAlgebra.Empty || left == IRangeAlgebra.All)
            return left;
        if (left == IRangeAlgebra.Empty || right == IRangeAlgebra.All)
            return right;
        var key = RangePair.Unordered(left, right);
        if (!_unions.TryGetValue(key, out var number))
        {
            number = NumberOf(_projects[left], _ranges[left].Union(_ranges[right]));
            _unions.Add(key, number);
        }
        return number;
    }

    public RangeRelation Relate(int left, int right)
    {
        if (left == right || left == IRangeAlgebra.Empty || right == IRangeAlgebra.All)
            return RangeRelation.Subset;
        if (right == IRangeAlgebra.Empty)
            return RangeRelation.Disjoint;
        if (left == IRangeAlgebra.All)
            return RangeRelation.Overlapping;
        var key = new RangePair(left, right);
        if (!_relations.TryGetValue(key, out var relation))
        {
            var (a, b) = (_ranges[left], _ranges[right]);
            relation =
                a.IsSubsetOf(b) ? RangeRelation.Subset
                : a.IsDisjoint(b) ? RangeRelation.Disjoint
                : RangeRelation.Overlapping;
            _relations.Add(key, relation);
        }
        return relation;
    }

    /// <summary>
    /// Two range numbers as a key. Numbers are small and close together, so the hash spreads them by a multiplication:
    /// the exclusive or that a 64-bit integer hashes to would put most pairs on a few values.
    /// </summary>
    private readonly struct RangePair(int left, int right) : IEquatable<RangePair>
    {
        private readonly ulong _packed = (ulong)(uint)left << 32 | (uint)right;

        public static RangePair Unordered(int left, int right) =>
            left < right ? new RangePair(left, right) : new RangePair(right, left);

        public bool Equals(RangePair other) => _packed == other._packed;

        public override bool Equals(object? obj) => obj is RangePair other && Equals(other);

        public override int GetHashCode() => (int)((_packed * 0x9E37_79B9_7F4A_7C15) >> 32);
    }
}
