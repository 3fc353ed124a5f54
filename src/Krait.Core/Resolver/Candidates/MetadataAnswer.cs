using Krait.Sources;

namespace Krait.Resolver;

/// <summary>Whether a distribution's metadata could be had.</summary>
public enum MetadataState
{
    Found,

    /// <summary>Offline, and not in the cache.</summary>
    Offline,

    /// <summary>Cannot be read.</summary>
    Invalid,

    /// <summary>Names another package or version than the file.</summary>
    Inconsistent,

    /// <summary>The archive is damaged.</summary>
    InvalidStructure,

    /// <summary>The server refused; the detail is the status.</summary>
    Refused,

    /// <summary>Only a build of the source distribution would tell.</summary>
    NeedsBuild,
}

/// <summary>What a distribution says of itself, or why that is not known.</summary>
/// <param name="State">Whether it could be had.</param>
/// <param name="Metadata">Not null if it was found.</param>
/// <param name="Detail">What went wrong, for hints; empty if there is no more to say.</param>
public sealed record MetadataAnswer(MetadataState State, WheelMetadata? Metadata, string Detail = "")
{
    public static MetadataAnswer Of(WheelMetadata metadata) => new(MetadataState.Found, metadata);
}
