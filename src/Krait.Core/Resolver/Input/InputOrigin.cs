using Krait.Requirements;

namespace Krait.Resolver;

/// <summary>Where a requirement was written, as it is told in annotations. Ordered: files, projects, groups, settings; then by path.</summary>
/// <param name="Path">The file as the user named it.</param>
public abstract record InputOrigin(string Path) : IComparable<InputOrigin>
{
    /// <summary>A requirements file.</summary>
    public sealed record File(string Path) : InputOrigin(Path)
    {
        public override string ToString() => Path;
    }

    /// <summary>A project's own dependencies.</summary>
    public sealed record Project(string Path, PackageName Name) : InputOrigin(Path)
    {
        public override string ToString() => $"{Name} ({Path})";
    }

    /// <summary>A dependency group of a project, which may have no name.</summary>
    public sealed record Group(string Path, PackageName? Name, GroupName GroupName) : InputOrigin(Path)
    {
        public override string ToString() =>
            Name is { } name ? $"{name} ({Path}:{GroupName})" : $"({Path}:{GroupName})";
    }

    /// <summary>The settings of the workspace that the command runs in.</summary>
    public sealed record Workspace() : InputOrigin("(workspace)")
    {
        public override string ToString() => Path;
    }

    public abstract override string ToString();

    public int CompareTo(InputOrigin? other)
    {
        if (other is null)
            return 1;
        var order = Rank.CompareTo(other.Rank);
        if (order == 0)
            order = ComparePaths(Path, other.Path);
        return order != 0 ? order : string.CompareOrdinal(ToString(), other.ToString());
    }

    public static bool operator <(InputOrigin left, InputOrigin right) => left.CompareTo(right) < 0;

    public static bool operator >(InputOrigin left, InputOrigin right) => left.CompareTo(right) > 0;

    public static bool operator <=(InputOrigin left, InputOrigin right) => left.CompareTo(right) <= 0;

    public static bool operator >=(InputOrigin left, InputOrigin right) => left.CompareTo(right) >= 0;

    private int Rank =>
        this switch
        {
            File => 0,
            Project => 1,
            Group => 2,
            _ => 3,
        };

    /// <summary>Paths are ordered folder by folder.</summary>
    private static int ComparePaths(string left, string right)
    {
        var a = left.Split('/');
        var b = right.Split('/');
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            var order = string.CompareOrdinal(a[i], b[i]);
            if (order != 0)
                return order;
        }
        return a.Length.CompareTo(b.Length);
    }
}
