using System.Runtime.CompilerServices;

namespace Krait.Markers.Poetry;

internal sealed partial class PoetryMarkerAlgebra
{
    /// <summary>The most parts that multiplying out may give.</summary>
    private const int MostProducts = 10_000;

    /// <summary>The most pairs that one request may look at.</summary>
    private const int MostPairs = 2_000_000;

    private int _pairs;

    private readonly Dictionary<PoetryMarker, PoetryMarker> _conjunctive = [];
    private readonly Dictionary<PoetryMarker, PoetryMarker> _disjunctive = [];
    private readonly List<PoetryMarker[]> _openIntersections = [];
    private readonly List<PoetryMarker[]> _openUnions = [];

    /// <summary>The conjunction of markers in the least complex of three forms: multiplied out, factored, or as it is.</summary>
    private PoetryMarker Intersection(PoetryMarker[] markers) =>
        Simplest(
            markers,
            _openIntersections,
            isConjunction: true,
            marker => NormalForm(marker, isConjunctive: false),
            marker => NormalForm(marker, isConjunctive: true)
        );

    /// <summary>The disjunction of markers in the least complex of three forms.</summary>
    private PoetryMarker Union(PoetryMarker[] markers) =>
        Simplest(
            markers,
            _openUnions,
            isConjunction: false,
            marker => NormalForm(marker, isConjunctive: true),
            marker => NormalForm(marker, isConjunctive: false)
        );

    private static PoetryMarker Simplest(
        PoetryMarker[] markers,
        List<PoetryMarker[]> open,
        bool isConjunction,
        Func<PoetryMarker, PoetryMarker> first,
        Func<PoetryMarker, PoetryMarker> second
    )
    {
        if (open.Exists(other => other.AsSpan().SequenceEqual(markers)))
            throw new PoetryRecursionException();
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw TooComplex();
        open.Add(markers);
        try
        {
            PoetryMarker unnormalized = new PoetryCompositeMarker(isConjunction, markers);
            while (unnormalized is PoetryCompositeMarker { Markers: [var only] })
                unnormalized = only;
            var opposite = first(unnormalized);
            if (opposite is not PoetryCompositeMarker composite || composite.IsConjunction == isConjunction)
                return opposite;
            PoetryMarker? own = null;
            try
            {
                own = second(opposite);
                if (own is not PoetryCompositeMarker back || back.IsConjunction != isConjunction)
                    return own;
            }
            catch (PoetryRecursionException)
            {
                own = null;
            }
            // The disjunction is preferred, then the conjunction, then what there was.
            PoetryMarker?[] candidates = isConjunction
                ? [opposite, own, unnormalized]
                : [own, opposite, unnormalized];
            return candidates.OfType<PoetryMarker>().MinBy(marker => marker.Complexity)!;
        }
        finally
        {
            open.RemoveAt(open.Count - 1);
        }
    }

    private PoetryMarker NormalForm(PoetryMarker marker, bool isConjunctive)
    {
        if (marker is not PoetryCompositeMarker composite)
            return marker;
        var known = isConjunctive ? _conjunctive : _disjunctive;
        if (known.TryGetValue(marker, out var form))
            return form;
        var parts = Array.ConvertAll(composite.Markers, part => NormalForm(part, isConjunctive));
        if (composite.IsConjunction == isConjunctive)
            form = Of(isConjunctive, parts);
        else
        {
            var lists = Array.ConvertAll(
                parts,
                part =>
                    part is PoetryCompositeMarker inner && inner.IsConjunction == isConjunctive
                        ? inner.Markers
                        : [part]
            );
            form = Of(isConjunctive, Products(lists).ConvertAll(product => Of(!isConjunctive, product)));
        }
        known[marker] = form;
        return form;
    }

    /// <summary>All ways to take one of each list, the last list fastest; of several with the same members the first.</summary>
    private static List<PoetryMarker[]> Products(PoetryMarker[][] lists)
    {
        long count = 1;
        foreach (var list in lists)
        {
            count *= list.Length;
            if (count > MostProducts)
                throw TooComplex();
        }
        var products = new List<PoetryMarker[]>((int)count);
        var seen = new HashSet<HashSet<PoetryMarker>>(HashSet<PoetryMarker>.CreateSetComparer());
        var indexes = new int[lists.Length];
        for (long n = 0; n < count; n++)
        {
            var product = new PoetryMarker[lists.Length];
            for (var i = 0; i < product.Length; i++)
                product[i] = lists[i][indexes[i]];
            if (seen.Add([.. product]))
                products.Add(product);
            for (var i = lists.Length - 1; i >= 0 && ++indexes[i] == lists[i].Length; i--)
                indexes[i] = 0;
        }
        return products;
    }

    private static MarkerTooComplexException TooComplex() =>
        new("The environment markers are too complex to be simplified")
        {
            Hints = ["Split the markers, or ask for fewer different conditions at once"],
        };
}
