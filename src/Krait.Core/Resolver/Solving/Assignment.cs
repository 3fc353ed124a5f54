using System.Runtime.InteropServices;

namespace Krait.Resolver;

/// <summary>One thing that was derived about a package, and all that was known of it from then on.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Derivation(int Time, int Level, int Cause, Term Accumulated);

/// <summary>All that the partial solution knows of one package.</summary>
internal struct Assignment
{
    private Derivation[]? _derivations;

    /// <summary>Whether the partial solution says anything about the package.</summary>
    public bool Present;

    /// <summary>Its place in the partial solution's order.</summary>
    public int Position;

    /// <summary>The time at which it was decided; -1 while it is not.</summary>
    public int DecisionTime;

    /// <summary>All that is known: a decision's version, or the intersection of all derivations.</summary>
    public Term Known;

    public int SmallestLevel;
    public int HighestLevel;
    private int _derivationCount;

    public readonly ReadOnlySpan<Derivation> Derivations => _derivations.AsSpan(0, _derivationCount);

    /// <summary>Whether a version is wanted but not yet chosen.</summary>
    public readonly bool IsUndecidedNeed => DecisionTime < 0 && Known.IsPositive;

    public void Begin(int position, int level)
    {
        Present = true;
        Position = position;
        DecisionTime = -1;
        SmallestLevel = level;
        _derivationCount = 0;
    }

    public void Push(Derivation derivation)
    {
        _derivations ??= new Derivation[4];
        if (_derivationCount == _derivations.Length)
            Array.Resize(ref _derivations, _derivationCount * 2);
        _derivations[_derivationCount++] = derivation;
        Known = derivation.Accumulated;
        HighestLevel = derivation.Level;
    }

    /// <summary>Forgets the decision and all derivations above <paramref name="level"/>; at least one remains.</summary>
    public void TruncateTo(int level)
    {
        while (_derivations![_derivationCount - 1].Level > level)
            _derivationCount--;
        var last = _derivations[_derivationCount - 1];
        DecisionTime = -1;
        Known = last.Accumulated;
        HighestLevel = last.Level;
    }
}
