namespace Krait.Resolver;

/// <summary>
/// Which package to decide next. Fewer choices come first: a direct address, then a pinned version, then packages
/// whose versions were often refused, then those that were often the reason, then the rest; within a class, projects in
/// the order in which they were met (breadth first), and of one project what was met first.
/// </summary>
internal sealed class Priorities(PackageTable packages) : IPrioritizer
{
    private enum Urgency : byte
    {
        Unspecified,
        ConflictLate,
        ConflictEarly,
        Pinned,
        DirectAddress,
        Root,
    }

    private readonly List<(Urgency Urgency, uint Order)> _projects = [];
    private readonly List<uint> _tiebreakers = [];
    private uint _metProjects;
    private uint _metPackages;

    /// <summary>Notes that a package was met as a dependency.</summary>
    public void Meet(int package, bool isPinned, bool hasAddress)
    {
        while (_tiebreakers.Count <= package)
            _tiebreakers.Add(uint.MaxValue);
        if (_tiebreakers[package] == uint.MaxValue)
            _tiebreakers[package] = _metPackages++;
        var project = packages.ProjectOf(package);
        if (project < 0)
            return;
        while (_projects.Count <= project)
            _projects.Add((Urgency.Unspecified, uint.MaxValue));
        var urgency =
            hasAddress ? Urgency.DirectAddress
            : isPinned ? Urgency.Pinned
            : Urgency.Unspecified;
        var (known, order) = _projects[project];
        if (order == uint.MaxValue)
            _projects[project] = (urgency, _metProjects++);
        else if (urgency > known)
            _projects[project] = (urgency, order);
    }

    public PackagePriority PriorityOf(int package)
    {
        var project = packages.ProjectOf(package);
        if (project < 0)
            return new((ulong)Urgency.Root << 32, ulong.MaxValue - (uint)package);
        var (urgency, order) = _projects[project];
        return new((ulong)urgency << 32 | (uint.MaxValue - order), ulong.MaxValue - _tiebreakers[package]);
    }

    /// <summary>Its versions were refused too often: decide it earlier. False if that is known.</summary>
    public bool MarkConflictEarly(int package)
    {
        var project = packages.ProjectOf(package);
        if (project < 0 || project >= _projects.Count)
            return false;
        var (urgency, order) = _projects[project];
        if (urgency == Urgency.ConflictEarly)
            return false;
        _projects[project] = (Urgency.ConflictEarly, order);
        return true;
    }

    /// <summary>Its versions were too often the reason why others were refused: decide it later. False if that is known.</summary>
    public bool MarkConflictLate(int package)
    {
        var project = packages.ProjectOf(package);
        if (project < 0 || project >= _projects.Count)
            return false;
        var (urgency, order) = _projects[project];
        if (urgency is Urgency.ConflictEarly or Urgency.ConflictLate)
            return false;
        _projects[project] = (Urgency.ConflictLate, order);
        return true;
    }
}
