namespace Krait.Resolver;

/// <summary>
/// Why a package, or some versions of it, cannot be used. Equal reasons of neighbouring versions are told once.
/// </summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Text">The particulars, if the kind has any.</param>
internal sealed record UnavailableReason(UnavailableKind Kind, string Text = "")
{
    /// <summary>Whether the package as a whole is meant.</summary>
    public bool IsWholePackage =>
        Kind
            is UnavailableKind.NotFound
                or UnavailableKind.NoIndex
                or UnavailableKind.NotInCache
                or UnavailableKind.PackageRefused;

    /// <summary>The predicate for a subject in the singular or in the plural.</summary>
    public string Predicate(bool plural) =>
        Kind switch
        {
            UnavailableKind.NotFound => "was not found in the package registry",
            UnavailableKind.NoIndex => "was not found in the provided package locations",
            UnavailableKind.NotInCache => "was not found in the cache",
            UnavailableKind.PackageRefused => $"could not be fetched from the network (`{Text}`)",
            UnavailableKind.EmptyRequirement => $"{(plural ? "depend" : "depends")} on {Text}",
            UnavailableKind.Yanked => $"{(plural ? "were" : "was")} {Description}",
            UnavailableKind.ExcludedAsNew => $"{(plural ? "were" : "was")} {Description}",
            UnavailableKind.RequiresPython => $"{(plural ? "require" : "requires")} {Description}",
            UnavailableKind.NotDownloaded => $"{(plural ? "need" : "needs")} {Description}",
            UnavailableKind.VersionRefused => $"could not be fetched from the network (`{Text}`)",
            _ => $"{(plural ? "have" : "has")} {Description}",
        };

    /// <summary>The reason without its verb.</summary>
    public string Description =>
        Kind switch
        {
            UnavailableKind.NotFound => "not found in the package registry",
            UnavailableKind.NoIndex => "not found in the provided package locations",
            UnavailableKind.NotInCache => "not found in the cache",
            UnavailableKind.Yanked => Text.Length == 0 ? "yanked" : $"yanked (reason: {Text})",
            UnavailableKind.ExcludedAsNew => "published after the exclude newer time",
            UnavailableKind.NoUploadTime => "no publish time",
            UnavailableKind.RequiresPython => $"Python {Text}",
            UnavailableKind.NotDownloaded => "to be downloaded from a registry",
            UnavailableKind.InvalidMetadata => "invalid metadata",
            UnavailableKind.InconsistentMetadata => "inconsistent metadata",
            UnavailableKind.InvalidStructure => "an invalid package format",
            UnavailableKind.NoBinary => "no source distribution",
            UnavailableKind.NoWheels or UnavailableKind.NeedsBuild => "no usable wheels",
            UnavailableKind.NoDistributions => "no available distributions",
            UnavailableKind.WrongPythonTag => "no wheels with a matching Python implementation tag",
            UnavailableKind.WrongAbiTag => "no wheels with a matching Python ABI tag",
            UnavailableKind.WrongPythonVersionTag => "no wheels with a matching Python version tag",
            UnavailableKind.WrongFreeThreadedTag => "no wheels with a free-threading compatible ABI tag",
            UnavailableKind.WrongPlatformTag => "no wheels with a matching platform tag",
            _ => Text,
        };
}

/// <summary>What is wrong with a package or with versions of it.</summary>
internal enum UnavailableKind
{
    /// <summary>No index knows the package.</summary>
    NotFound,

    /// <summary>Indexes are not to be asked, and no folder holds the package.</summary>
    NoIndex,

    /// <summary>Offline, and the cache does not know the package.</summary>
    NotInCache,

    /// <summary>The index refused to answer about the package.</summary>
    PackageRefused,

    /// <summary>A requirement that no version could satisfy.</summary>
    EmptyRequirement,
    Yanked,
    ExcludedAsNew,
    NoUploadTime,
    RequiresPython,

    /// <summary>Offline, and the metadata is not in the cache.</summary>
    NotDownloaded,
    VersionRefused,
    InvalidMetadata,
    InconsistentMetadata,
    InvalidStructure,

    /// <summary>Wheels are not to be used, and there is no source distribution.</summary>
    NoBinary,

    /// <summary>Source distributions are not to be built, and there is no wheel.</summary>
    NoWheels,

    /// <summary>Only a build would do, and this Krait does not build yet.</summary>
    NeedsBuild,
    NoDistributions,
    WrongPythonTag,
    WrongAbiTag,
    WrongPythonVersionTag,
    WrongFreeThreadedTag,
    WrongPlatformTag,
}
