namespace Krait.Markers.Poetry;

/// <summary>A set of texts, as the values of <c>sys_platform</c> or the names of extras, as Poetry thinks of it. Immutable.</summary>
internal abstract class PoetryTextConstraint : IEquatable<PoetryTextConstraint>
{
    public virtual bool IsAny => false;

    public virtual bool IsEmpty => false;

    public abstract PoetryTextConstraint Intersect(PoetryTextConstraint other);

    public abstract PoetryTextConstraint Union(PoetryTextConstraint other);

    public abstract PoetryTextConstraint Inverted { get; }

    public abstract bool Equals(PoetryTextConstraint? other);

    public sealed override bool Equals(object? obj) => Equals(obj as PoetryTextConstraint);

    public override int GetHashCode() => string.GetHashCode(ToString(), StringComparison.Ordinal);

    public abstract override string ToString();
}
