using System.Text;

namespace Krait.Markers;

/// <summary>One comparison of a marker, as <c>python_version &gt;= '3.9'</c> or <c>'linux' in sys_platform</c>.</summary>
public sealed partial class MarkerComparison : MarkerExpression
{
    internal MarkerComparison(MarkerOperand left, MarkerOperator operation, MarkerOperand right)
    {
        WrittenLiteral = left.Literal ?? right.Literal;
        if (left.Variable == MarkerVariable.Extra)
            right = right.WithNormalizedName();
        else if (right.Variable == MarkerVariable.Extra)
            left = left.WithNormalizedName();
        Left = left;
        Operator = operation;
        Right = right;
    }

    /// <summary>The left literal, or else the right one, with the name of an extra as it was written.</summary>
    internal string? WrittenLiteral { get; }

    /// <summary>Whether the text had parentheses around it; set by the parser alone. They are not printed.</summary>
    internal bool Parenthesized { get; set; }

    public MarkerOperand Left { get; }

    public MarkerOperator Operator { get; }

    public MarkerOperand Right { get; }

    /// <summary>Whether a value of <paramref name="variable"/> is always a version.</summary>
    internal static bool IsVersion(MarkerVariable variable) =>
        variable
            is MarkerVariable.PythonVersion
                or MarkerVariable.PythonFullVersion
                or MarkerVariable.ImplementationVersion;

    internal override void Write(StringBuilder text, bool nested)
    {
        Left.Write(text);
        text.Append(' ').Append(MarkerNames.Of(Operator)).Append(' ');
        Right.Write(text);
    }
}
