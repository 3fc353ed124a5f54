using System.Diagnostics.CodeAnalysis;

namespace Krait.Markers;

/// <summary>
/// An environment marker: the condition after the semicolon of a requirement, as written. Immutable. Follows the
/// specification "Dependency specifiers" (PEP 508, 685, 751), and accepts what packaging and uv accept beyond it: dotted names of old,
/// <c>python_implementation</c>, line breaks, comparisons without meaning (which then decide nothing).
/// </summary>
public sealed class Marker : IEquatable<Marker>
{
    private string? _text;

    internal Marker(MarkerExpression expression) => Expression = expression;

    /// <summary>The tree as it was written.</summary>
    public MarkerExpression Expression { get; }

    /// <summary>Reads a marker.</summary>
    /// <exception cref="FormatException">The text is no marker; the message says why and where.</exception>
    public static Marker Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var marker, out var error)
            ? marker
            : throw new FormatException($"{error.Message} (at offset {error.Offset}): `{text}`");

    /// <summary>Reads a marker; false if the text is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Marker? marker) =>
        TryParse(text, out marker, out _);

    /// <summary>Reads a marker; if the text is none, <paramref name="error"/> says why and where.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out Marker? marker,
        out MarkerSyntaxError error
    )
    {
        var parser = new MarkerParser(text);
        marker = parser.TryRead(out var expression, out error) ? new Marker(expression) : null;
        return marker is not null;
    }

    /// <summary>
    /// Whether the marker holds in an environment, by uv's conventions. <paramref name="extras"/> are the extras asked for,
    /// normalized. A comparison without meaning decides nothing, and a marker of nothing else holds; of a pre-release of Python
    /// the release counts.
    /// </summary>
    public bool Evaluate(MarkerEnvironment environment, IReadOnlyCollection<string> extras) =>
        Expression.Evaluate(environment, extras) ?? true;

    /// <summary>
    /// Whether the marker holds in an environment, by the letter of the specification and as packaging has it: null where a
    /// comparison has no meaning.
    /// </summary>
    public bool? EvaluateStrictly(MarkerEnvironment environment, IReadOnlyCollection<string> extras) =>
        Expression.EvaluateStrictly(environment, extras);

    public bool Equals(Marker? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as Marker);

    public override int GetHashCode() => string.GetHashCode(ToString(), StringComparison.Ordinal);

    /// <summary>The marker with canonical names, spaces and quotes; parentheses and order as written.</summary>
    public override string ToString() => _text ??= Expression.ToString();
}
