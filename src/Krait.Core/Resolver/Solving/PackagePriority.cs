using System.Runtime.InteropServices;

namespace Krait.Resolver;

/// <summary>
/// Which undecided package is decided next: the greatest. <paramref name="Major"/> orders first,
/// <paramref name="Minor"/> breaks ties; what remains equal goes to the package met first.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PackagePriority(ulong Major, ulong Minor) : IComparable<PackagePriority>
{
    public int CompareTo(PackagePriority other)
    {
        var major = Major.CompareTo(other.Major);
        return major != 0 ? major : Minor.CompareTo(other.Minor);
    }

    public static bool operator <(PackagePriority left, PackagePriority right) => left.CompareTo(right) < 0;

    public static bool operator >(PackagePriority left, PackagePriority right) => left.CompareTo(right) > 0;

    public static bool operator <=(PackagePriority left, PackagePriority right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PackagePriority left, PackagePriority right) => left.CompareTo(right) >= 0;
}

/// <summary>Tells the partial solution how urgent a package is.</summary>
internal interface IPrioritizer
{
    PackagePriority PriorityOf(int package);
}
