namespace Krait.Markers;

/// <summary>
/// A marker's truth function, owned by the <see cref="MarkerAlgebra"/> that made it and of no meaning to another.
/// Two nodes of one algebra are equal exactly if they hold on the same platforms. The default value holds always.
/// </summary>
public readonly record struct MarkerNode
{
    // Twice the index of a decision, plus one if it is to be read negated. The decision at 0 is "always".
    internal MarkerNode(int id) => Id = id;

    /// <summary>Holds everywhere.</summary>
    public static MarkerNode True { get; } = new(0);

    /// <summary>Holds nowhere.</summary>
    public static MarkerNode False { get; } = new(1);

    public bool IsTrue => Id == 0;

    public bool IsFalse => Id == 1;

    internal int Id { get; }

    internal int Index => Id >> 1;

    internal bool IsConstant => Id <= 1;

    internal bool IsNegated => (Id & 1) != 0;

    internal MarkerNode Negated => new(Id ^ 1);

    internal MarkerNode NegatedIf(bool condition) => new(condition ? Id ^ 1 : Id);

    public override string ToString() =>
        IsTrue ? "true"
        : IsFalse ? "false"
        : $"#{Id}";
}
