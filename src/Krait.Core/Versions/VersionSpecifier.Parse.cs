using System.Diagnostics.CodeAnalysis;

namespace Krait.Versions;

public readonly partial struct VersionSpecifier
{
    /// <summary>Reads one specifier; white space is allowed around it and behind the operator.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out VersionSpecifier specifier) =>
        TryParse(text, out specifier, out _);

    /// <summary>Reads one specifier; <paramref name="reason"/> says what is wrong where the answer is false.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        out VersionSpecifier specifier,
        [NotNullWhen(false)] out string? reason
    )
    {
        specifier = default;
        text = text.Trim();
        var sign = VersionOperatorText.ReadSign(text, out var comparison);
        if (sign == 0)
        {
            reason = text.IsEmpty
                ? "Expected a version specifier"
                : "Expected a comparison operator (one of `==`, `!=`, `~=`, `<=`, `>=`, `<`, `>`, `===`)";
            return false;
        }
        var operand = text[sign..].TrimStart();
        if (operand.IsEmpty)
        {
            reason = $"Expected a version after `{comparison.Sign()}`";
            return false;
        }
        if (comparison == VersionOperator.ArbitraryEqual)
        {
            return TryParseArbitrary(operand, out specifier, out reason);
        }
        if (operand.EndsWith(".*"))
        {
            switch (comparison)
            {
                case VersionOperator.Equal:
                    comparison = VersionOperator.EqualPrefix;
                    break;
                case VersionOperator.NotEqual:
                    comparison = VersionOperator.NotEqualPrefix;
                    break;
                default:
                    reason = $"Operator `{comparison.Sign()}` cannot be used with a wildcard version";
                    return false;
            }
            operand = operand[..^2];
        }
        // The operand is trimmed at its end already, unless white space came before the wildcard.
        if (
            char.IsWhiteSpace(operand.IsEmpty ? ' ' : operand[^1])
            || !PackageVersion.TryParse(operand, out var version)
        )
        {
            reason = $"`{operand}` is not a valid version";
            return false;
        }
        reason = Refusal(comparison, version);
        specifier = reason is null ? new VersionSpecifier(comparison, version, null) : default;
        return reason is null;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out VersionSpecifier)"/>
    /// <exception cref="FormatException">The text is not a specifier; the message says why.</exception>
    public static VersionSpecifier Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var specifier, out var reason) ? specifier : throw new FormatException(reason);

    private static bool TryParseArbitrary(
        ReadOnlySpan<char> operand,
        out VersionSpecifier specifier,
        [NotNullWhen(false)] out string? reason
    )
    {
        foreach (var character in operand)
        {
            if (char.IsWhiteSpace(character) || character is ',' or ';' or ')')
            {
                specifier = default;
                reason = $"`{operand}` cannot follow `===`";
                return false;
            }
        }
        _ = PackageVersion.TryParse(operand, out var version);
        specifier = new VersionSpecifier(VersionOperator.ArbitraryEqual, version, operand.ToString());
        reason = null;
        return true;
    }

    private static string? Refusal(VersionOperator comparison, PackageVersion version) =>
        comparison switch
        {
            VersionOperator.Equal or VersionOperator.NotEqual => null,
            VersionOperator.EqualPrefix
            or VersionOperator.NotEqualPrefix
                when version.IsPrerelease || version.IsPostrelease || version.IsLocal =>
                $"A wildcard may only follow the release part of a version, unlike `{version}.*`",
            VersionOperator.EqualPrefix or VersionOperator.NotEqualPrefix => null,
            _ when version.IsLocal =>
                $"Operator `{comparison.Sign()}` cannot be used with a version that has a local label (`+{version.Local}`)",
            VersionOperator.Compatible when version.ReleaseLength < 2 =>
                "The `~=` operator requires at least two numbers in the release part of the version",
            _ => null,
        };
}
