using Krait.Http;
using Krait.Indexes;
using Krait.Installer;
using Krait.Pythons;

namespace Krait;

/// <summary>
/// All that the library must be told about its surroundings: it reads no environment variable, no setting and no current
/// directory by itself.
/// </summary>
public sealed record KraitOptions
{
    /// <summary>Folder that relative paths in requirements start from; absolute.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The cache's folder; absolute, need not exist.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>Whether the cache is removed when the <see cref="PackageManager"/> is disposed.</summary>
    public bool IsCacheTemporary { get; init; }

    /// <summary>
    /// Absolute path of a folder that nobody has yet, for what the cache may not take for want of permission; it goes with the
    /// <see cref="PackageManager"/>. Null where such a refusal is an error.
    /// </summary>
    public string? CacheSubstitute { get; init; }

    public HttpOptions Http { get; init; } = new();

    public IndexOptions Indexes { get; init; } = new();

    public required PythonSurroundings Pythons { get; init; }

    /// <summary>What happens to wheels that hold files which their RECORD does not vouch for.</summary>
    public RecordPolicy RecordPolicy { get; init; }

    /// <summary>Whether wheels may say another version than their file names do, of which the inner one then counts.</summary>
    public bool AllowsOtherVersions { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told what happens, from any thread; null for nobody.</summary>
    public IProgress<KraitEvent>? Events { get; init; }
}
