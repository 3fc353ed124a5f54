namespace Krait.Markers.Poetry;

internal sealed partial class PoetryMarkerAlgebra
{
    /// <summary>Joins markers, pairs that say something simpler together replaced by it, until nothing changes.</summary>
    private PoetryMarker Of(bool isConjunction, IEnumerable<PoetryMarker> markers)
    {
        PoetryMarker neutral = isConjunction ? PoetryMarker.Any : PoetryMarker.Empty,
            decisive = isConjunction ? PoetryMarker.Empty : PoetryMarker.Any;
        var current = PoetryCompositeMarker.Flatten(markers, isConjunction);
        List<PoetryMarker> previous = [];
        while (!previous.SequenceEqual(current))
        {
            previous = current;
            current = [];
            foreach (var marker in previous)
            {
                if (current.Contains(marker) || marker.Equals(neutral))
                    continue;
                switch (Absorb(isConjunction, current, marker))
                {
                    case Absorption.Decided:
                        return decisive;
                    case Absorption.Done:
                        // What came out may be joined the same way.
                        current = PoetryCompositeMarker.Flatten(current, isConjunction);
                        break;
                    default:
                        current.Add(marker);
                        break;
                }
            }
        }
        if (current.Contains(decisive))
            return decisive;
        return current.Count switch
        {
            0 => neutral,
            1 => current[0],
            _ => new PoetryCompositeMarker(isConjunction, current),
        };
    }

    private enum Absorption
    {
        None,
        Done,
        Decided,
    }

    private Absorption Absorb(bool isConjunction, List<PoetryMarker> markers, PoetryMarker marker)
    {
        for (var i = 0; i < markers.Count; i++)
        {
            if (++_pairs > MostPairs)
                throw TooComplex();
            var mark = markers[i];
            var isOpposite = true;
            PoetryMarker? simpler = null;
            if (mark is PoetryCompositeMarker first && first.IsConjunction != isConjunction)
                simpler = Shorten(isConjunction, first, marker);
            else if (marker is PoetryCompositeMarker second && second.IsConjunction != isConjunction)
                simpler = Shorten(isConjunction, second, mark);
            else
                isOpposite = false;
            if (simpler is null && !isOpposite && mark is PoetryNameMarker)
            {
                var joined = isConjunction ? Both(mark, marker) : Either(mark, marker);
                if (isConjunction ? joined.IsEmpty : joined.IsAny)
                    return Absorption.Decided;
                if (joined is PoetryNameMarker || (!isConjunction && IsShort(joined, isConjunction: true)))
                    simpler = joined;
            }
            if (simpler is not null)
            {
                markers[i] = simpler;
                return Absorption.Done;
            }
        }
        return Absorption.None;
    }

    private static bool IsShort(PoetryMarker marker, bool isConjunction) =>
        marker is PoetryCompositeMarker composite
        && composite.IsConjunction == isConjunction
        && composite.Complexity.CompareTo((2, 2)) <= 0;

    /// <summary>
    /// What a composite and another marker are together, for an <c>and</c> of an <c>or</c> with something, or the other way round: null if
    /// nothing simpler is seen.
    /// </summary>
    private PoetryMarker? Shorten(bool isConjunction, PoetryCompositeMarker composite, PoetryMarker other)
    {
        if (composite.Markers.Contains(other))
            return other;
        if (other is PoetrySingleMarker { IsPython: true } single)
        {
            var theirs = PythonConstraint(single);
            foreach (var marker in composite.Markers)
            {
                if (marker is not PoetrySingleMarker { IsPython: true } mine)
                    continue;
                var ours = PythonConstraint(mine);
                if (isConjunction ? ours.AllowsAll(theirs) : theirs.AllowsAll(ours))
                    return other;
            }
        }
        if (other is not PoetryCompositeMarker same || same.IsConjunction != composite.IsConjunction)
            return null;
        HashSet<PoetryMarker> our = [.. composite.Markers],
            their = [.. same.Markers];
        if (our.IsSubsetOf(their))
            return composite;
        if (their.IsSubsetOf(our))
            return other;
        if (!our.Overlaps(their))
            return null;
        var unique = JoinRests(
            isConjunction,
            Array.FindAll(composite.Markers, marker => !their.Contains(marker)),
            Array.FindAll(same.Markers, marker => !our.Contains(marker))
        );
        var isSimple =
            unique is PoetryNameMarker
            || (isConjunction ? unique.IsEmpty : unique.IsAny)
            || IsShort(unique, !isConjunction);
        if (!isSimple)
            return null;
        var shared = new PoetryCompositeMarker(
            !isConjunction,
            Array.FindAll(composite.Markers, their.Contains)
        );
        return isConjunction ? Either(unique, shared) : Both(unique, shared);
    }

    private PoetryMarker JoinRests(bool isConjunction, PoetryMarker[] ours, PoetryMarker[] theirs)
    {
        PoetryCompositeMarker first = new(!isConjunction, ours),
            second = new(!isConjunction, theirs);
        return isConjunction ? Intersection([first, second]) : Union([first, second]);
    }
}
