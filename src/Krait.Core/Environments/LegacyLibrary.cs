using Krait.Storage;

namespace Krait.Environments;

/// <summary>
/// What an environment of Python 2.7 needs beyond others. That Python knows nothing of <c>pyvenv.cfg</c>: it takes the
/// folder above its executable, links resolved, for its own when it finds its library there. So the executable is a
/// copy and the library a folder of links, with packages of its own.
/// </summary>
internal static class LegacyLibrary
{
    private const string PackagesName = "site-packages";

    public static void Fill(DirectoryHandle root, EnvironmentOptions options)
    {
        var interpreter = options.Interpreter;
        using var target = root.OpenDirectory($"lib/{interpreter.LibraryName}");
        using var source = DirectoryHandle.Open(interpreter.StandardLibrary);
        foreach (var entry in source.ReadEntries())
        {
            if (entry.Name != PackagesName)
            {
                target.CreateSymbolicLink(entry.Name, source.PathOf(entry.Name));
            }
        }

        var headers = Path.Join(interpreter.BasePrefix, "include");
        if (FileStatus.TryGet(headers, out _))
        {
            root.CreateSymbolicLink("include", headers);
        }
    }
}
