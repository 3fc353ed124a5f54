using System.Runtime.CompilerServices;

namespace Krait.TestKit;

/// <summary>Where this checkout lies, and the material beside it that a test may use when it is there.</summary>
public static class RepositoryRoot
{
    /// <summary>The folder that holds <c>Krait.slnx</c>.</summary>
    public static string Path { get; } = Find();

    /// <summary>A path below the folder of shared material (<c>KRAIT_SHARED</c>, else <c>../shared</c>), or null where it is absent.</summary>
    public static string? Shared(string relative)
    {
        var shared = Environment.GetEnvironmentVariable("KRAIT_SHARED");
        var path = System.IO.Path.GetFullPath(
            System.IO.Path.Combine(shared ?? System.IO.Path.Combine(Path, "..", "shared"), relative)
        );
        return File.Exists(path) || Directory.Exists(path) ? path : null;
    }

    private static string Find([CallerFilePath] string file = "")
    {
        for (var folder = System.IO.Path.GetDirectoryName(file); folder is not null; )
        {
            if (File.Exists(System.IO.Path.Combine(folder, "Krait.slnx")))
                return folder;
            folder = System.IO.Path.GetDirectoryName(folder);
        }
        throw new InvalidOperationException($"no Krait.slnx above {file}");
    }
}
