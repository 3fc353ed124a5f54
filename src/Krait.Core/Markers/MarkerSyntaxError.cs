namespace Krait.Markers;

/// <summary>Why a text is no marker. <paramref name="Offset"/> and <paramref name="Length"/> are in characters of that text.</summary>
public readonly record struct MarkerSyntaxError(string Message, int Offset, int Length);
