using System.Collections.Concurrent;
using Krait.Markers;

namespace Krait.Sources;

/// <summary>
/// Markers by their canonical text. Thousands of requirements share some hundred markers; each is read once a command.
/// </summary>
internal sealed class MarkerTable
{
    private readonly ConcurrentDictionary<string, Marker> _markers = new(StringComparer.Ordinal);

    /// <summary>The marker with this text.</summary>
    /// <exception cref="FormatException">The text is no marker.</exception>
    public Marker Get(string text) => _markers.GetOrAdd(text, static t => Marker.Parse(t));
}
