using Krait.Resolver;

namespace Krait.Tests.Resolver;

/// <summary>Sets of at most 31 versions as bit masks.</summary>
internal sealed class MaskRanges : IRangeAlgebra
{
    private readonly List<uint> _masks = [0, uint.MaxValue];
    private readonly Dictionary<uint, int> _numbers = new() { [0] = 0, [uint.MaxValue] = 1 };

    public int Of(uint mask)
    {
        if (_numbers.TryGetValue(mask, out var number))
            return number;
        _numbers.Add(mask, _masks.Count);
        _masks.Add(mask);
        return _masks.Count - 1;
    }

    public uint Mask(int range) => _masks[range];

    public int Complement(int range) => Of(~_masks[range]);

    public int Intersect(int left, int right) => Of(_masks[left] & _masks[right]);

    public int Union(int left, int right) => Of(_masks[left] | _masks[right]);

    public RangeRelation Relate(int left, int right) =>
        (_masks[left] & ~_masks[right]) == 0 ? RangeRelation.Subset
        : (_masks[left] & _masks[right]) == 0 ? RangeRelation.Disjoint
        : RangeRelation.Overlapping;
}

/// <summary>A world of few packages: version v of package p needs, for each entry, one of the versions of a mask.</summary>
/// <param name="Versions">The count of versions of each package; package 0 is the root and has one.</param>
/// <param name="Needs">By package and version: the packages needed, each with the versions that will do.</param>
internal sealed record SmallWorld(int[] Versions, (int Package, uint Mask)[][][] Needs)
{
    public static SmallWorld Random(Random random)
    {
        var packages = random.Next(2, 8);
        var versions = new int[packages];
        versions[0] = 1;
        for (var p = 1; p < packages; p++)
            versions[p] = random.Next(0, 5);
        var needs = new (int, uint)[packages][][];
        for (var p = 0; p < packages; p++)
        {
            needs[p] = new (int, uint)[versions[p]][];
            for (var v = 0; v < versions[p]; v++)
            {
                var count = p == 0 ? random.Next(1, 4) : random.Next(0, 4);
                needs[p][v] =
                [
                    .. Enumerable
                        .Range(0, count)
                        .Select(_ => (random.Next(1, packages), (uint)random.Next(0, 32)))
                        .Where(need => need.Item1 != p),
                ];
            }
        }
        return new(versions, needs);
    }

    /// <summary>Whether any choice of versions gives the root what it needs, by trying all.</summary>
    public bool IsSatisfiable() => Extend(new int[Versions.Length], 0);

    /// <summary>Whether the choice (-1: not selected) holds together.</summary>
    public bool Holds(int[] choice)
    {
        for (var p = 0; p < choice.Length; p++)
        {
            if (choice[p] < 0)
                continue;
            foreach (var (package, mask) in Needs[p][choice[p]])
            {
                if (choice[package] < 0 || (mask >> choice[package] & 1) == 0)
                    return false;
            }
        }
        return choice[0] == 0;
    }

    private bool Extend(int[] choice, int package)
    {
        if (package == choice.Length)
            return Holds(choice);
        for (var v = package == 0 ? 0 : -1; v < Versions[package]; v++)
        {
            choice[package] = v;
            if (Extend(choice, package + 1))
                return true;
        }
        return false;
    }
}
