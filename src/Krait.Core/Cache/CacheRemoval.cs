using System.Runtime.InteropServices;

namespace Krait.Cache;

/// <summary>What a removal took away.</summary>
/// <param name="Files">Files and links.</param>
/// <param name="Folders">Folders.</param>
/// <param name="Bytes">The files' lengths together.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CacheRemoval(int Files, int Folders, long Bytes)
{
    /// <summary>Whether there was nothing to remove.</summary>
    public bool IsEmpty => Files == 0 && Folders == 0;

    public static CacheRemoval operator +(CacheRemoval a, CacheRemoval b) =>
        new(a.Files + b.Files, a.Folders + b.Folders, a.Bytes + b.Bytes);
}
