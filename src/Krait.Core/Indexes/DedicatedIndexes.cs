using Krait.Requirements;

namespace Krait.Indexes;

/// <summary>
/// Indexes for certain packages, which then come from no other index. All of them have their say: under
/// <see cref="IndexStrategy.FirstIndex"/> they are searched as under <see cref="IndexStrategy.UnsafeFirstMatch"/>.
/// </summary>
/// <param name="Packages">The packages.</param>
/// <param name="Find">
/// Tells the indexes, the most important first. Asked once, when the first of the packages is looked for; may throw
/// <see cref="KraitException"/>.
/// </param>
public sealed record DedicatedIndexes(
    IReadOnlySet<PackageName> Packages,
    Func<IReadOnlyList<IndexLocation>> Find
);
