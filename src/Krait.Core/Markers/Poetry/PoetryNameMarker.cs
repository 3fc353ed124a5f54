namespace Krait.Markers.Poetry;

/// <summary>A marker on one name: a single comparison, or several that are kept together.</summary>
internal abstract class PoetryNameMarker(string name) : PoetryMarker
{
    public string Name { get; } = name;

    public bool IsPython => Name is "python_version" or "python_full_version";
}
