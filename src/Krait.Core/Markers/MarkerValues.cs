using Krait.Versions;

namespace Krait.Markers;

/// <summary>A set of values of one variable: stretches of a line that lie by turns inside and outside, from one cut to the next.</summary>
internal sealed class MarkerValues
{
    private MarkerValues(bool startsInside, params MarkerCut[] cuts)
    {
        StartsInside = startsInside;
        Cuts = cuts;
    }

    /// <summary>No value.</summary>
    public static MarkerValues None { get; } = new(startsInside: false);

    /// <summary>Every value.</summary>
    public static MarkerValues All { get; } = new(startsInside: true);

    /// <summary>Whether the values below the first cut belong to the set.</summary>
    public bool StartsInside { get; }

    /// <summary>Where membership changes, in order.</summary>
    public MarkerCut[] Cuts { get; }

    /// <summary>The values that are not in the set.</summary>
    public MarkerValues Complement => new(!StartsInside, Cuts);

    /// <summary>The values between two cuts; without a cut, to the end of the line.</summary>
    public static MarkerValues Between(MarkerCut? lower, MarkerCut? upper) =>
        (lower, upper) switch
        {
            ({ } low, { } high) => low.OrderTo(high) < 0
                ? new MarkerValues(startsInside: false, low, high)
                : None,
            ({ } low, null) => new MarkerValues(startsInside: false, low),
            (null, { } high) => new MarkerValues(startsInside: true, high),
            _ => All,
        };

    /// <summary>The values below, at or above one value, whose cuts are given.</summary>
    public static MarkerValues Compared(MarkerOperator operation, MarkerCut before, MarkerCut after) =>
        operation switch
        {
            MarkerOperator.Equal => Between(before, after),
            MarkerOperator.NotEqual => Between(before, after).Complement,
            MarkerOperator.Less => Between(null, before),
            MarkerOperator.LessOrEqual => Between(null, after),
            MarkerOperator.Greater => Between(after, null),
            MarkerOperator.GreaterOrEqual => Between(before, null),
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };

    /// <summary>Stretches in ascending order, which may touch.</summary>
    public static MarkerValues Joined(IEnumerable<(MarkerCut From, MarkerCut To)> stretches)
    {
        var cuts = new List<MarkerCut>();
        foreach (var (from, to) in stretches)
        {
            if (cuts.Count > 0 && cuts[^1].Equals(from))
                cuts[^1] = to;
            else
                cuts.AddRange([from, to]);
        }
        return new MarkerValues(startsInside: false, [.. cuts]);
    }

    public bool Contains(PackageVersion version)
    {
        var inside = StartsInside;
        foreach (var cut in Cuts)
        {
            if (cut.CompareToValue(version) > 0)
                break;
            inside = !inside;
        }
        return inside;
    }

    public bool Contains(string text)
    {
        var inside = StartsInside;
        foreach (var cut in Cuts)
        {
            if (cut.CompareToValue(text) > 0)
                break;
            inside = !inside;
        }
        return inside;
    }
}
