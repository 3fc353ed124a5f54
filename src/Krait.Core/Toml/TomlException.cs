namespace Krait.Toml;

/// <summary>A text is not TOML, or lacks the value or the type that was asked for.</summary>
public sealed class TomlException : KraitException
{
    internal TomlException(string message, int line, int column)
        : base($"TOML parse error at line {line}, column {column}: {message}")
    {
        Line = line;
        Column = column;
        Reason = message;
    }

    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; }

    /// <summary>The line of the fault, from 1.</summary>
    public int Line { get; }

    /// <summary>The column of the fault in code points, from 1.</summary>
    public int Column { get; }
}
