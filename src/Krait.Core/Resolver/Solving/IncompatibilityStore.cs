namespace Krait.Resolver;

/// <summary>All incompatibilities of one solve, numbered in the order of their making; never shrinks.</summary>
internal sealed class IncompatibilityStore
{
    private Incompatibility[] _items = new Incompatibility[256];
    private PackageTerm[] _terms = new PackageTerm[512];
    private int _termCount;

    public int Count { get; private set; }

    public ref Incompatibility this[int id] => ref _items[id];

    public ReadOnlySpan<PackageTerm> TermsOf(int id)
    {
        ref var item = ref _items[id];
        return _terms.AsSpan(item.FirstTerm, item.TermCount);
    }

    /// <summary>The statement about <paramref name="package"/>, if there is one.</summary>
    public bool TryGetTerm(int id, int package, out Term term)
    {
        foreach (ref readonly var entry in TermsOf(id))
        {
            if (entry.Package == package)
            {
                term = entry.Term;
                return true;
            }
        }
        term = default;
        return false;
    }

    public Term TermOf(int id, int package) =>
        TryGetTerm(id, package, out var term)
            ? term
            : throw new InvalidOperationException("the incompatibility does not name the package");

    public int AddNotRoot(int package, int range) =>
        Add(IncompatibilityKind.NotRoot, package, range, 0, [new(package, Term.Negative(range))]);

    public int AddNoVersions(int package, int range) =>
        Add(IncompatibilityKind.NoVersions, package, range, 0, [new(package, Term.Positive(range))]);

    public int AddUnavailable(int package, int range, int reason) =>
        Add(IncompatibilityKind.Unavailable, package, range, reason, [new(package, Term.Positive(range))]);

    public int AddDependency(int package, int range, int dependency, int dependencyRange)
    {
        PackageTerm dependent = new(package, Term.Positive(range));
        return dependencyRange == IRangeAlgebra.Empty
            ? Add(IncompatibilityKind.Dependency, package, dependency, 0, [dependent])
            : Add(
                IncompatibilityKind.Dependency,
                package,
                dependency,
                0,
                [dependent, new(dependency, Term.Negative(dependencyRange))]
            );
    }

    /// <summary>
    /// What follows from two incompatibilities that speak of <paramref name="package"/> in opposite ways: both
    /// hold whatever is said about that package, so their other statements cannot all hold.
    /// </summary>
    public int AddDerived<TRanges>(TRanges ranges, int first, int second, int package)
        where TRanges : IRangeAlgebra
    {
        Span<PackageTerm> buffer = stackalloc PackageTerm[16];
        var most = _items[first].TermCount + _items[second].TermCount;
        if (most > buffer.Length)
            buffer = new PackageTerm[most];
        var count = 0;
        foreach (ref readonly var entry in TermsOf(first))
        {
            if (entry.Package != package)
                buffer[count++] = entry;
        }
        foreach (ref readonly var entry in TermsOf(second))
        {
            if (entry.Package == package)
                continue;
            var at = IndexOf(buffer[..count], entry.Package);
            if (at < 0)
                buffer[count++] = entry;
            else
                buffer[at] = new(entry.Package, Term.Intersect(ranges, buffer[at].Term, entry.Term));
        }
        var joined = Term.Union(ranges, TermOf(first, package), TermOf(second, package));
        if (joined != Term.Any)
            buffer[count++] = new(package, joined);
        return Add(IncompatibilityKind.Derived, first, second, 0, buffer[..count]);
    }

    private static int IndexOf(ReadOnlySpan<PackageTerm> terms, int package)
    {
        for (var i = 0; i < terms.Length; i++)
        {
            if (terms[i].Package == package)
                return i;
        }
        return -1;
    }

    private int Add(
        IncompatibilityKind kind,
        int first,
        int second,
        int reason,
        ReadOnlySpan<PackageTerm> terms
    )
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        if (_termCount + terms.Length > _terms.Length)
            Array.Resize(ref _terms, Math.Max(_terms.Length * 2, _termCount + terms.Length));
        terms.CopyTo(_terms.AsSpan(_termCount));
        _items[Count] = new()
        {
            FirstTerm = _termCount,
            TermCount = terms.Length,
            Kind = kind,
            First = first,
            Second = second,
            Reason = reason,
            ContradictedLevel = -1,
        };
        _termCount += terms.Length;
        return Count++;
    }
}
