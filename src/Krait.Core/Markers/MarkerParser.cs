using System.Diagnostics.CodeAnalysis;

namespace Krait.Markers;

/// <summary>Reads one marker by recursive descent; recursion is only as deep as the parentheses, and these are limited.</summary>
internal ref struct MarkerParser(ReadOnlySpan<char> text)
{
    /// <summary>Parentheses within parentheses; the limit of packaging.</summary>
    private const int DeepestNesting = 200;

    private readonly ReadOnlySpan<char> _text = text;
    private int _position;
    private MarkerSyntaxError _error;

    public bool TryRead([NotNullWhen(true)] out MarkerExpression? expression, out MarkerSyntaxError error)
    {
        expression = ReadDisjunction(0, parenthesized: false);
        if (expression is not null)
        {
            SkipSpace();
            if (_position < _text.Length)
            {
                Fail("Expected `and`, `or` or the end of the marker", _position, Math.Max(1, WordLength()));
                expression = null;
            }
        }
        error = _error;
        return expression is not null;
    }

    private MarkerExpression? ReadDisjunction(int depth, bool parenthesized)
    {
        var first = ReadConjunction(depth, out var more);
        if (first is null || !more)
            return Parenthesize(first, parenthesized);
        var terms = new List<MarkerExpression> { first };
        while (more)
        {
            if (ReadConjunction(depth, out more) is not { } term)
                return null;
            terms.Add(term);
        }
        return new MarkerCombination(isConjunction: false, parenthesized, [.. terms]);
    }

    private static MarkerExpression? Parenthesize(MarkerExpression? expression, bool parenthesized)
    {
        if (!parenthesized)
            return expression;
        if (expression is MarkerComparison comparison)
            comparison.Parenthesized = true;
        return expression is MarkerCombination { Parenthesized: false } combination
            ? new MarkerCombination(combination.IsConjunction, parenthesized: true, [.. combination.Terms])
            : expression;
    }

    /// <summary>Reads terms joined by <c>and</c>; <paramref name="more"/> tells of an <c>or</c> after them, which is read.</summary>
    private MarkerExpression? ReadConjunction(int depth, out bool more)
    {
        more = false;
        var first = ReadTerm(depth);
        List<MarkerExpression>? terms = null;
        while (first is not null)
        {
            SkipSpace();
            more = TryWord("or");
            if (more || !TryWord("and"))
                return terms is null
                    ? first
                    : new MarkerCombination(isConjunction: true, parenthesized: false, [.. terms]);
            terms ??= [first];
            if (ReadTerm(depth) is not { } term)
                return null;
            terms.Add(term);
        }
        return null;
    }

    private MarkerExpression? ReadTerm(int depth)
    {
        SkipSpace();
        if (_position >= _text.Length || _text[_position] != '(')
            return ReadComparison();
        var open = _position;
        if (depth == DeepestNesting)
            return Fail($"Parentheses are nested more than {DeepestNesting} deep", open, 1);
        _position++;
        if (ReadDisjunction(depth + 1, parenthesized: true) is not { } inner)
            return null;
        SkipSpace();
        if (_position >= _text.Length || _text[_position] != ')')
            return _position < _text.Length
                ? Fail("Expected `and`, `or` or `)`", _position, Math.Max(1, WordLength()))
                : Fail("This parenthesis is never closed", open, 1);
        _position++;
        return inner;
    }

    private MarkerComparison? ReadComparison()
    {
        if (!TryReadOperand(out var left))
            return null;
        SkipSpace();
        if (!TryReadOperator(out var operation))
            return null;
        SkipSpace();
        return TryReadOperand(out var right) ? new MarkerComparison(left, operation, right) : null;
    }

    private bool TryReadOperand(out MarkerOperand operand)
    {
        operand = default;
        if (_position >= _text.Length)
        {
            Fail("Expected a marker variable or a quoted string", _text.Length, 0);
            return false;
        }
        var quote = _text[_position];
        if (quote is '"' or '\'')
        {
            var start = _position + 1;
            var length = _text[start..].IndexOf(quote);
            // A reader of Python's strings takes a last backslash as escaping the quote.
            if (length < 0 || (length > 0 && _text[start + length - 1] == '\\'))
            {
                Fail("This quote is never closed", _position, 1);
                return false;
            }
            operand = MarkerOperand.Of(_text.Slice(start, length).ToString());
            _position = start + length + 1;
            return true;
        }
        var word = WordLength();
        if (MarkerNames.TryFind(_text.Slice(_position, word), out var variable))
        {
            operand = MarkerOperand.Of(variable);
            _position += word;
            return true;
        }
        var message =
            word == 0
                ? "Expected a marker variable or a quoted string"
                : $"`{_text.Slice(_position, word)}` is no marker variable; a value must be quoted";
        Fail(message, _position, Math.Max(1, word));
        return false;
    }

    private bool TryReadOperator(out MarkerOperator operation)
    {
        var rest = _text[_position..];
        (operation, var length) = rest switch
        {
            ['=', '=', '=', ..] => (MarkerOperator.Arbitrary, 3),
            ['=', '=', ..] => (MarkerOperator.Equal, 2),
            ['!', '=', ..] => (MarkerOperator.NotEqual, 2),
            ['~', '=', ..] => (MarkerOperator.Compatible, 2),
            ['<', '=', ..] => (MarkerOperator.LessOrEqual, 2),
            ['>', '=', ..] => (MarkerOperator.GreaterOrEqual, 2),
            ['<', ..] => (MarkerOperator.Less, 1),
            ['>', ..] => (MarkerOperator.Greater, 1),
            _ => (default, 0),
        };
        _position += length;
        if (length > 0)
            return true;
        if (TryWord("in"))
        {
            operation = MarkerOperator.In;
            return true;
        }
        var start = _position;
        if (TryWord("not"))
        {
            SkipSpace();
            if (TryWord("in"))
            {
                operation = MarkerOperator.NotIn;
                return true;
            }
        }
        _position = start;
        Fail(
            "Expected an operator: one of ==, !=, <, <=, >, >=, ~=, ===, in, not in",
            _position,
            Math.Min(Math.Max(1, WordLength()), _text.Length - _position)
        );
        return false;
    }

    private bool TryWord(ReadOnlySpan<char> word)
    {
        if (WordLength() != word.Length || !_text.Slice(_position, word.Length).SequenceEqual(word))
            return false;
        _position += word.Length;
        return true;
    }

    private readonly int WordLength()
    {
        var end = _position;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '_' or '.'))
            end++;
        return end - _position;
    }

    private void SkipSpace()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t' or '\n' or '\r' or '\f')
            _position++;
    }

    private MarkerComparison? Fail(string message, int offset, int length)
    {
        _error = new MarkerSyntaxError(message, offset, length);
        return null;
    }
}
