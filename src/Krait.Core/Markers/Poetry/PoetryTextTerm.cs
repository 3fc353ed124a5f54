namespace Krait.Markers.Poetry;

/// <summary>
/// One comparison with a text: <c>==</c>, <c>!=</c>, or whether it is part of the value. An extra is a set: being one extra does
/// not rule out being another.
/// </summary>
internal sealed class PoetryTextTerm(string value, string sign, bool isExtra) : PoetryTextConstraint
{
    public string Value { get; } = value;

    /// <summary>One of <c>==</c>, <c>!=</c>, <c>in</c>, <c>not in</c>.</summary>
    public string Sign { get; } = sign;

    public bool IsExtra { get; } = isExtra;

    public override PoetryTextTerm Inverted =>
        new(
            Value,
            Sign switch
            {
                "==" => "!=",
                "!=" => "==",
                "in" => "not in",
                _ => "in",
            },
            IsExtra
        );

    public override PoetryTextConstraint Intersect(PoetryTextConstraint other)
    {
        if (other is not PoetryTextTerm term)
            return other.Intersect(this);
        if (Equals(term))
            return this;
        if (IsExtra)
            return IsInverseOf(term)
                ? PoetryTextConstant.Empty
                : new PoetryTextConjunction(IsExtra, [this, term]);
        return AllowsAll(term) ? term
            : term.AllowsAll(this) ? this
            : !AllowsAny(term) || !term.AllowsAny(this) ? PoetryTextConstant.Empty
            : new PoetryTextConjunction(IsExtra, [this, term]);
    }

    public override PoetryTextConstraint Union(PoetryTextConstraint other)
    {
        if (other is PoetryTextUnion)
            return new PoetryTextUnion([this]).Union(other);
        if (other is not PoetryTextTerm term)
            return other.Union(this);
        if (Equals(term))
            return this;
        if (IsExtra)
            return IsInverseOf(term) ? PoetryTextConstant.Any : new PoetryTextUnion([this, term]);
        if (AllowsAll(term))
            return this;
        if (term.AllowsAll(this))
            return term;
        var isAny =
            (Sign == "!=" && term.Sign == "!=")
            || (Sign == "in" && term.Sign is ("!=" or "not in") && IsPartOf(Value, term.Value))
            || (term.Sign == "in" && IsPartOf(term.Value, Value))
            || Inverted.Equals(term);
        return isAny ? PoetryTextConstant.Any : new PoetryTextUnion([this, term]);
    }

    public override bool Equals(PoetryTextConstraint? other) =>
        other is PoetryTextTerm term && Value == term.Value && Sign == term.Sign;

    public override string ToString() =>
        Sign is "in" or "not in" ? $"'{Value}' {Sign}" : (Sign == "==" ? "" : Sign) + Value;

    private bool IsInverseOf(PoetryTextTerm other) => Value == other.Value && Sign != other.Sign;

    private bool Allows(string text) =>
        Sign switch
        {
            "==" => text == Value,
            "!=" => text != Value,
            "in" => IsPartOf(Value, text),
            _ => !IsPartOf(Value, text),
        };

    private bool AllowsAll(PoetryTextTerm other) =>
        (Sign, other.Sign) switch
        {
            (_, "==") => Allows(other.Value),
            ("in", "in") => IsPartOf(Value, other.Value),
            ("not in" or "!=", "not in") => IsPartOf(other.Value, Value),
            _ => Equals(other),
        };

    private bool AllowsAny(PoetryTextTerm other) =>
        (Sign, other.Sign) switch
        {
            ("==", _) => other.Allows(Value),
            (_, "==") => Allows(other.Value),
            ("in", "not in") => !IsPartOf(other.Value, Value),
            ("not in", "in") => !IsPartOf(Value, other.Value),
            _ => true,
        };

    private static bool IsPartOf(string part, string text) => text.Contains(part, StringComparison.Ordinal);
}
