namespace Krait.Markers.Poetry;

internal sealed partial class PoetryVersionUnion
{
    public override string ToString()
    {
        if (IsAllButPrefix(out var text))
            return text;
        var ordered = _intervals.OrderBy(
            interval => interval,
            Comparer<PoetryInterval>.Create((left, right) => left.OrderTo(right))
        );
        var groups = new List<List<PoetryInterval>>();
        foreach (var interval in ordered)
        {
            // Two that leave out a single version between them are one range with a hole.
            if (
                groups.Count > 0
                && groups[^1][^1] is { Max: { } end, IncludesMax: false }
                && end == interval.Min
                && !interval.IncludesMin
            )
                groups[^1].Add(interval);
            else
                groups.Add([interval]);
        }
        return string.Join(" || ", groups.Select(Punctured));
    }

    private static string Punctured(List<PoetryInterval> group)
    {
        PoetryInterval first = group[0],
            last = group[^1];
        if (group.Count == 1)
            return first.ToString()!;
        var parts = new List<string>(group.Count + 1);
        if (first.Min is not null)
            parts.Add($"{(first.IncludesMin ? ">=" : ">")}{first.Min}");
        foreach (var interval in group[..^1])
            parts.Add($"!={interval.Max}");
        if (last.Max is { } end)
            parts.Add(
                $"{(last.IncludesMax ? "<=" : "<")}{PoetryVersionRange.UpperText(end, last.IncludesMax)}"
            );
        return string.Join(',', parts);
    }

    private bool IsAllButPrefix(out string text)
    {
        text = "";
        if (_intervals.Length != 2)
            return false;
        var (low, high) = _intervals[0].Max is not null
            ? (_intervals[0], _intervals[1])
            : (_intervals[1], _intervals[0]);
        if (
            low is not { Min: null, Max: { } end, IncludesMax: false }
            || high is not { Max: null, Min: { } start, IncludesMin: true }
            || !PoetryPrefix.IsOne(start, end, isHole: true)
        )
            return false;
        text = "!=" + PoetryPrefix.TextOf(end, start);
        return true;
    }
}
