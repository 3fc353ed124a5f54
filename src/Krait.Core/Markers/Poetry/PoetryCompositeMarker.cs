namespace Krait.Markers.Poetry;

/// <summary>Markers joined by <c>and</c>, or by <c>or</c>; none of them is joined the same way, and none is there twice.</summary>
internal sealed class PoetryCompositeMarker : PoetryMarker
{
    private readonly int _hash;

    public PoetryCompositeMarker(bool isConjunction, IEnumerable<PoetryMarker> markers)
    {
        IsConjunction = isConjunction;
        Markers = [.. Flatten(markers, isConjunction)];
        var hash = new HashCode();
        hash.Add(isConjunction);
        foreach (var marker in Markers)
            hash.Add(marker);
        _hash = hash.ToHashCode();
        foreach (var marker in Markers)
            Complexity = (Complexity.All + marker.Complexity.All, Complexity.Names + marker.Complexity.Names);
    }

    public bool IsConjunction { get; }

    public PoetryMarker[] Markers { get; }

    public override (int All, int Names) Complexity { get; }

    public static PoetryCompositeMarker All(params IEnumerable<PoetryMarker> markers) =>
        new(isConjunction: true, markers);

    public static PoetryCompositeMarker Either(params IEnumerable<PoetryMarker> markers) =>
        new(isConjunction: false, markers);

    /// <summary>The markers, those joined the same way replaced by their parts, each once.</summary>
    public static List<PoetryMarker> Flatten(IEnumerable<PoetryMarker> markers, bool isConjunction)
    {
        var flat = new List<PoetryMarker>();
        var seen = new HashSet<PoetryMarker>();
        foreach (var marker in markers)
        {
            if (marker is PoetryCompositeMarker composite && composite.IsConjunction == isConjunction)
            {
                foreach (var part in composite.Markers)
                {
                    if (seen.Add(part))
                        flat.Add(part);
                }
            }
            else if (seen.Add(marker))
                flat.Add(marker);
        }
        return flat;
    }

    public override bool Equals(PoetryMarker? other) =>
        other is PoetryCompositeMarker composite
        && _hash == composite._hash
        && IsConjunction == composite.IsConjunction
        && Markers.AsSpan().SequenceEqual(composite.Markers);

    public override int GetHashCode() => _hash;

    public override string ToString()
    {
        if (!IsConjunction)
            return string.Join(" or ", (object[])Markers);
        return string.Join(
            " and ",
            Markers.Select(marker =>
                marker is PoetrySingleMarker or PoetryAtomicMarker { IsUnion: false }
                    ? marker.ToString()
                    : $"({marker})"
            )
        );
    }
}
