namespace Krait.Requirements;

/// <summary>Which packages an option such as <c>--no-binary</c> is for: some, every one, or none. Immutable.</summary>
public sealed class PackageSelection
{
    private readonly SortedSet<PackageName> _names;

    private PackageSelection(bool includesAll, SortedSet<PackageName> names)
    {
        IncludesAll = includesAll;
        _names = names;
    }

    public static PackageSelection None { get; } = new(false, []);

    /// <summary>True for <c>:all:</c>.</summary>
    public bool IncludesAll { get; }

    /// <summary>The packages named, sorted, beyond or instead of <see cref="IncludesAll"/>.</summary>
    public IReadOnlyCollection<PackageName> Names => _names;

    public bool IsEmpty => !IncludesAll && _names.Count == 0;

    /// <summary>Whether the option is for this package.</summary>
    public bool Contains(PackageName name) => IncludesAll || _names.Contains(name);

    /// <summary>
    /// Adds what a value of the option names (<c>a,b</c>, <c>:all:</c>, <c>:none:</c>, which empties it) and takes it away from the opposite option.
    /// </summary>
    /// <exception cref="FormatException">The value holds something that is no package name.</exception>
    public static (PackageSelection Selection, PackageSelection Opposite) Add(
        PackageSelection selection,
        PackageSelection opposite,
        string value
    )
    {
        var (all, names) = (selection.IncludesAll, new SortedSet<PackageName>(selection._names));
        var (otherAll, otherNames) = (opposite.IncludesAll, new SortedSet<PackageName>(opposite._names));
        foreach (var range in value.AsSpan().Split(','))
        {
            var part = value.AsSpan(range).Trim();
            if (part is ":all:")
            {
                (all, otherAll) = (true, false);
                names.Clear();
                otherNames.Clear();
            }
            else if (part is ":none:")
            {
                all = false;
                names.Clear();
            }
            else if (PackageName.TryParse(part, out var name))
            {
                otherNames.Remove(name);
                names.Add(name);
            }
            else
            {
                throw new FormatException($"`{part}` is not a package name, `:all:` or `:none:`");
            }
        }
        return (new PackageSelection(all, names), new PackageSelection(otherAll, otherNames));
    }

    public override string ToString() =>
        string.Join(
            ',',
            (IncludesAll ? [":all:"] : Array.Empty<string>()).Concat(_names.Select(name => name.Value))
        );
}
