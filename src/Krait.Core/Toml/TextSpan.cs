namespace Krait.Toml;

/// <summary>A stretch of a document's text: offsets in UTF-16 units.</summary>
public readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;
}
