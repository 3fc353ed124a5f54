namespace Krait.Markers.Poetry;

/// <summary>Alternatives: comparisons, or several of them that hold together.</summary>
internal sealed class PoetryTextUnion(PoetryTextConstraint[] parts) : PoetryTextConstraint
{
    public PoetryTextConstraint[] Parts { get; } = parts;

    /// <summary>The negation, where all parts are single comparisons; Poetry knows no other.</summary>
    public override PoetryTextConstraint Inverted
    {
        get
        {
            var terms = Array.ConvertAll(Parts, part => ((PoetryTextTerm)part).Inverted);
            return new PoetryTextConjunction(Array.Exists(terms, term => term.IsExtra), terms);
        }
    }

    public override PoetryTextConstraint Intersect(PoetryTextConstraint other)
    {
        if (other.IsAny)
            return this;
        if (other.IsEmpty)
            return other;
        if (other is PoetryTextUnion same && IsPartOf(same) && same.IsPartOf(this))
            return this;
        if (other is PoetryTextTerm { IsExtra: true } && Has(other))
            return other;
        var common = new List<PoetryTextConstraint>();
        if (other is PoetryTextConjunction conjunction)
        {
            foreach (var part in Parts)
            {
                var both = part;
                foreach (var term in conjunction.Terms)
                    both = both.Intersect(term);
                AddUnseen(common, both);
            }
        }
        else
        {
            var union = other as PoetryTextUnion ?? new PoetryTextUnion([other]);
            if (IsPartOf(union))
                return this;
            if (union.IsPartOf(this))
                return union.Parts.Length == 1 ? union.Parts[0] : union;
            foreach (var mine in Parts)
            {
                foreach (var theirs in union.Parts)
                    AddUnseen(common, mine.Intersect(theirs));
            }
        }
        return common.Count switch
        {
            0 => PoetryTextConstant.Empty,
            1 => common[0],
            _ => new PoetryTextUnion([.. common]),
        };
    }

    public override PoetryTextConstraint Union(PoetryTextConstraint other)
    {
        if (other.IsAny)
            return other;
        if (other.IsEmpty || other.Equals(this))
            return this;
        return other is PoetryTextConjunction conjunction
            ? UnionOf(conjunction)
            : UnionOf((other as PoetryTextUnion)?.Parts ?? [other]);
    }

    public override bool Equals(PoetryTextConstraint? other) =>
        other is PoetryTextUnion union && Parts.AsSpan().SequenceEqual(union.Parts);

    public override string ToString() => string.Join(" || ", (object[])Parts);

    private bool Has(PoetryTextConstraint part) => Array.Exists(Parts, part.Equals);

    private bool IsPartOf(PoetryTextUnion other) => Array.TrueForAll(Parts, other.Has);

    private static void AddUnseen(List<PoetryTextConstraint> seen, PoetryTextConstraint constraint)
    {
        if (constraint.IsEmpty || seen.Contains(constraint))
            return;
        if (
            constraint is PoetryTextConjunction conjunction
            && seen.Exists(other =>
                other is PoetryTextConjunction known
                && Array.TrueForAll(known.Terms, conjunction.Has)
                && Array.TrueForAll(conjunction.Terms, known.Has)
            )
        )
            return;
        seen.Add(constraint);
    }

    private PoetryTextConstraint UnionOf(PoetryTextConstraint[] others)
    {
        var ours = new List<PoetryTextConstraint>();
        var theirs = new List<PoetryTextConstraint>();
        var merged = new List<PoetryTextConstraint>();
        foreach (var their in others)
        {
            foreach (var our in Parts)
            {
                var union = our.Union(their);
                if (union.IsAny)
                    return PoetryTextConstant.Any;
                if (union is not PoetryTextTerm)
                {
                    AddMissing(ours, our);
                    AddMissing(theirs, their);
                }
                else
                    AddMissing(
                        union.Equals(our) ? ours
                            : union.Equals(their) ? theirs
                            : merged,
                        union
                    );
            }
        }
        foreach (var part in theirs.Concat(merged))
            AddMissing(ours, part);
        return ours.Count == 1 ? ours[0] : new PoetryTextUnion([.. ours]);
    }

    private PoetryTextConstraint UnionOf(PoetryTextConjunction conjunction)
    {
        // (A or B) or (A and D) is A or B.
        if (Array.Exists(conjunction.Terms, Has))
            return this;
        // (A or B) or (not A and D) is A or B or D.
        var left = Array.FindAll(
            conjunction.Terms,
            term => !Array.Exists(Parts, part => part is PoetryTextTerm && part.Union(term).IsAny)
        );
        return left.Length == conjunction.Terms.Length ? new PoetryTextUnion([.. Parts, conjunction])
            : left.Length == 0 ? PoetryTextConstant.Any
            : Union(new PoetryTextUnion([.. left]));
    }

    private static void AddMissing(List<PoetryTextConstraint> list, PoetryTextConstraint constraint)
    {
        if (!list.Contains(constraint))
            list.Add(constraint);
    }
}
