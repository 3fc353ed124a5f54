namespace Krait.Markers;

/// <summary>
/// The stretch of Python versions that a <c>requires-python</c> allows, from its lowest to its highest; holes
/// are passed over. Made by a <see cref="MarkerAlgebra"/>. The default value is every version.
/// </summary>
public readonly struct MarkerPythonRange
{
    internal MarkerPythonRange(MarkerCut? lower, MarkerCut? upper)
    {
        Lower = lower;
        Upper = upper;
    }

    internal MarkerCut? Lower { get; }

    internal MarkerCut? Upper { get; }

    /// <summary>Whether this range starts above the other.</summary>
    public bool StartsAbove(MarkerPythonRange other) =>
        Lower is { } lower && (other.Lower is not { } their || lower.OrderTo(their) > 0);
}
