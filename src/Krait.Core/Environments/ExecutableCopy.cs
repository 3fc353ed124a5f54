using Krait.Pythons;
using Krait.Storage;

namespace Krait.Environments;

/// <summary>Copies of an interpreter's program and of the library that it is linked to.</summary>
internal static class ExecutableCopy
{
    private const long LargestFile = 256 << 20;
    private const int ExecutableMode = 0x1ED;

    public static void Write(DirectoryHandle folder, string name, string executable) =>
        folder.CreateFile(name, FileContent.Read(executable, LargestFile), ExecutableMode);

    /// <summary>The libraries of Python that lie beside the installation, for programs that look for them beside themselves.</summary>
    public static void WriteLibraries(DirectoryHandle folder, PythonInterpreter interpreter)
    {
        using var program = ElfImage.TryOpen(interpreter.BaseExecutable);
        foreach (var name in program?.Needed ?? [])
        {
            var path = Path.Join(interpreter.BasePrefix, "lib", name);
            if (
                name.StartsWith("libpython", StringComparison.Ordinal)
                && !name.Contains('/')
                && FileStatus.TryGet(path, out _)
            )
            {
                Write(folder, name, path);
            }
        }
    }
}
