using Krait.Archives;
using Krait.Storage;

namespace Krait.Vectors;

/// <summary>
/// The TAR files of the malo collection, each in the folder that says what a careful reader does with it. <c>reject</c> and
/// <c>malicious</c> must be refused by the reader; the few of <see cref="RefusedByUnpacker"/> are well-formed archives that other
/// cases ask to read inside a source distribution: they are refused where they would be unpacked. Of <c>iffy</c> this suite holds
/// what we decided (<see cref="AcceptedIffy"/>).
/// </summary>
public sealed class MaloTarSuite : Suite
{
    public override string Folder => "../malo";

    public override string Part => "tar";

    // GNU's magic and a zero for the kind are what build tools wrote for years; the others have one reading only.
    private static readonly string[] AcceptedIffy =
    [
        "gnu_magic",
        "name_no_nul",
        "pax_path_nonzero_fixed",
        "regular_nul",
    ];

    // Links and contiguous files beside no top folder.
    private static readonly string[] RefusedByUnpacker =
    [
        "contiguous",
        "contiguous_with_data",
        "contiguous_with_embedded_header",
        "hardlink",
        "symlink",
    ];

    public override IEnumerable<CaseResult> Run(string folder)
    {
        var files = Directory.EnumerateFiles(
            Path.Combine(folder, "tar"),
            "*.tar",
            SearchOption.AllDirectories
        );
        foreach (var path in files.Order(StringComparer.Ordinal))
        {
            var kind = Path.GetFileName(Path.GetDirectoryName(path)!);
            var name = Path.GetFileNameWithoutExtension(path);
            var isRead =
                kind == "accept" || (kind == "iffy" && AcceptedIffy.Contains(name, StringComparer.Ordinal));
            var isUnpacked = kind == "malicious" && RefusedByUnpacker.Contains(name, StringComparer.Ordinal);
            yield return Check(
                $"{kind}/{name}",
                () =>
                    isUnpacked
                        ? Unpacked(path, byKernel: true) ?? Unpacked(path, byKernel: false)
                        : Difference(path, isRead)
            );
        }
    }

    private static string? Difference(string path, bool isRead)
    {
        var names = new List<string>();
        try
        {
            using var reader = TarReader.Open(File.ReadAllBytes(path));
            var buffer = new byte[4096];
            while (reader.Read())
            {
                names.Add(reader.Entry!.Name);
                while (reader.ReadContent(buffer) > 0) { }
            }
            return isRead ? null : $"read, with members {string.Join(", ", names)}";
        }
        catch (ArchiveException exception)
        {
            return isRead ? $"refused: {exception.Message}" : null;
        }
    }

    private static string? Unpacked(string path, bool byKernel)
    {
        using var packed = new MemoryStream();
        using (
            var gzip = new System.IO.Compression.GZipStream(
                packed,
                System.IO.Compression.CompressionLevel.Fastest,
                leaveOpen: true
            )
        )
            gzip.Write(File.ReadAllBytes(path));
        var target = Directory.CreateTempSubdirectory("krait-malo-");
        try
        {
            using var handle = DirectoryHandle.Open(target.FullName);
            handle.ResolvesPaths = byKernel;
            SourceUnpacker.UnpackTarGz(packed.ToArray(), handle);
            return "unpacked";
        }
        catch (ArchiveException)
        {
            return target.EnumerateFileSystemInfos().Any() ? "refused, but something was written" : null;
        }
        finally
        {
            target.Delete(recursive: true);
        }
    }
}
