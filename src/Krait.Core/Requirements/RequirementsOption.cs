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
    Prerelease,
    AllReleases,
    OnlyFinal,
    TrustedHost,
    UseFeature,
    GlobalOption,
    ConfigSettings,
    Hash,
}

/// <summary>An option as found: its value (null for a switch) and where in the line it starts.</summary>
internal readonly record struct FoundOption(RequirementsOption Option, string? Value, int Offset);

internal static class RequirementsOptionNames
{
    private static readonly (string Name, RequirementsOption Option)[] Names =
    [
        ("-r", RequirementsOption.Requirement),
        ("--requirement", RequirementsOption.Requirement),
        ("-c", RequirementsOption.Constraint),
        ("--constraint", RequirementsOption.Constraint),
        ("-e", RequirementsOption.Editable),
        ("--editable", RequirementsOption.Editable),
        ("-i", RequirementsOption.IndexUrl),
        ("--index-url", RequirementsOption.IndexUrl),
        ("--pypi-url", RequirementsOption.IndexUrl),
        ("--extra-index-url", RequirementsOption.ExtraIndexUrl),
        ("--no-index", RequirementsOption.NoIndex),
        ("-f", RequirementsOption.FindLinks),
        ("--find-links", RequirementsOption.FindLinks),
        ("--no-binary", RequirementsOption.NoBinary),
        ("--only-binary", RequirementsOption.OnlyBinary),
        ("--prefer-binary", RequirementsOption.PreferBinary),
        ("--require-hashes", RequirementsOption.RequireHashes),
        ("--pre", RequirementsOption.Prerelease),
        ("--all-releases", RequirementsOption.AllReleases),
        ("--only-final", RequirementsOption.OnlyFinal),
        ("--trusted-host", RequirementsOption.TrustedHost),
        ("--use-feature", RequirementsOption.UseFeature),
        ("--global-option", RequirementsOption.GlobalOption),
        ("--config-settings", RequirementsOption.ConfigSettings),
        ("--config-setting", RequirementsOption.ConfigSettings),
        ("--hash", RequirementsOption.Hash),
    ];

    public static bool TakesValue(this RequirementsOption option) =>
        option
            is not (
                RequirementsOption.NoIndex
                or RequirementsOption.PreferBinary
                or RequirementsOption.RequireHashes
                or RequirementsOption.Prerelease
            );

    /// <summary>True for what belongs to one requirement and stands behind it.</summary>
    public static bool IsOfRequirement(this RequirementsOption option) =>
        option
            is RequirementsOption.GlobalOption
                or RequirementsOption.ConfigSettings
                or RequirementsOption.Hash;

    public static bool TryFind(ReadOnlySpan<char> name, out RequirementsOption option)
    {
        foreach (var (known, found) in Names)
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

    /// <summary>Finds a long option by any beginning of its name that fits no other option.</summary>
    public static bool TryFindAbbreviated(ReadOnlySpan<char> name, out RequirementsOption option)
    {
        if (TryFind(name, out option))
        {
            return true;
        }
        RequirementsOption? only = null;
        foreach (var (known, found) in Names)
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
