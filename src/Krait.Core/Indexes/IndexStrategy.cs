namespace Krait.Indexes;

/// <summary>What to do with a project that several indexes have.</summary>
public enum IndexStrategy
{
    /// <summary>Only the first index that has the project counts, so that nobody can slip in a namesake on another one.</summary>
    FirstIndex,

    /// <summary>The versions of the first index before those of the next, whatever their numbers.</summary>
    UnsafeFirstMatch,

    /// <summary>The best version of all indexes.</summary>
    UnsafeBestMatch,
}
