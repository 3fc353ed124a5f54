namespace Krait.Markers.Poetry;

/// <summary>
/// A marker as Poetry holds it: its text is what Poetry's files hold. Data alone; <see cref="PoetryMarkerAlgebra"/> reads and combines.
/// Immutable; equal where the text and the order of the parts are the same.
/// </summary>
internal abstract class PoetryMarker : IEquatable<PoetryMarker>
{
    /// <summary>Holds always. Its text is empty.</summary>
    public static PoetryMarker Any { get; } = new PoetryConstantMarker("");

    /// <summary>Holds never. Its text is <c>&lt;empty&gt;</c>.</summary>
    public static PoetryMarker Empty { get; } = new PoetryConstantMarker("<empty>");

    public bool IsAny => ReferenceEquals(this, Any);

    public bool IsEmpty => ReferenceEquals(this, Empty);

    /// <summary>How many comparisons it says; and how many where several on one name count once.</summary>
    public virtual (int All, int Names) Complexity => (1, 1);

    public abstract bool Equals(PoetryMarker? other);

    public sealed override bool Equals(object? obj) => Equals(obj as PoetryMarker);

    public abstract override int GetHashCode();

    public abstract override string ToString();

    private sealed class PoetryConstantMarker(string text) : PoetryMarker
    {
        public override bool Equals(PoetryMarker? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => text.Length;

        public override string ToString() => text;
    }
}
