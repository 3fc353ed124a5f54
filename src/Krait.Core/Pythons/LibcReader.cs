using System.Buffers;
using System.Text;
using Krait.Storage;

namespace Krait.Pythons;

/// <summary>
/// Tells the C library of a program from its loader (PEP 600, PEP 656): which, and which version. The library's own
/// file says it, so that a Krait that runs on another library, or in another root, is not asked about its own.
/// </summary>
internal static class LibcReader
{
    private static readonly SearchValues<byte> s_versionCharacters = SearchValues.Create("0123456789."u8);

    /// <summary>Null when the loader is of no known kind or its version cannot be found.</summary>
    public static (PythonLibc Kind, int Major, int Minor)? TryRead(
        string loader,
        FactsDependencies dependencies
    )
    {
        if (loader.Length == 0)
        {
            return null;
        }

        if (Path.GetFileName(loader).StartsWith("ld-musl-", StringComparison.Ordinal))
        {
            dependencies.Note(loader);
            return AskMusl(loader);
        }

        var library = Path.Join(Path.GetDirectoryName(PythonLayout.LinkChain(loader)[^1]), "libc.so.6");
        if (!FileStatus.TryGet(library, out _))
        {
            // The loader was reached through a linked folder (/lib64), beside which the library need not lie.
            var real = new FileInfo(loader).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? loader;
            library = Path.Join(Path.GetDirectoryName(real), "libc.so.6");
        }

        dependencies.Note(library);
        return FindVersion(library, "release version "u8) is (var major, var minor)
            ? (PythonLibc.Glibc, major, minor)
            : null;
    }

    private static (PythonLibc, int, int)? AskMusl(string loader)
    {
        try
        {
            // Run without arguments the loader says who it is, on standard error, and fails.
            var answer = ChildProcess.Run(loader, [loader], [], TimeSpan.FromSeconds(10));
            var text = answer.Error.AsSpan();
            var at = text.IndexOf("Version "u8);
            return at >= 0 && TryParse(text[(at + "Version ".Length)..]) is (var major, var minor)
                ? (PythonLibc.Musl, major, minor)
                : null;
        }
        catch (StorageException)
        {
            return null;
        }
    }

    private static (int Major, int Minor)? FindVersion(string path, ReadOnlySpan<byte> before)
    {
        const int Size = 128 * 1024;
        const int Overlap = 64;
        var buffer = ArrayPool<byte>.Shared.Rent(Size);
        try
        {
            using var file = File.OpenHandle(path);
            for (long offset = 0; ; offset += Size - Overlap)
            {
                var read = RandomAccess.Read(file, buffer.AsSpan(0, Size), offset);
                var text = buffer.AsSpan(0, read);
                var at = text.IndexOf(before);
                if (at >= 0 && at + Overlap <= read)
                {
                    return TryParse(text[(at + before.Length)..]);
                }

                if (read < Size)
                {
                    return at >= 0 ? TryParse(text[(at + before.Length)..]) : null;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static (int Major, int Minor)? TryParse(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExcept(s_versionCharacters);
        var parts = Encoding.ASCII.GetString(end < 0 ? text : text[..end]).Split('.');
        return
            parts.Length >= 2
            && int.TryParse(parts[0], out var major)
            && int.TryParse(parts[1], out var minor)
            ? (major, minor)
            : null;
    }
}
