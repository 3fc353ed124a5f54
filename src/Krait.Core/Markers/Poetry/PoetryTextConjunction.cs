namespace Krait.Markers.Poetry;

/// <summary>Comparisons that hold together; of extras they may be positive, of other values they are not.</summary>
internal sealed class PoetryTextConjunction(bool isExtra, PoetryTextTerm[] terms) : PoetryTextConstraint
{
    public bool IsExtra { get; } = isExtra;

    public PoetryTextTerm[] Terms { get; } = terms;

    public override PoetryTextUnion Inverted =>
        new(Array.ConvertAll(Terms, term => (PoetryTextConstraint)term.Inverted));

    public override PoetryTextConstraint Intersect(PoetryTextConstraint other)
    {
        if (other is PoetryTextConjunction conjunction)
        {
            PoetryTextTerm[] all = [.. Terms, .. conjunction.Terms];
            if (IsExtra && Array.Exists(all, term => Array.Exists(all, term.Inverted.Equals)))
                return PoetryTextConstant.Empty;
            return new PoetryTextConjunction(IsExtra, [.. all.Distinct()]);
        }
        if (other is not PoetryTextTerm single)
            return other.Intersect(this);
        if (Has(single))
            return this;
        if (HasValueOf(single))
            return PoetryTextConstant.Empty;
        return single.Sign == "==" && !IsExtra
            ? single
            : new PoetryTextConjunction(IsExtra, [.. Terms, single]);
    }

    public override PoetryTextConstraint Union(PoetryTextConstraint other) =>
        other switch
        {
            PoetryTextConjunction conjunction => IsExtra
                ? UnionOfExtras(conjunction)
                : Joined(Array.FindAll(Terms, conjunction.Has)),
            PoetryTextTerm single => IsExtra ? UnionOfExtra(single) : UnionOf(single),
            _ => other.Union(this),
        };

    public bool Has(PoetryTextTerm term) => Array.Exists(Terms, term.Equals);

    public override bool Equals(PoetryTextConstraint? other) =>
        other is PoetryTextConjunction conjunction && Terms.AsSpan().SequenceEqual(conjunction.Terms);

    public override string ToString() => string.Join(", ", (object[])Terms);

    private bool HasValueOf(PoetryTextTerm term) => Array.Exists(Terms, mine => mine.Value == term.Value);

    private PoetryTextConstraint UnionOfExtras(PoetryTextConjunction other) =>
        Array.TrueForAll(Terms, other.Has) ? this
        : Array.TrueForAll(other.Terms, Has) ? other
        : new PoetryTextUnion([this, other]);

    private PoetryTextConstraint UnionOfExtra(PoetryTextTerm term) =>
        Has(term) ? term
        : Terms.Length == 2 && HasValueOf(term)
            ? new PoetryTextUnion([.. Array.FindAll(Terms, mine => mine.Value != term.Value), term])
        : new PoetryTextUnion([this, term]);

    private PoetryTextConstraint UnionOf(PoetryTextTerm term) =>
        Has(term) ? term
        : HasValueOf(term) ? Joined(Array.FindAll(Terms, mine => mine.Value != term.Value))
        : term.Sign == "!=" ? PoetryTextConstant.Any
        : this;

    private PoetryTextConstraint Joined(PoetryTextTerm[] terms) =>
        terms.Length switch
        {
            0 => PoetryTextConstant.Any,
            1 => terms[0],
            _ => new PoetryTextConjunction(IsExtra, terms),
        };
}
