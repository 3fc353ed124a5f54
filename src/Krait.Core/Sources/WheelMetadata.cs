using Krait.Metadata;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Sources;

/// <summary>What resolving needs of a distribution's metadata. Immutable; shared between calls.</summary>
public sealed class WheelMetadata
{
    internal WheelMetadata(
        IReadOnlyList<Requirement> requires,
        VersionSpecifiers? requiresPython,
        IReadOnlyList<ExtraName> extras
    )
    {
        Requires = requires;
        RequiresPython = requiresPython;
        Extras = extras;
    }

    /// <summary>The requirements in the order of the file, those of extras among them.</summary>
    public IReadOnlyList<Requirement> Requires { get; }

    /// <summary>The Pythons that it supports; null where it does not say.</summary>
    public VersionSpecifiers? RequiresPython { get; }

    /// <summary>The extras that it offers, in the order of the file.</summary>
    public IReadOnlyList<ExtraName> Extras { get; }

    internal static WheelMetadata Of(CoreMetadata metadata) =>
        new(metadata.RequiresDist, metadata.RequiresPython, metadata.ProvidesExtra);

    /// <summary>Whether both lead to the same resolutions: order and spelling do not count.</summary>
    internal bool SaysTheSame(WheelMetadata other) =>
        SameSet(Requires, other.Requires)
        && SameSet(Extras, other.Extras)
        && (RequiresPython ?? VersionSpecifiers.Any).Equals(other.RequiresPython ?? VersionSpecifiers.Any);

    private static bool SameSet<T>(IReadOnlyList<T> a, IReadOnlyList<T> b)
    {
        var texts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var one in a)
            texts.Add(one!.ToString()!);
        var others = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var one in b)
            others.Add(one!.ToString()!);
        return texts.SetEquals(others);
    }
}
