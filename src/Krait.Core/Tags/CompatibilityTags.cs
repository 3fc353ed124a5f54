namespace Krait.Tags;

/// <summary>
/// The tags that one Python takes, in order of preference, held so that a wheel is ranked by a few look-ups and without
/// allocation: the order is a list of (Python, ABI) pairs, each going through all platform tags, followed by the pure ones.
/// Immutable. Order and content are those of the reference implementation, with <c>linux_*</c> last as in uv.
/// </summary>
public sealed class CompatibilityTags
{
    private const int None = int.MaxValue;

    private readonly string[] _platforms;
    private readonly List<(int Python, int Abi)> _pairs = [];
    private readonly List<int> _pure = [];
    private readonly List<string> _abis = ["none"];
    private readonly List<string> _pythons = [];
    private readonly Dictionary<string, int> _pythonNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _platformRanks = new(StringComparer.Ordinal);
    private readonly int[] _pairRanks;
    private readonly int[] _pureRanks;

    private CompatibilityTags(PythonTarget target)
    {
        Target = target;
        _platforms = [.. target.Platform.Tags];
        for (var i = 0; i < _platforms.Length; i++)
            _platformRanks.TryAdd(_platforms[i], i);
        Fill(target);

        _pairRanks = new int[_pythons.Count * _abis.Count];
        _pairRanks.AsSpan().Fill(None);
        for (var i = 0; i < _pairs.Count; i++)
        {
            ref var rank = ref _pairRanks[(_pairs[i].Python * _abis.Count) + _pairs[i].Abi];
            rank = Math.Min(rank, i * _platforms.Length);
        }
        _pureRanks = new int[_pythons.Count];
        _pureRanks.AsSpan().Fill(None);
        for (var i = 0; i < _pure.Count; i++)
        {
            ref var rank = ref _pureRanks[_pure[i]];
            rank = Math.Min(rank, (_pairs.Count * _platforms.Length) + i);
        }
    }

    /// <summary>The Python that these tags are for.</summary>
    public PythonTarget Target { get; }

    /// <summary>The tags of a Python.</summary>
    public static CompatibilityTags For(PythonTarget target) => new(target);

    /// <summary>Every tag, best first; for display. Built on each call.</summary>
    public IEnumerable<string> All()
    {
        foreach (var (python, abi) in _pairs)
        foreach (var platform in _platforms)
            yield return $"{_pythons[python]}-{_abis[abi]}-{platform}";
        foreach (var python in _pure)
            yield return $"{_pythons[python]}-none-any";
    }

    /// <summary>The place in the order of the best tag of a wheel; the smaller the better.</summary>
    /// <returns>false if no tag of the wheel fits.</returns>
    public bool TryRank(WheelFileName wheel, out int rank) => TryRank(wheel.Tags, out rank);

    /// <summary>The place in the order of the best tag of a set.</summary>
    /// <returns>false if no tag of the set fits.</returns>
    public bool TryRank(WheelTags tags, out int rank)
    {
        var platform = BestPlatform(tags.Platform, out var isAny);
        var pair = None;
        var pure = None;
        var pythonNumbers = _pythonNumbers.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var range in tags.Python.Split('.'))
        {
            if (!pythonNumbers.TryGetValue(tags.Python[range], out var python))
                continue;
            foreach (var abiRange in tags.Abi.Split('.'))
            {
                var abi = AbiNumber(tags.Abi[abiRange]);
                if (abi < 0)
                    continue;
                pair = Math.Min(pair, _pairRanks[(python * _abis.Count) + abi]);
                if (abi == 0)
                    pure = Math.Min(pure, _pureRanks[python]);
            }
        }
        // Pairs lie a whole list of platforms apart, so the best pair with the best platform is the best tag.
        rank = pair != None && platform != None ? pair + platform : None;
        if (isAny)
            rank = Math.Min(rank, pure);
        return rank != None;
    }

    /// <summary>Whether some tag of the set has a Python and an ABI that fit, whatever its platform; for explaining a refusal.</summary>
    public bool FitsPython(WheelTags tags)
    {
        var numbers = _pythonNumbers.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var range in tags.Python.Split('.'))
        {
            if (!numbers.TryGetValue(tags.Python[range], out var python))
                continue;
            foreach (var abiRange in tags.Abi.Split('.'))
            {
                var abi = AbiNumber(tags.Abi[abiRange]);
                if (
                    abi >= 0
                    && (
                        _pairRanks[(python * _abis.Count) + abi] != None
                        || (abi == 0 && _pureRanks[python] != None)
                    )
                )
                    return true;
            }
        }
        return false;
    }

    /// <summary>Whether some platform tag of the set runs here; <c>any</c> does.</summary>
    public bool FitsPlatform(WheelTags tags) => BestPlatform(tags.Platform, out var isAny) != None || isAny;

    private int BestPlatform(ReadOnlySpan<char> platforms, out bool isAny)
    {
        var best = None;
        isAny = false;
        var ranks = _platformRanks.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var range in platforms.Split('.'))
        {
            var platform = platforms[range];
            if (platform is "any")
                isAny = true;
            else if (ranks.TryGetValue(platform, out var rank))
                best = Math.Min(best, rank);
        }
        return best;
    }

    private int AbiNumber(ReadOnlySpan<char> abi)
    {
        for (var i = 0; i < _abis.Count; i++)
        {
            if (abi.SequenceEqual(_abis[i]))
                return i;
        }
        return -1;
    }

    private void Fill(PythonTarget target)
    {
        var (major, minor) = (target.Major, target.Minor);
        var prefix = target.Implementation switch
        {
            "cpython" => "cp",
            "pypy" => "pp",
            "ironpython" => "ip",
            "jython" => "jy",
            var other => other,
        };
        var own = $"{prefix}{major}{minor}";
        foreach (var abi in target.Abis)
            AddPair(own, abi);
        // The stable ABI: the one with the lock from 3.2 on, the one without it wherever the other would have been legal.
        var stable = target.IsFreeThreaded ? "abi3t" : "abi3";
        var hasStable = prefix == "cp" && major == 3 && minor >= 2;
        if (hasStable)
            AddPair(own, stable);
        AddPair(own, "none");
        for (var older = minor - 1; hasStable && older >= 2; older--)
            AddPair($"{prefix}{major}{older}", stable);

        string[] pure = [$"py{major}{minor}", $"py{major}", .. Older(major, minor)];
        foreach (var python in pure)
            AddPair(python, "none");
        // What runs on any platform: of the implementation's own, then of the language's.
        if (prefix is "cp")
            _pure.Add(PythonNumber(own));
        else if (prefix is "pp")
            _pure.Add(PythonNumber($"pp{major}"));
        foreach (var python in pure)
            _pure.Add(PythonNumber(python));
    }

    private static IEnumerable<string> Older(int major, int minor)
    {
        for (var older = Math.Min(minor, 999) - 1; older >= 0; older--)
            yield return $"py{major}{older}";
    }

    private void AddPair(string python, string abi)
    {
        var number = AbiNumber(abi);
        if (number < 0)
        {
            number = _abis.Count;
            _abis.Add(abi);
        }
        _pairs.Add((PythonNumber(python), number));
    }

    private int PythonNumber(string python)
    {
        if (!_pythonNumbers.TryGetValue(python, out var number))
        {
            number = _pythons.Count;
            _pythons.Add(python);
            _pythonNumbers.Add(python, number);
        }
        return number;
    }
}
