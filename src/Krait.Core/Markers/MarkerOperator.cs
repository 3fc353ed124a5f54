namespace Krait.Markers;

/// <summary>How a marker compares its two sides.</summary>
public enum MarkerOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    /// <summary><c>~=</c></summary>
    Compatible,

    /// <summary><c>===</c></summary>
    Arbitrary,
    In,
    NotIn,
}
