using System.Text;

namespace Krait.Markers;

/// <summary>A marker as it was written: a tree of comparisons joined by <c>and</c> and <c>or</c>.</summary>
public abstract class MarkerExpression
{
    private protected MarkerExpression() { }

    /// <summary>True or false, or null where the comparison has no meaning, as <c>os_name ~= 'nt'</c>; by uv's conventions.</summary>
    internal abstract bool? Evaluate(MarkerEnvironment environment, IReadOnlyCollection<string> extras);

    /// <summary>As <see cref="Evaluate"/>, by the letter of the specification: what cannot be compared as versions is compared as text.</summary>
    internal abstract bool? EvaluateStrictly(
        MarkerEnvironment environment,
        IReadOnlyCollection<string> extras
    );

    internal abstract void Write(StringBuilder text, bool nested);

    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text, nested: false);
        return text.ToString();
    }
}
