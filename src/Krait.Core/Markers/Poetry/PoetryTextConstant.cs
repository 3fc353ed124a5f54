namespace Krait.Markers.Poetry;

/// <summary>Every text, or none.</summary>
internal sealed class PoetryTextConstant : PoetryTextConstraint
{
    private PoetryTextConstant(bool isAny) => IsAny = isAny;

    public static PoetryTextConstant Any { get; } = new(isAny: true);

    public static PoetryTextConstant Empty { get; } = new(isAny: false);

    public override bool IsAny { get; }

    public override bool IsEmpty => !IsAny;

    public override PoetryTextConstraint Inverted => IsAny ? Empty : Any;

    public override PoetryTextConstraint Intersect(PoetryTextConstraint other) => IsAny ? other : this;

    public override PoetryTextConstraint Union(PoetryTextConstraint other) => IsAny ? this : other;

    public override bool Equals(PoetryTextConstraint? other) => ReferenceEquals(this, other);

    public override string ToString() => IsAny ? "*" : "";
}
