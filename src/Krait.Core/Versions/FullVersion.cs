namespace Krait.Versions;

/// <summary>Every part of a version that does not fit the packed form. Immutable by convention: nobody writes to its arrays.</summary>
internal sealed class FullVersion
{
    public required VersionNumber Epoch { get; init; }

    /// <summary>At least one number, trailing zeros as written.</summary>
    public required VersionNumber[] Release { get; init; }

    public required PrereleaseKind PrereleaseKind { get; init; }

    /// <summary>Meaningful only beside a <see cref="PrereleaseKind"/>.</summary>
    public required VersionNumber Prerelease { get; init; }

    public required VersionNumber? Post { get; init; }

    public required VersionNumber? Development { get; init; }

    public required LocalSegment[] Local { get; init; }

    /// <summary>How many numbers of the release count for the order: those before the trailing zeros.</summary>
    public int SignificantLength
    {
        get
        {
            var length = Release.Length;
            while (length > 1 && Release[length - 1].IsZero)
            {
                length--;
            }
            return length;
        }
    }
}
