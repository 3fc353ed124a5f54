using System.Text;

namespace Krait.Indexes;

/// <summary>A folder of distributions as a page of links.</summary>
internal static class FolderPage
{
    /// <summary>Hands the folder's files to <paramref name="add"/>, in the order of their names.</summary>
    /// <exception cref="IndexException">The folder cannot be read.</exception>
    public static void Read(string folder, PageText text, AddPageFile add)
    {
        string[] paths;
        try
        {
            paths = Directory.GetFiles(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IndexException(
                $"Failed to read the folder of links: {folder}",
                new KraitException(
                    e is UnauthorizedAccessException ? "Permission denied" : "the folder cannot be listed"
                )
            );
        }
        Array.Sort(paths, StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var name = Path.GetFileName(path);
            if (
                !name.EndsWith(".whl", StringComparison.Ordinal)
                && !name.EndsWith(".tar.gz", StringComparison.Ordinal)
                && !name.EndsWith(".zip", StringComparison.Ordinal)
            )
                continue;
            add(
                new PageFile
                {
                    FileName = text.Add(Encoding.UTF8.GetBytes(name)),
                    Address = text.Add(Encoding.UTF8.GetBytes(IndexLocation.FileUrl(path).AbsoluteUri)),
                }
            );
        }
    }
}
