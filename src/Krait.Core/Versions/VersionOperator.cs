namespace Krait.Versions;

/// <summary>How a specifier compares; the forms with <c>.*</c> are operators of their own.</summary>
public enum VersionOperator
{
    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>==1.4.*</c></summary>
    EqualPrefix,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>!=1.4.*</c></summary>
    NotEqualPrefix,

    /// <summary><c>~=</c></summary>
    Compatible,

    /// <summary><c>&lt;</c></summary>
    LessThan,

    /// <summary><c>&lt;=</c></summary>
    LessThanOrEqual,

    /// <summary><c>&gt;</c></summary>
    GreaterThan,

    /// <summary><c>&gt;=</c></summary>
    GreaterThanOrEqual,

    /// <summary><c>===</c>: equality of text, without regard to ASCII case.</summary>
    ArbitraryEqual,
}

internal static class VersionOperatorText
{
    /// <summary>The sign as it is written, without the <c>.*</c> that the prefix forms end in.</summary>
    public static string Sign(this VersionOperator comparison) =>
        comparison switch
        {
            VersionOperator.Equal or VersionOperator.EqualPrefix => "==",
            VersionOperator.NotEqual or VersionOperator.NotEqualPrefix => "!=",
            VersionOperator.Compatible => "~=",
            VersionOperator.LessThan => "<",
            VersionOperator.LessThanOrEqual => "<=",
            VersionOperator.GreaterThan => ">",
            VersionOperator.GreaterThanOrEqual => ">=",
            _ => "===",
        };

    /// <summary>Reads the sign at the start of <paramref name="text"/>, longest first; 0 characters where there is none.</summary>
    public static int ReadSign(ReadOnlySpan<char> text, out VersionOperator comparison)
    {
        var second = text.Length > 1 ? text[1] : '\0';
        comparison = default;
        switch (text.IsEmpty ? '\0' : text[0])
        {
            case '=' when second == '=':
                var arbitrary = text.Length > 2 && text[2] == '=';
                comparison = arbitrary ? VersionOperator.ArbitraryEqual : VersionOperator.Equal;
                return arbitrary ? 3 : 2;
            case '!' when second == '=':
                comparison = VersionOperator.NotEqual;
                return 2;
            case '~' when second == '=':
                comparison = VersionOperator.Compatible;
                return 2;
            case '<':
                comparison = second == '=' ? VersionOperator.LessThanOrEqual : VersionOperator.LessThan;
                return second == '=' ? 2 : 1;
            case '>':
                comparison = second == '=' ? VersionOperator.GreaterThanOrEqual : VersionOperator.GreaterThan;
                return second == '=' ? 2 : 1;
            default:
                return 0;
        }
    }
}
