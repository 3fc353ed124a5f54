namespace Krait.Storage;

/// <summary>What the operating system calls itself and the machine (<c>uname</c>); empty texts where it does not say.</summary>
internal readonly record struct SystemNames(string System, string Release, string Version, string Machine)
{
    public static SystemNames Read() => Native.IsAvailable ? Native.ReadSystemNames() : default;
}
