namespace Krait.Markers;

public sealed partial class MarkerAlgebra
{
    /// <summary>
    /// The marker in uv's words, empty if it always holds. The same function always gives the same text, which reads back to the same node.
    /// </summary>
    /// <exception cref="MarkerTooComplexException">The text would have many thousand clauses.</exception>
    public string ToText(MarkerNode node)
    {
        if (node.IsTrue)
            return "";
        if (node.IsFalse)
            return "python_version < '0'";
        var clauses = new List<MarkerTerm[]>();
        Flatten(Cover(node, node, []), [], clauses);
        return MarkerClauses.ToText(clauses);
    }
}
