namespace Krait.Tags;

/// <summary>
/// What a Python runs on, as far as wheels can tell: an operating system, its version, the C library's version and the
/// machine. Made by one of the factories; <see cref="Tags"/> lists the platform tags it takes.
/// </summary>
public sealed partial class TargetPlatform : IEquatable<TargetPlatform>
{
    private readonly string[] _tags;

    private TargetPlatform(string description, string[] tags) => (Description, _tags) = (description, tags);

    /// <summary>The most specific tag, as <c>manylinux_2_36_x86_64</c>; what error messages show.</summary>
    public string Description { get; }

    /// <summary>The platform tags that run here, best first; <c>any</c> is not among them. Empty for a system too old for wheels.</summary>
    public IReadOnlyList<string> Tags => _tags;

    public bool Equals(TargetPlatform? other) =>
        other is not null
        && string.Equals(Description, other.Description, StringComparison.Ordinal)
        && _tags.AsSpan().SequenceEqual(other._tags);

    public override bool Equals(object? obj) => Equals(obj as TargetPlatform);

    public override int GetHashCode() => string.GetHashCode(Description, StringComparison.Ordinal);

    public override string ToString() => Description;
}
