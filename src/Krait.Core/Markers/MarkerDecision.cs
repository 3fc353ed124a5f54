namespace Krait.Markers;

/// <summary>What a level of the diagram asks, in the order of the levels.</summary>
internal enum MarkerDecisionKind
{
    /// <summary>The value of a variable, as text: many-valued.</summary>
    Text,

    /// <summary><c>platform_release</c> read as a version, which it is on one platform: many-valued.</summary>
    TextAsVersion,

    /// <summary>The value of a variable that is a version: many-valued.</summary>
    Version,

    /// <summary>Whether a variable's value is part of a literal.</summary>
    In,

    /// <summary>Whether a literal is part of a variable's value.</summary>
    Contains,

    /// <summary>Whether an extra is asked for.</summary>
    Extra,

    /// <summary>Whether a name is among the extras, or the groups, of a lock file.</summary>
    Member,
}

/// <summary>One question of the diagram. Their order is the order of the levels: it decides the shape of every diagram, and with it the text.</summary>
internal readonly record struct MarkerDecision(
    MarkerDecisionKind Kind,
    MarkerVariable Variable,
    string Literal = ""
)
{
    /// <summary>Whether the answer is a value out of many, and not yes or no.</summary>
    public bool IsManyValued => Kind <= MarkerDecisionKind.Version;

    /// <summary>The order of the levels.</summary>
    public int OrderTo(MarkerDecision other)
    {
        if (Kind != other.Kind)
            return Kind < other.Kind ? -1 : 1;
        if (Variable != other.Variable)
            return Variable < other.Variable ? -1 : 1;
        return string.CompareOrdinal(Literal, other.Literal);
    }

    /// <summary>Where terms with this decision stand within a clause.</summary>
    public int TermOrder =>
        Kind switch
        {
            MarkerDecisionKind.Version => (int)Variable - (int)MarkerVariable.ImplementationVersion,
            MarkerDecisionKind.Member => 100 + (int)Variable,
            MarkerDecisionKind.Extra => 200,
            _ => Variable switch
            {
                MarkerVariable.ImplementationName => 10,
                MarkerVariable.OsName => 11,
                MarkerVariable.PlatformMachine => 12,
                MarkerVariable.PlatformPythonImplementation => 13,
                MarkerVariable.PlatformRelease => 14,
                MarkerVariable.PlatformSystem => 15,
                MarkerVariable.PlatformVersion => 16,
                _ => 17,
            },
        };
}
