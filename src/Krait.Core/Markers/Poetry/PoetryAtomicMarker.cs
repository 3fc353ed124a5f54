namespace Krait.Markers.Poetry;

/// <summary>
/// Comparisons of one name with texts, kept together: <c>a == x or a == y</c> if it is a union, <c>a != x and a != y</c> if not.
/// </summary>
internal sealed class PoetryAtomicMarker(string name, PoetryTextConstraint texts) : PoetryNameMarker(name)
{
    public PoetryTextConstraint Texts { get; } = texts;

    public bool IsUnion => Texts is PoetryTextUnion;

    public override (int All, int Names) Complexity => (Terms.Count(), 1);

    private IEnumerable<PoetryTextTerm> Terms =>
        Texts is PoetryTextUnion union
            ? union.Parts.Cast<PoetryTextTerm>()
            : ((PoetryTextConjunction)Texts).Terms;

    public override bool Equals(PoetryMarker? other) =>
        other is PoetryAtomicMarker atomic && Name == atomic.Name && Texts.Equals(atomic.Texts);

    public override int GetHashCode() => HashCode.Combine(Name, Texts);

    public override string ToString() =>
        string.Join(IsUnion ? " or " : " and ", Terms.Select(term => $"{Name} {term.Sign} \"{term.Value}\""));
}
