namespace Krait.Resolver;

internal sealed partial class Solver<TRanges>
{
    /// <summary>
    /// Draws all conclusions from what was last said about <paramref name="package"/>. Each conflict met on the
    /// way is added to <paramref name="conflicts"/> as the package concerned and the incompatibility blamed.
    /// </summary>
    /// <returns>False if there is no solution; then <see cref="Terminal"/> tells why.</returns>
    public bool Propagate(int package, List<(int Package, int Incompatibility)> conflicts)
    {
        _changed.Clear();
        _changed.Add(package);
        while (_changed.Count > 0)
        {
            var current = _changed[^1];
            _changed.RemoveAt(_changed.Count - 1);
            var conflict = PropagateOne(current);
            if (conflict < 0)
                continue;
            if (!TryResolveConflict(conflict, conflicts, out var affected, out var cause))
                return false;
            _changed.Clear();
            _changed.Add(affected);
            Solution.Derive(affected, cause);
            Solution.MarkContradicted(ref Store[cause]);
        }
        return true;
    }

    /// <summary>Looks at the newest first, since they are the most likely to matter. Returns a conflict or -1.</summary>
    private int PropagateOne(int current)
    {
        var incompatibilities = _byPackage[current];
        for (var i = incompatibilities.Count - 1; i >= 0; i--)
        {
            var id = incompatibilities[i];
            if (Solution.IsContradicted(ref Store[id]))
                continue;
            switch (Solution.RelationTo(id, out var open))
            {
                case IncompatibilityRelation.Satisfied:
                    return id;
                case IncompatibilityRelation.AlmostSatisfied:
                    if (!_changed.Contains(open))
                        _changed.Add(open);
                    Solution.Derive(open, id);
                    Solution.MarkContradicted(ref Store[id]);
                    break;
                case IncompatibilityRelation.Contradicted:
                    Solution.MarkContradicted(ref Store[id]);
                    break;
                default:
                    break;
            }
        }
        return -1;
    }

    /// <summary>
    /// Follows a conflict back to its root cause, learns it, and undoes the choices that led to it. False if the
    /// root cause is that the root itself cannot be had.
    /// </summary>
    private bool TryResolveConflict(
        int incompatibility,
        List<(int Package, int Incompatibility)> conflicts,
        out int affected,
        out int cause
    )
    {
        cause = incompatibility;
        affected = -1;
        while (true)
        {
            if (IsTerminal(cause))
            {
                Terminal = cause;
                return false;
            }
            var search = Solution.FindSatisfier(cause);
            affected = search.Package;
            if (search.BacktrackLevel >= 0)
            {
                Solution.BacktrackTo(search.BacktrackLevel);
                if (cause != incompatibility)
                    Attach(cause);
                conflicts.Add((affected, cause));
                return true;
            }
            cause = Store.AddDerived(_ranges, cause, search.Cause, affected);
            conflicts.Add((affected, cause));
        }
    }

    private bool IsTerminal(int id)
    {
        var terms = Store.TermsOf(id);
        if (terms.Length != 1)
            return terms.Length == 0;
        if (terms[0].Package != _root)
            return false;
        var holds = _ranges.Relate(_rootRange, terms[0].Term.Range) == RangeRelation.Subset;
        return holds == terms[0].Term.IsPositive;
    }
}
