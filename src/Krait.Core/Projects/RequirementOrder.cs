namespace Krait.Projects;

/// <summary>The orders that a list of requirements may be in; a new one keeps the order, or goes to the end of a list without.</summary>
internal static class RequirementOrder
{
    private static readonly Comparison<string>[] s_orders =
    [
        (a, b) => ByParts(Lower(a), Lower(b)),
        (a, b) => string.CompareOrdinal(Lower(a), Lower(b)),
        ByParts,
        string.CompareOrdinal,
    ];

    /// <summary>Where a requirement goes; items that are no strings take no part in the order.</summary>
    public static int IndexFor(RequirementArray array, string text)
    {
        foreach (var order in s_orders)
        {
            if (!IsSorted(array, order))
                continue;
            for (var i = 0; i < array.Count; i++)
            {
                if (array[i] is { } item && order(item, text) > 0)
                    return i;
            }
            break;
        }
        for (var i = array.Count - 1; i >= 0; i--)
        {
            if (array[i] is not null)
                return i + 1;
        }
        return array.Count;
    }

    private static bool IsSorted(RequirementArray array, Comparison<string> order)
    {
        string? last = null;
        for (var i = 0; i < array.Count; i++)
        {
            if (array[i] is not { } item)
                continue;
            if (last is not null && order(last, item) > 0)
                return false;
            last = item;
        }
        return true;
    }

    private static int ByParts(string a, string b)
    {
        var (nameA, specifierA) = ProjectEditor.SplitSpecifier(a);
        var (nameB, specifierB) = ProjectEditor.SplitSpecifier(b);
        var names = string.CompareOrdinal(nameA, nameB);
        return names != 0 ? names : string.CompareOrdinal(specifierA, specifierB);
    }

    private static string Lower(string text) => text.ToLowerInvariant();
}
