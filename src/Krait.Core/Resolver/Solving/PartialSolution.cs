namespace Krait.Resolver;

/// <summary>
/// The decisions made so far and what follows from them. Decided packages stand in front, in the order of their
/// decisions, so that a package's place is also the level before its decision.
/// </summary>
internal sealed partial class PartialSolution<TRanges>(TRanges ranges, IncompatibilityStore store)
    where TRanges : IRangeAlgebra
{
    private readonly UndecidedQueue _queue = new();
    private readonly List<int> _order = [];
    private readonly List<int> _outdated = [];
    private readonly List<int> _lastValidLevels = [0];
    private Assignment[] _assignments = [];
    private bool[] _isOutdated = [];
    private int _time;

    /// <summary>The count of decisions.</summary>
    public int Level { get; private set; }

    public bool HasBacktracked => _lastValidLevels.Count > 1;

    /// <summary>Decided packages in the order of decision, each with the range that holds just its version.</summary>
    public IEnumerable<(int Package, int Range)> Decisions
    {
        get
        {
            for (var i = 0; i < Level; i++)
                yield return (_order[i], _assignments[_order[i]].Known.Range);
        }
    }

    /// <summary>Undecided packages of which something was learned at the current level.</summary>
    public IEnumerable<(int Package, int Range)> FreshNeeds
    {
        get
        {
            for (var i = Level; i < _order.Count; i++)
            {
                var package = _order[i];
                if (_assignments[package].HighestLevel == Level && _assignments[package].IsUndecidedNeed)
                    yield return (package, _assignments[package].Known.Range);
            }
        }
    }

    /// <summary>Makes room for packages numbered below <paramref name="packages"/>.</summary>
    public void Grow(int packages)
    {
        _queue.Grow(packages);
        if (packages <= _assignments.Length)
            return;
        var size = Math.Max(packages, _assignments.Length * 2);
        Array.Resize(ref _assignments, size);
        Array.Resize(ref _isOutdated, size);
    }

    /// <summary>All that is known of a package.</summary>
    public bool TryGetKnown(int package, out Term term)
    {
        term = _assignments[package].Known;
        return _assignments[package].Present;
    }

    /// <summary>What is known of a package before any choice was made: it will never change.</summary>
    public bool TryGetUnchanging(int package, out Term term)
    {
        term = default;
        if (!_assignments[package].Present)
            return false;
        var found = false;
        foreach (ref readonly var derivation in _assignments[package].Derivations)
        {
            if (derivation.Level > 1)
                break;
            term = derivation.Accumulated;
            found = true;
        }
        return found;
    }

    /// <summary>Takes the most urgent package that needs a decision; false when none is left.</summary>
    public bool TryPick(IPrioritizer prioritizer, out int package)
    {
        foreach (var outdated in _outdated)
        {
            _isOutdated[outdated] = false;
            if (_assignments[outdated] is { Present: true, IsUndecidedNeed: true })
                _queue.Push(outdated, prioritizer.PriorityOf(outdated));
        }
        _outdated.Clear();
        while (_queue.TryPop(out package))
        {
            if (_assignments[package] is { Present: true, IsUndecidedNeed: true })
                return true;
        }
        return false;
    }

    public void Decide(int package, int singleton)
    {
        var place = Level;
        Level++;
        ref var assignment = ref _assignments[package];
        assignment.HighestLevel = Level;
        assignment.DecisionTime = _time++;
        assignment.Known = Term.Positive(singleton);
        var old = assignment.Position;
        if (old == place)
            return;
        var displaced = _order[place];
        (_order[place], _order[old]) = (package, displaced);
        _assignments[displaced].Position = old;
        assignment.Position = place;
    }

    /// <summary>Notes that the incompatibility's statement about the package must not hold.</summary>
    public void Derive(int package, int cause)
    {
        var term = store.TermOf(cause, package).Negate();
        ref var assignment = ref _assignments[package];
        if (assignment.Present)
        {
            term = Term.Intersect(ranges, assignment.Known, term);
        }
        else
        {
            assignment.Begin(_order.Count, Level);
            _order.Add(package);
        }
        assignment.Push(new(_time++, Level, cause, term));
        if (term.IsPositive)
            MarkOutdated(package);
    }

    private void MarkOutdated(int package)
    {
        if (_isOutdated[package])
            return;
        _isOutdated[package] = true;
        _outdated.Add(package);
    }
}
