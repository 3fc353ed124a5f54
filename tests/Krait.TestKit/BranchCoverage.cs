using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Krait.TestKit;

/// <summary>
/// The branches that an instrumented library runs through: it counts each edge between two of them in a map of 64 KiB,
/// after AFL. A library that is not instrumented counts nothing, and <see cref="IsOn"/> says so. One thread at a time.
/// </summary>
public static unsafe class BranchCoverage
{
    private const int MapSize = 1 << 16;

    private static byte* s_map;

    /// <summary>Whether the library counts.</summary>
    public static bool IsOn { get; private set; }

    /// <summary>Gives the library its map; must be called before any of the library's own code, which would crash without.</summary>
    public static void Watch(Assembly library)
    {
        s_map = (byte*)NativeMemory.AllocZeroed(MapSize);
        Trace.SharedMem = s_map;
        IsOn = library
            .GetReferencedAssemblies()
            .Any(name => string.Equals(name.Name, "SharpFuzz.Common", StringComparison.Ordinal));
    }

    /// <summary>Forgets what was counted.</summary>
    internal static void Clear()
    {
        NativeMemory.Clear(s_map, MapSize);
        Trace.PrevLocation = 0;
    }

    /// <summary>
    /// Adds the edges counted since <see cref="Clear"/> to those of a loop; true if one is new, or was run through a new
    /// order of magnitude of times.
    /// </summary>
    internal static bool AddTo(byte[] seen)
    {
        var added = false;
        var map = new ReadOnlySpan<byte>(s_map, MapSize);
        for (var at = 0; map[at..].IndexOfAnyExcept((byte)0) is >= 0 and var next; at++)
        {
            at += next;
            var magnitude = (byte)(1 << BitOperations.Log2(map[at]));
            if ((seen[at] & magnitude) == 0)
            {
                seen[at] |= magnitude;
                added = true;
            }
        }
        return added;
    }

    internal static byte[] NewMap() => new byte[MapSize];
}
