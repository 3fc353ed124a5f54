using System.Text;

namespace Krait.Markers;

/// <summary>Two or more expressions joined by <c>and</c>, or by <c>or</c>.</summary>
public sealed class MarkerCombination : MarkerExpression
{
    private readonly MarkerExpression[] _terms;

    internal MarkerCombination(bool isConjunction, bool parenthesized, MarkerExpression[] terms)
    {
        IsConjunction = isConjunction;
        Parenthesized = parenthesized;
        _terms = terms;
    }

    /// <summary>True for <c>and</c>, false for <c>or</c>.</summary>
    public bool IsConjunction { get; }

    /// <summary>Whether the text had parentheses around it; they are kept, needed or not.</summary>
    public bool Parenthesized { get; }

    /// <summary>The parts, at least two, as written.</summary>
    public IReadOnlyList<MarkerExpression> Terms => _terms;

    internal override bool? Evaluate(MarkerEnvironment environment, IReadOnlyCollection<string> extras)
    {
        // A part without meaning is left out: it decides nothing.
        bool? result = null;
        foreach (var term in _terms)
        {
            if (term.Evaluate(environment, extras) is not { } value)
                continue;
            if (value != IsConjunction)
                return value;
            result = value;
        }
        return result;
    }

    internal override bool? EvaluateStrictly(
        MarkerEnvironment environment,
        IReadOnlyCollection<string> extras
    )
    {
        // A part without meaning takes it from the whole.
        var result = IsConjunction;
        foreach (var term in _terms)
        {
            if (term.EvaluateStrictly(environment, extras) is not { } value)
                return null;
            result = IsConjunction ? result & value : result | value;
        }
        return result;
    }

    internal override void Write(StringBuilder text, bool nested)
    {
        var parentheses = nested && Parenthesized;
        if (parentheses)
            text.Append('(');
        for (var i = 0; i < _terms.Length; i++)
        {
            if (i > 0)
                text.Append(IsConjunction ? " and " : " or ");
            _terms[i].Write(text, nested: true);
        }
        if (parentheses)
            text.Append(')');
    }
}
