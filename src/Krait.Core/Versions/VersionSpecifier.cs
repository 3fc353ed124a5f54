using System.Diagnostics;

namespace Krait.Versions;

/// <summary>
/// One comparison of the version specifiers specification (PEP 440), such as <c>&gt;=1.4</c> or <c>==2.*</c>.
/// The default value is <c>==0.dev0</c>.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public readonly partial struct VersionSpecifier : IEquatable<VersionSpecifier>
{
    private readonly string? _text;

    private VersionSpecifier(VersionOperator comparison, PackageVersion version, string? text)
    {
        Operator = comparison;
        Version = version;
        _text = text;
    }

    public VersionOperator Operator { get; }

    /// <summary>
    /// The version compared with; of the prefix forms, what precedes <c>.*</c>.
    /// For <see cref="VersionOperator.ArbitraryEqual"/> with a text that is no version: the default version (see <see cref="ArbitraryText"/>).
    /// </summary>
    public PackageVersion Version { get; }

    /// <summary>The text behind <c>===</c>, as written; null for every other operator.</summary>
    public string? ArbitraryText => _text;

    /// <summary>True where the specifier asks for a pre-release by naming one, in any form but <c>!=</c>.</summary>
    public bool NamesPrerelease =>
        Operator switch
        {
            VersionOperator.NotEqual or VersionOperator.NotEqualPrefix or VersionOperator.EqualPrefix =>
                false,
            VersionOperator.ArbitraryEqual => PackageVersion.TryParse(_text, out var version)
                && version.IsPrerelease,
            _ => Version.IsPrerelease,
        };

    /// <summary>Builds a specifier without text.</summary>
    /// <exception cref="ArgumentException">The operator does not go with the version: <c>~=1</c>, <c>&lt;1+local</c>, <c>==1a1.*</c>.</exception>
    public static VersionSpecifier Create(VersionOperator comparison, PackageVersion version) =>
        comparison == VersionOperator.ArbitraryEqual
            ? new VersionSpecifier(comparison, version, version.ToString())
        : Refusal(comparison, version) is { } reason ? throw new ArgumentException(reason, nameof(version))
        : new VersionSpecifier(comparison, version, null);

    /// <summary>The same operator on the same version.</summary>
    public bool Equals(VersionSpecifier other) =>
        Operator == other.Operator
        && Version == other.Version
        && string.Equals(_text, other._text, StringComparison.OrdinalIgnoreCase)
        && (Operator != VersionOperator.Compatible || Version.ReleaseLength == other.Version.ReleaseLength);

    public override bool Equals(object? obj) => obj is VersionSpecifier other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Operator, Version);

    public static bool operator ==(VersionSpecifier left, VersionSpecifier right) => left.Equals(right);

    public static bool operator !=(VersionSpecifier left, VersionSpecifier right) => !left.Equals(right);

    /// <summary>Operator and normalized version, without white space; text behind <c>===</c> as written.</summary>
    public override string ToString() =>
        _text is not null ? "===" + _text
        : Operator is VersionOperator.EqualPrefix or VersionOperator.NotEqualPrefix
            ? $"{Operator.Sign()}{Version}.*"
        : $"{Operator.Sign()}{Version}";
}
