namespace Krait.Requirements;

/// <summary>An option that a requirements file may hold.</summary>
internal enum RequirementsOption
{
    Requirement,
    Constraint,
    Editable,
    IndexUrl,
    ExtraIndexUrl,
    NoIndex,
    FindLinks,
    NoBinary,
    OnlyBinary,
    PreferBinary,
    RequireHashes,
    NoRequireHashes,
    Prerelease,
    AllReleases,
    OnlyFinal,
    TrustedHost,
    UseFeature,
    ConfigSettings,
    Hash,
}

/// <summary>An option as found: its value (null for a switch) and where in the line it starts.</summary>
internal readonly record struct FoundOption(RequirementsOption Option, string? Value, int Offset);

internal static class RequirementsOptionNames
{
    // What both tools know, then what only pip does.
    private static readonly (string Name, RequirementsOption Option)[] Shared =
    [
        ("-r", RequirementsOption.Requirement),
        ("--requirement", RequirementsOption.Requirement),
        ("-c", RequirementsOption.Constraint),
        ("--constraint", RequirementsOption.Constraint),
        ("-e", RequirementsOption.Editable),
        ("--editable", RequirementsOption.Editable),
        ("-i", RequirementsOption.IndexUrl),
        ("--index-url", RequirementsOption.IndexUrl),
        ("--extra-index-url", RequirementsOption.ExtraIndexUrl),
        ("--no-index", RequirementsOption.NoIndex),
        ("-f", RequirementsOption.FindLinks),
        ("--find-links", RequirementsOption.FindLinks),
        ("--no-binary", RequirementsOption.NoBinary),
        ("--only-binary", RequirementsOption.OnlyBinary),
        ("--prefer-binary", RequirementsOption.PreferBinary),
        ("--require-hashes", RequirementsOption.RequireHashes),
        ("--pre", RequirementsOption.Prerelease),
        ("--trusted-host", RequirementsOption.TrustedHost),
        ("--use-feature", RequirementsOption.UseFeature),
        ("--hash", RequirementsOption.Hash),
    ];

    private static readonly (string Name, RequirementsOption Option)[] All =
    [
        .. Shared,
        ("--pypi-url", RequirementsOption.IndexUrl),
        ("--all-releases", RequirementsOption.AllReleases),
        ("--only-final", RequirementsOption.OnlyFinal),
        ("-C", RequirementsOption.ConfigSettings),
        ("--config-settings", RequirementsOption.ConfigSettings),
        ("--config-setting", RequirementsOption.ConfigSettings),
        ("--no-require-hashes", RequirementsOption.NoRequireHashes),
    ];

    public static bool TakesValue(this RequirementsOption option) =>
        option
            is not (
                RequirementsOption.NoIndex
                or RequirementsOption.PreferBinary
                or RequirementsOption.RequireHashes
                or RequirementsOption.NoRequireHashes
                or RequirementsOption.Prerelease
            );

    /// <summary>True for what belongs to one requirement and stands behind it.</summary>
    public static bool IsOfRequirement(this RequirementsOption option) =>
        option is RequirementsOption.ConfigSettings or RequirementsOption.Hash;

    public static bool TryFind(
        ReadOnlySpan<char> name,
        RequirementsDialect dialect,
        out RequirementsOption option
    )
    {
        foreach (var (known, found) in dialect == RequirementsDialect.Pip ? All : Shared)
        {
            if (name.SequenceEqual(known))
            {
                option = found;
                return true;
            }
        }
        option = default;
        return false;
    }

    /// <summary>Finds a long option of pip by any beginning of its name that fits no other option.</summary>
    public static bool TryFindAbbreviated(ReadOnlySpan<char> name, out RequirementsOption option)
    {
        if (TryFind(name, RequirementsDialect.Pip, out option))
        {
            return true;
        }
        RequirementsOption? only = null;
        foreach (var (known, found) in All)
        {
            if (known.AsSpan().StartsWith(name))
            {
                if (only is not null && only != found)
                {
                    return false;
                }
                only = found;
            }
        }
        option = only ?? default;
        return only is not null && name.StartsWith("--") && name.Length > 2;
    }
}
