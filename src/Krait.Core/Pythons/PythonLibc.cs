namespace Krait.Pythons;

/// <summary>Which C library an interpreter runs on.</summary>
public enum PythonLibc
{
    /// <summary>None that tags tell apart (macOS, Windows).</summary>
    None,
    Glibc,
    Musl,
}
