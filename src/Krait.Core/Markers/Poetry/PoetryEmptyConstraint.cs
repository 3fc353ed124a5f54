using Krait.Versions;

namespace Krait.Markers.Poetry;

/// <summary>No version at all.</summary>
internal sealed class PoetryEmptyConstraint : PoetryConstraint
{
    public static PoetryEmptyConstraint Instance { get; } = new();

    public override bool IsEmpty => true;

    public override bool IsSimple => true;

    public override IReadOnlyList<PoetryInterval> Intervals => [];

    public override bool Allows(PackageVersion version) => false;

    public override bool AllowsAll(PoetryConstraint other) => other.IsEmpty;

    public override bool AllowsAny(PoetryConstraint other) => false;

    public override PoetryConstraint Intersect(PoetryConstraint other) => this;

    public override PoetryConstraint Union(PoetryConstraint other) => other;

    public override PoetryConstraint Except(PoetryConstraint other) => this;

    public override bool Equals(PoetryConstraint? other) => other is PoetryEmptyConstraint;

    public override string ToString() => "<empty>";
}
