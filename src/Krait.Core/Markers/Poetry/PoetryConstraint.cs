using Krait.Versions;

namespace Krait.Markers.Poetry;

/// <summary>
/// A set of versions as Poetry thinks of it: the printed form, and the results of combining, are those of poetry-core 2.5,
/// whose rules on pre-releases and local labels next to an exclusive bound are not plain set algebra. Immutable.
/// </summary>
internal abstract class PoetryConstraint : IEquatable<PoetryConstraint>
{
    public virtual bool IsEmpty => false;

    /// <summary>Every version.</summary>
    public virtual bool IsAny => false;

    /// <summary>Whether one comparison can say it.</summary>
    public abstract bool IsSimple { get; }

    public abstract bool Allows(PackageVersion version);

    public abstract bool AllowsAll(PoetryConstraint other);

    public abstract bool AllowsAny(PoetryConstraint other);

    public abstract PoetryConstraint Intersect(PoetryConstraint other);

    public abstract PoetryConstraint Union(PoetryConstraint other);

    /// <summary>What this allows and <paramref name="other"/> does not.</summary>
    public abstract PoetryConstraint Except(PoetryConstraint other);

    /// <summary>The intervals, in ascending order.</summary>
    public abstract IReadOnlyList<PoetryInterval> Intervals { get; }

    public abstract bool Equals(PoetryConstraint? other);

    public sealed override bool Equals(object? obj) => Equals(obj as PoetryConstraint);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var interval in Intervals)
        {
            hash.Add(interval.Min);
            hash.Add(interval.Max);
        }
        return hash.ToHashCode();
    }
}
