namespace Krait.Resolver;

/// <summary>Which of the versions that will do is taken.</summary>
public enum ResolutionMode
{
    Highest,
    Lowest,

    /// <summary>The lowest of what was asked for, the highest of what that needs.</summary>
    LowestDirect,
}

/// <summary>Whether pre-releases are taken.</summary>
public enum PrereleaseMode
{
    /// <summary>Only where no other version will do.</summary>
    IfNecessary,

    /// <summary>Like other versions.</summary>
    Allow,

    /// <summary>Never.</summary>
    Disallow,

    /// <summary>Only where no other version will do, and only of packages whose requirements name one.</summary>
    Explicit,
}
