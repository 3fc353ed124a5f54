using System.Runtime.InteropServices;

namespace Krait.Resolver;

internal sealed partial class PartialSolution<TRanges>
{
    /// <summary>Forgets everything above <paramref name="level"/>.</summary>
    public void BacktrackTo(int level)
    {
        Level = level;
        var kept = 0;
        foreach (var package in CollectionsMarshal.AsSpan(_order))
        {
            ref var assignment = ref _assignments[package];
            if (assignment.SmallestLevel > level)
            {
                assignment.Present = false;
                continue;
            }
            if (assignment.HighestLevel <= level)
            {
                if (assignment.IsUndecidedNeed && !_queue.Contains(package))
                    MarkOutdated(package);
            }
            else
            {
                assignment.TruncateTo(level);
                _queue.Remove(package);
                if (assignment.Known.IsPositive)
                    MarkOutdated(package);
            }
            assignment.Position = kept;
            _order[kept++] = package;
        }
        _order.RemoveRange(kept, _order.Count - kept);

        // What was contradicted in an earlier generation stays so only as far down as was never forgotten.
        _lastValidLevels.Add(int.MaxValue);
        var levels = CollectionsMarshal.AsSpan(_lastValidLevels);
        for (var i = levels.Length - 1; i >= 0 && levels[i] > level; i--)
            levels[i] = level;
    }

    /// <summary>
    /// Forgets everything from the decision for <paramref name="package"/> on. False if it is not decided.
    /// </summary>
    public bool TryBacktrackBefore(int package)
    {
        if (!_assignments[package].Present || _assignments[package].Position > Level)
            return false;
        BacktrackTo(_assignments[package].Position);
        return true;
    }

    public bool IsContradicted(ref readonly Incompatibility incompatibility)
    {
        var level = incompatibility.ContradictedLevel;
        if (level < 0)
            return false;
        return incompatibility.ContradictedGeneration >= _lastValidLevels.Count
            || level <= _lastValidLevels[incompatibility.ContradictedGeneration];
    }

    public void MarkContradicted(ref Incompatibility incompatibility)
    {
        incompatibility.ContradictedLevel = Level;
        incompatibility.ContradictedGeneration = _lastValidLevels.Count;
    }
}
