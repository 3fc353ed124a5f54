using System.Diagnostics.CodeAnalysis;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Metadata;

/// <summary>
/// Reads requirements and version specifiers of published metadata: first as the specification has them, then, if that fails, with
/// the repairs that uv makes (a missing comma, a star after an ordering operator, stray quotes, …) one after the other until the
/// text can be read. Only for metadata that nobody can correct any more; what users write is held to the specification.
/// </summary>
public static partial class LenientRequirement
{
    /// <summary>Longer texts are not repaired; reading them strictly costs what the strict reader costs.</summary>
    private const int LongestRepair = 4096;

    /// <summary>Reads a requirement, repaired if need be.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Requirement? requirement) =>
        Requirement.TryParseWritten(text, out requirement, out _)
        || TryRepair(text.ToString(), null, out requirement);

    /// <summary>Reads a set of version specifiers, repaired if need be.</summary>
    public static bool TryParseSpecifiers(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out VersionSpecifiers? specifiers
    ) =>
        VersionSpecifiers.TryParse(text, out specifiers)
        || TryRepairSpecifiers(text.ToString(), null, out specifiers);

    /// <summary>Reads a requirement and tells in <paramref name="repairs"/> the text after each repair.</summary>
    internal static bool TryRepair(
        string text,
        List<string>? repairs,
        [NotNullWhen(true)] out Requirement? requirement
    ) => TryRepair(text, repairs, Requirement.TryParse, out requirement);

    /// <summary>Reads specifiers and tells in <paramref name="repairs"/> the text after each repair.</summary>
    internal static bool TryRepairSpecifiers(
        string text,
        List<string>? repairs,
        [NotNullWhen(true)] out VersionSpecifiers? specifiers
    ) => TryRepair(text, repairs, VersionSpecifiers.TryParse, out specifiers);

    private delegate bool TryRead<T>(ReadOnlySpan<char> text, [NotNullWhen(true)] out T? value)
        where T : class;

    private static bool TryRepair<T>(
        string text,
        List<string>? repairs,
        TryRead<T> read,
        [NotNullWhen(true)] out T? value
    )
        where T : class
    {
        value = null;
        if (text.Length > LongestRepair)
            return false;
        foreach (var repair in Repairs)
        {
            var repaired = repair(text);
            if (string.Equals(repaired, text, StringComparison.Ordinal))
                continue;
            text = repaired;
            repairs?.Add(text);
            if (read(text, out value))
                return true;
        }
        return false;
    }
}
