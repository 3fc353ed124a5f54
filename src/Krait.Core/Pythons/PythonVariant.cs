namespace Krait.Pythons;

/// <summary>How an interpreter was built, where a request cares.</summary>
[Flags]
public enum PythonVariant
{
    /// <summary>Nothing was asked for: a usual build; from 3.14 on one without the lock will do.</summary>
    Default = 0,
    FreeThreaded = 1,
    Debug = 2,

    /// <summary>A build with the lock, even where another comes first.</summary>
    Gil = 4,
}
