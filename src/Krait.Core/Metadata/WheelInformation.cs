using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Krait.Metadata;

/// <summary>
/// The WHEEL file of a wheel: the version of the format, and whether the root is pure. Implements the binary distribution
/// format 1.0: a newer minor version is read as 1.0, another major version is refused.
/// </summary>
public sealed record WheelInformation
{
    private WheelInformation() { }

    /// <summary>The minor version of the format; above 0 the reader should be told that something may be missed.</summary>
    public required int MinorVersion { get; init; }

    /// <summary>Whether the root goes to purelib; else to platlib.</summary>
    public required bool IsPure { get; init; }

    /// <summary>The tags as written, which need not be those of the file name; may be empty.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>What wrote the wheel; null where it does not say.</summary>
    public required string? Generator { get; init; }

    /// <summary>Reads a WHEEL file.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="wheel">What was read.</param>
    /// <param name="error">What is wrong, as a clause without a full stop.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> utf8,
        [NotNullWhen(true)] out WheelInformation? wheel,
        [NotNullWhen(false)] out string? error
    )
    {
        wheel = null;
        string? version = null,
            generator = null;
        bool? isPure = null;
        var tags = new List<string>();
        var reader = new HeaderReader(utf8);
        while (reader.Read())
        {
            if (reader.Is("wheel-version"u8))
                version ??= Encoding.UTF8.GetString(reader.Value);
            else if (reader.Is("root-is-purelib"u8))
                isPure ??= "true"u8.SequenceEqual(reader.Value) || "True"u8.SequenceEqual(reader.Value);
            else if (reader.Is("generator"u8))
                generator ??= Encoding.UTF8.GetString(reader.Value);
            else if (reader.Is("tag"u8))
                tags.Add(Encoding.UTF8.GetString(reader.Value));
        }
        if (version is null)
        {
            error = "WHEEL has no field Wheel-Version";
            return false;
        }
        var dot = version.IndexOf('.', StringComparison.Ordinal);
        var hasMinor = TryNumber(version.AsSpan(dot + 1), out var minor);
        if (dot < 0 || !hasMinor || !TryNumber(version.AsSpan(0, dot), out var major))
        {
            error = $"WHEEL has an invalid Wheel-Version `{version}`";
            return false;
        }
        // Only a greater one is to be refused; the first wheels of all say 0.1.
        if (major > 1)
        {
            error = $"Wheel-Version {version} is not supported, only 1.x is";
            return false;
        }
        error = null;
        wheel = new WheelInformation
        {
            MinorVersion = minor,
            IsPure = isPure ?? false,
            Tags = tags,
            Generator = generator,
        };
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(
            text,
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out number
        );
}
