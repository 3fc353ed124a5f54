namespace Krait.Resolver;

/// <summary>
/// The undecided packages with the priority that each had when it was put in. Few enough at any time that a scan
/// beats a heap.
/// </summary>
internal sealed class UndecidedQueue
{
    private readonly List<int> _packages = [];
    private int[] _slots = [];
    private PackagePriority[] _priorities = [];

    public void Grow(int packages)
    {
        var old = _slots.Length;
        if (packages <= old)
            return;
        var size = Math.Max(packages, old * 2);
        Array.Resize(ref _slots, size);
        Array.Resize(ref _priorities, size);
        Array.Fill(_slots, -1, old, size - old);
    }

    public bool Contains(int package) => _slots[package] >= 0;

    /// <summary>Puts a package in, or changes its priority.</summary>
    public void Push(int package, PackagePriority priority)
    {
        _priorities[package] = priority;
        if (_slots[package] >= 0)
            return;
        _slots[package] = _packages.Count;
        _packages.Add(package);
    }

    public void Remove(int package)
    {
        var slot = _slots[package];
        if (slot < 0)
            return;
        var last = _packages[^1];
        _packages[slot] = last;
        _slots[last] = slot;
        _packages.RemoveAt(_packages.Count - 1);
        _slots[package] = -1;
    }

    /// <summary>Takes the most urgent package out; of equals the one that was numbered first.</summary>
    public bool TryPop(out int package)
    {
        package = -1;
        foreach (var candidate in _packages)
        {
            if (package < 0)
            {
                package = candidate;
                continue;
            }
            var order = _priorities[candidate].CompareTo(_priorities[package]);
            if (order > 0 || (order == 0 && candidate < package))
                package = candidate;
        }
        if (package < 0)
            return false;
        Remove(package);
        return true;
    }
}
