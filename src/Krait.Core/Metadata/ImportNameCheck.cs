namespace Krait.Metadata;

/// <summary>Holds <c>import-names</c> and <c>import-namespaces</c> against each other. Implements PEP 794.</summary>
internal static class ImportNameCheck
{
    // The words of the language that can be no name.
    private static readonly HashSet<string> Keywords = new(
        (
            "False None True and as assert async await break class continue def del elif else except finally for from global if "
            + "import in is lambda nonlocal not or pass raise return try while with yield"
        ).Split(' '),
        StringComparer.Ordinal
    );

    public static IEnumerable<ProjectFault> Faults(
        IReadOnlyList<string> names,
        IReadOnlyList<string> namespaces
    )
    {
        var faults = new List<ProjectFault>();
        var exclusive = Collect(names, "project.import-names", faults);
        var shared = Collect(namespaces, "project.import-namespaces", faults);
        foreach (var name in exclusive.Intersect(shared, StringComparer.Ordinal))
            faults.Add(new("project.import-names", $"has `{name}`, and so has `project.import-namespaces`"));
        var all = exclusive.Concat(shared).ToHashSet(StringComparer.Ordinal);
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in all)
        {
            for (var dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.', dot - 1))
            {
                if (!all.Contains(name[..dot]))
                    missing.Add(name[..dot]);
            }
        }
        foreach (var name in missing)
            faults.Add(new("project.import-namespaces", $"lacks `{name}`, in which a given name lies"));
        return faults;
    }

    private static List<string> Collect(IReadOnlyList<string> values, string field, List<ProjectFault> faults)
    {
        var names = new List<string>();
        foreach (var value in values)
        {
            // An empty text says that there is none.
            if (value.Length == 0)
                continue;
            var semicolon = value.IndexOf(';', StringComparison.Ordinal);
            var name = (semicolon < 0 ? value : value[..semicolon]).TrimEnd();
            if (semicolon >= 0 && value.AsSpan(semicolon + 1).Trim() is not "private")
                faults.Add(new(field, $"has something other than `private` behind a semicolon: `{value}`"));
            if (!EntryPoint.IsDottedPath(name))
                faults.Add(new(field, $"has what is no dotted name: `{value}`"));
            else if (name.Split('.').Any(Keywords.Contains))
                faults.Add(new(field, $"has a word of the language for a name: `{value}`"));
            else
                names.Add(name);
        }
        return names;
    }
}
