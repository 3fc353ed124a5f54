using System.Diagnostics.CodeAnalysis;

namespace Krait.Markers.Poetry;

/// <summary>One comparison. Of what it allows, either the versions or the texts are known, by its name.</summary>
internal sealed class PoetrySingleMarker : PoetryNameMarker
{
    private PoetrySingleMarker(
        string name,
        string sign,
        string value,
        bool isSwapped,
        PoetryConstraint? versions,
        PoetryTextConstraint? texts
    )
        : base(name)
    {
        Sign = sign;
        Value = value;
        IsSwapped = isSwapped;
        Versions = versions;
        Texts = texts;
    }

    public string Sign { get; }

    public string Value { get; }

    /// <summary>Whether the value is on the left: <c>"arm" in platform_machine</c>.</summary>
    public bool IsSwapped { get; }

    public PoetryConstraint? Versions { get; }

    public PoetryTextConstraint? Texts { get; }

    /// <summary>The marker of a name and a constraint on it, as <c>&gt;= 3.8</c>.</summary>
    /// <exception cref="FormatException">Poetry cannot read the constraint.</exception>
    public static PoetrySingleMarker Of(string name, string constraint) =>
        TryCreate(name, constraint, out var marker)
            ? marker
            : throw new FormatException($"Invalid marker for '{name}': {constraint}");

    /// <summary>As the other, for a comparison as it is written.</summary>
    public static PoetrySingleMarker Of(string name, string sign, string value, bool isSwapped)
    {
        if (!isSwapped)
            return Of(name, $"{sign} {value}");
        var isIn = sign == "in";
        if (!isIn && sign != "not in" || value.Length == 0)
            throw new FormatException($"Invalid marker for '{name}': \"{value}\" {sign}");
        if (name is "python_version" or "python_full_version")
        {
            return PoetryConstraintParser.TryParseMarker(
                Listed(value, isIn),
                isRelease: false,
                out var versions
            )
                ? new PoetrySingleMarker(name, sign, value, isSwapped, versions, null)
                : throw new FormatException($"Invalid marker for '{name}': \"{value}\" {sign}");
        }
        if (name == "extra")
            throw new FormatException(
                "Only the operators \"==\" and \"!=\" are supported for extra constraints"
            );
        var texts = new PoetryTextTerm(value.Trim(), sign, isExtra: false);
        return new PoetrySingleMarker(name, sign, value, isSwapped, null, texts);
    }

    public override bool Equals(PoetryMarker? other) =>
        other is PoetrySingleMarker single
        && Name == single.Name
        && Sign == single.Sign
        && Value == single.Value;

    public override int GetHashCode() => HashCode.Combine(Name, Sign, Value);

    public override string ToString() =>
        IsSwapped ? $"\"{Value}\" {Sign} {Name}" : $"{Name} {Sign} \"{Value}\"";

    private static bool TryCreate(
        string name,
        string constraint,
        [NotNullWhen(true)] out PoetrySingleMarker? marker
    )
    {
        var sign = SignOf(constraint);
        var value = constraint[sign.Length..].TrimStart();
        marker = null;
        // An empty value leaves Poetry the space before it.
        if (value.Length == 0)
            value = constraint.Length > sign.Length ? constraint[^1..] : "";
        if (value.Length == 0)
            return false;
        sign = sign.Length == 0 ? "==" : sign.Trim().ToLowerInvariant();
        var isMembership = sign is "in" or "not in";
        if (name is "python_version" or "python_full_version" or "platform_release")
        {
            if (isMembership)
                constraint = Listed(value, sign == "in");
            else if (name == "python_full_version" && value.AsSpan().Count('.') is var dots && dots < 2)
            {
                var precision = string.Concat(Enumerable.Repeat(".0", 2 - dots));
                value += precision;
                constraint += precision;
            }
            if (
                !PoetryConstraintParser.TryParseMarker(
                    constraint,
                    name == "platform_release",
                    out var versions
                )
            )
                return false;
            marker = new PoetrySingleMarker(name, sign, value, isSwapped: false, versions, null);
            return true;
        }
        if (isMembership)
        {
            var each = sign == "in" ? "== " : "!= ";
            constraint = string.Join(sign == "in" ? " || " : ", ", Items(value).Select(item => each + item));
        }
        if (!PoetryTextParser.TryParse(constraint, name == "extra", out var texts))
            return false;
        marker = new PoetrySingleMarker(name, sign, value, isSwapped: false, null, texts);
        return true;
    }

    private static string SignOf(string constraint)
    {
        foreach (
            var sign in (ReadOnlySpan<string>)
                ["~=", "!=", ">=", ">", "<=", "<", "===", "==", "=", "not in ", "in "]
        )
        {
            if (constraint.StartsWith(sign, StringComparison.OrdinalIgnoreCase))
                return sign;
        }
        return "";
    }

    /// <summary>A list of versions as a constraint: those of one or two numbers stand for what begins with them.</summary>
    internal static string Listed(string value, bool isIn)
    {
        var items = Items(value)
            .Select(item =>
            {
                var isPrefix = item.AsSpan().Count('.') < 2;
                var sign =
                    !isIn ? "!="
                    : isPrefix ? ""
                    : "==";
                return $"{sign}{item}{(isPrefix ? ".*" : "")}";
            });
        return string.Join(isIn ? " || " : ", ", items);
    }

    /// <summary>Cuts at runs of spaces, commas and bars; a run at an end leaves an empty item there.</summary>
    private static List<string> Items(string value)
    {
        var items = new List<string>();
        var rest = value.AsSpan();
        while (rest.IndexOfAny(" ,|") is var at && at >= 0)
        {
            items.Add(rest[..at].ToString());
            rest = rest[at..].TrimStart(" ,|");
        }
        items.Add(rest.ToString());
        return items;
    }
}
