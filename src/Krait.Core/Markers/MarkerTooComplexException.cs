namespace Krait.Markers;

/// <summary>A marker, or a combination of markers, that no one can have meant: its diagram or its text would outgrow all bounds.</summary>
public sealed class MarkerTooComplexException(string message) : KraitException(message);
