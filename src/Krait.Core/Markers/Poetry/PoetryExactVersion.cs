using Krait.Versions;

namespace Krait.Markers.Poetry;

/// <summary>One version. Without a local label it stands for all local builds of that version as well.</summary>
internal sealed class PoetryExactVersion(PackageVersion version) : PoetryInterval
{
    public PackageVersion Version { get; } = version;

    public override PackageVersion? Min => Version;

    public override PackageVersion? Max => Version;

    public override bool IncludesMin => true;

    public override bool IncludesMax => true;

    public override bool IsSimple => true;

    public override bool Allows(PackageVersion version) =>
        Version == (Version.IsLocal ? version : version.WithoutLocal());

    public override bool AllowsAll(PoetryConstraint other) =>
        other.IsEmpty || (other is PoetryExactVersion exact ? Allows(exact.Version) : other.Equals(this));

    public override bool AllowsAny(PoetryConstraint other) => !Intersect(other).IsEmpty;

    public override PoetryConstraint Intersect(PoetryConstraint other)
    {
        if (other is not PoetryExactVersion exact)
            return other.Intersect(this);
        return Allows(exact.Version) ? exact
            : exact.Allows(Version) ? this
            : PoetryEmptyConstraint.Instance;
    }

    public override PoetryConstraint Union(PoetryConstraint other)
    {
        if (other is not PoetryExactVersion exact)
            return other.Union(this);
        return exact.Allows(Version) ? exact
            : Allows(exact.Version) ? this
            : PoetryVersionUnion.Of(this, other);
    }

    public override PoetryConstraint Except(PoetryConstraint other)
    {
        if (other.AllowsAll(this))
            return PoetryEmptyConstraint.Instance;
        if (!other.AllowsAny(this))
            return this;
        // Some of its local builds are taken away: what is left needs bounds to be said.
        var end = Version.IsDevelopment ? Version.NextDevelopment() : Version.NextPostrelease();
        return new PoetryVersionRange(Version, end, includesMin: true, includesMax: false).Except(other);
    }

    public override string ToString() => Version.ToString();
}
