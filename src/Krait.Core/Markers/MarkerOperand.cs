using System.Text;

namespace Krait.Markers;

/// <summary>One side of a comparison: a variable, or a literal.</summary>
public readonly record struct MarkerOperand
{
    private MarkerOperand(MarkerVariable? variable, string? literal)
    {
        Variable = variable;
        Literal = literal;
    }

    /// <summary>The variable, or null if this is a literal.</summary>
    public MarkerVariable? Variable { get; }

    /// <summary>The text between the quotes, or null if this is a variable.</summary>
    public string? Literal { get; }

    public static MarkerOperand Of(MarkerVariable variable) => new(variable, null);

    public static MarkerOperand Of(string literal) => new(null, literal);

    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    internal void Write(StringBuilder text)
    {
        if (Variable is { } variable)
        {
            text.Append(MarkerNames.Of(variable));
            return;
        }
        var quote = Literal!.Contains('"', StringComparison.Ordinal) ? '\'' : '"';
        text.Append(quote).Append(Literal).Append(quote);
    }

    /// <summary>This operand as the name of an extra is compared: lower case, runs of <c>-_.</c> as one hyphen.</summary>
    internal MarkerOperand WithNormalizedName()
    {
        if (Literal is null)
            return this;
        var name = new StringBuilder(Literal.Length);
        foreach (var c in Literal)
        {
            if (c is not ('-' or '_' or '.'))
                name.Append(char.ToLowerInvariant(c));
            else if (name.Length == 0 || name[^1] != '-')
                name.Append('-');
        }
        return Of(name.ToString());
    }
}
