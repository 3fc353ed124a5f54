using Krait.Requirements;
using Krait.Versions;

namespace Krait.Metadata;

/// <summary>
/// What resolving and installing need of a distribution's metadata (METADATA of a wheel, PKG-INFO of a source distribution),
/// versions 1.0 to 2.6. Reading stops at the description. Requirements and version specifiers that earlier tools let through are
/// repaired as uv repairs them (<see cref="LenientRequirement"/>); what stays unreadable refuses the whole, since leaving out a
/// requirement would resolve to something that does not work. Implements the core metadata specification.
/// </summary>
public sealed partial class CoreMetadata
{
    private CoreMetadata() { }

    /// <summary>As written, <c>2.4</c>; empty where the file names none.</summary>
    public required string MetadataVersion { get; init; }

    public required PackageName Name { get; init; }

    public required PackageVersion Version { get; init; }

    /// <summary>The requirements in the order of the file.</summary>
    public required IReadOnlyList<Requirement> RequiresDist { get; init; }

    /// <summary>The Pythons that it supports; null where it does not say.</summary>
    public required VersionSpecifiers? RequiresPython { get; init; }

    /// <summary>The extras, normalized, each once, in the order of the file.</summary>
    public required IReadOnlyList<ExtraName> ProvidesExtra { get; init; }

    /// <summary>The fields that may differ in a built wheel (metadata 2.2), in lower case; of a source distribution only.</summary>
    public required IReadOnlyList<string> Dynamic { get; init; }

    /// <summary>
    /// Whether a source distribution's file may stand in for that of the wheel to be built: metadata 2.2 or newer, and nothing that
    /// resolving needs is left to the build (PEP 643).
    /// </summary>
    public bool IsStatic
    {
        get
        {
            if (!HasDynamic(MetadataVersion))
                return false;
            foreach (var name in Dynamic)
            {
                if (name is "version" or "requires-dist" or "requires-python" or "provides-extra")
                    return false;
            }
            return true;
        }
    }

    /// <summary>Whether metadata of this version can say which fields are dynamic: 2.2 and newer of major version 2.</summary>
    private static bool HasDynamic(ReadOnlySpan<char> version) =>
        version.StartsWith("2.", StringComparison.Ordinal)
        && int.TryParse(
            version[2..],
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var minor
        )
        && minor >= 2;
}
