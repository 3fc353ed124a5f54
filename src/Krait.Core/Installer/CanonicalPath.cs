using Krait.Storage;

namespace Krait.Installer;

/// <summary>Paths without links, so that one folder has one name, and containment can be told from the text.</summary>
internal static class CanonicalPath
{
    /// <summary>The canonical path of an open folder.</summary>
    public static string Of(DirectoryHandle folder)
    {
        if (
            folder.Descriptor >= 0
            && new FileInfo($"/proc/self/fd/{folder.Descriptor}").LinkTarget is { } target
        )
        {
            return target;
        }

        var path = System.IO.Path.GetFullPath(folder.Path);
        return new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
    }

    /// <summary>The canonical path of a folder that may not exist yet: that of the deepest part that does, then the rest.</summary>
    public static string Of(string path)
    {
        path = System.IO.Path.TrimEndingDirectorySeparator(path);
        if (DirectoryHandle.TryOpen(path, out var error) is { } folder)
        {
            using (folder)
            {
                return Of(folder);
            }
        }

        if (error is not (ErrorNumber.NotFound or ErrorNumber.NotDirectory))
        {
            throw new StorageException("open folder", path, error);
        }

        return System.IO.Path.GetDirectoryName(path) is { Length: > 0 } parent
            ? System.IO.Path.Join(Of(parent), System.IO.Path.GetFileName(path))
            : path;
    }

    /// <summary>
    /// The way from a folder down to a path, with slashes; empty for the folder itself, null when the path lies elsewhere.
    /// Both are canonical.
    /// </summary>
    public static string? Below(string folder, string path)
    {
        if (string.Equals(folder, path, StringComparison.Ordinal))
        {
            return "";
        }

        var prefix = folder.EndsWith(System.IO.Path.DirectorySeparatorChar)
            ? folder
            : folder + System.IO.Path.DirectorySeparatorChar;
        return path.StartsWith(prefix, StringComparison.Ordinal)
            ? path[prefix.Length..].Replace(System.IO.Path.DirectorySeparatorChar, '/')
            : null;
    }

    /// <summary>The way from one folder to a path, with <c>..</c> where needed and slashes, as RECORD writes it.</summary>
    public static string Relative(string folder, string path) =>
        System.IO.Path.GetRelativePath(folder, path).Replace(System.IO.Path.DirectorySeparatorChar, '/');
}
