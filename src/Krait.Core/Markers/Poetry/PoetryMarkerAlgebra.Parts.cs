namespace Krait.Markers.Poetry;

internal sealed partial class PoetryMarkerAlgebra
{
    /// <summary>What the marker says about the given names; where it says nothing, any.</summary>
    public PoetryMarker Only(PoetryMarker marker, params string[] names) =>
        marker switch
        {
            PoetryNameMarker name => Array.IndexOf(names, name.Name) >= 0 ? marker : PoetryMarker.Any,
            PoetryCompositeMarker composite => Of(
                composite.IsConjunction,
                Array.ConvertAll(composite.Markers, part => Only(part, names))
            ),
            _ => marker,
        };

    /// <summary>The marker without what it says about a name.</summary>
    public PoetryMarker Exclude(PoetryMarker marker, string name) => Simplified(() => Excluded(marker, name));

    /// <summary>The marker without what it says about extras.</summary>
    public PoetryMarker WithoutExtras(PoetryMarker marker) => Exclude(marker, "extra");

    /// <summary>Holds where the marker does not; said part by part, not simplified.</summary>
    public PoetryMarker Invert(PoetryMarker marker) =>
        marker switch
        {
            PoetrySingleMarker single => Inverted(single),
            PoetryAtomicMarker atomic => new PoetryAtomicMarker(atomic.Name, atomic.Texts.Inverted),
            PoetryCompositeMarker composite => new PoetryCompositeMarker(
                !composite.IsConjunction,
                Array.ConvertAll(composite.Markers, Invert)
            ),
            _ => marker.IsAny ? PoetryMarker.Empty : PoetryMarker.Any,
        };

    private PoetryMarker Excluded(PoetryMarker marker, string name)
    {
        if (marker is PoetryNameMarker single)
            return single.Name == name ? PoetryMarker.Any : marker;
        if (marker is not PoetryCompositeMarker composite)
            return marker;
        var rest = new List<PoetryMarker>(composite.Markers.Length);
        foreach (var part in composite.Markers)
        {
            if (part is PoetryNameMarker named && named.Name == name)
            {
                if (!composite.IsConjunction)
                    return PoetryMarker.Any;
                continue;
            }
            var excluded = Excluded(part, name);
            if (!composite.IsConjunction || !excluded.IsEmpty)
                rest.Add(excluded);
        }
        return composite.IsConjunction ? Intersection([.. rest]) : Union([.. rest]);
    }

    private PoetryMarker Inverted(PoetrySingleMarker marker)
    {
        if (marker.Sign == "~=")
        {
            if (marker.Versions is not PoetryVersionRange range)
                throw new FormatException($"The '~=' operator has no range to invert: {marker}");
            return Invert(
                PoetryCompositeMarker.All(
                    PoetrySingleMarker.Of(marker.Name, $"{(range.IncludesMin ? ">=" : ">")} {range.Min}"),
                    PoetrySingleMarker.Of(marker.Name, $"{(range.IncludesMax ? "<=" : "<")} {range.Max}")
                )
            );
        }
        var sign = marker.Sign switch
        {
            "==" or "===" => "!=",
            "!=" => "==",
            ">" => "<=",
            ">=" => "<",
            "<" => ">=",
            "<=" => ">",
            "in" => "not in",
            _ => "in",
        };
        return PoetrySingleMarker.Of(marker.Name, sign, marker.Value, marker.IsSwapped);
    }
}
