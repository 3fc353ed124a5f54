namespace Krait.Versions;

/// <summary>Which phase before a final release a version belongs to, in version order.</summary>
public enum PrereleaseKind
{
    None,
    Alpha,
    Beta,
    ReleaseCandidate,
}
