using System.Globalization;

namespace Krait.Installer;

/// <summary>The steps of a switch as they are found: all that goes, then all that comes.</summary>
internal sealed class SwitchPlan
{
    private readonly List<JournalStep> _removals = [];
    private readonly List<JournalStep> _placings = [];
    private readonly HashSet<(byte Area, string Path)> _removed = [];
    private readonly List<string> _warnings = [];

    /// <summary>The steps in the order in which they are to be taken.</summary>
    public IReadOnlyList<JournalStep> Steps => [.. _removals, .. _placings];

    public IReadOnlyList<string> Warnings => _warnings;

    public bool HasRemovals => _removals.Count > 0;

    public void Remove(byte area, string path)
    {
        if (_removed.Add((area, path)))
        {
            var name = _removals.Count.ToString(CultureInfo.InvariantCulture);
            _removals.Add(new(StepKind.Remove, area, path, name));
        }
    }

    /// <summary>Whether this very name goes (not: a folder above it).</summary>
    public bool IsRemoved(byte area, string path) => _removed.Contains((area, path));

    public void Place(byte area, string path) => _placings.Add(new(StepKind.Place, area, path));

    public void Warn(string text) => _warnings.Add(text);
}
