using Krait.Indexes;
using Krait.Sources;

namespace Krait.Installer;

/// <summary>A wheel that is to be in the store.</summary>
/// <param name="Distribution">Where it comes from.</param>
/// <param name="RequiredHashes">The hashes of which one must be its own; empty where none is demanded.</param>
public sealed record WheelRequest(Distribution Distribution, IReadOnlyList<FileHash> RequiredHashes)
{
    public WheelRequest(Distribution distribution)
        : this(distribution, []) { }
}
