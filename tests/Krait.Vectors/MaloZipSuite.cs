using Krait.Archives;

namespace Krait.Vectors;

/// <summary>
/// The ZIP files of the malo collection, each in the folder that says what a careful reader does with it: <c>accept</c> must be read,
/// <c>reject</c> and <c>malicious</c> must be refused; of <c>iffy</c> this suite holds what we decided (<see cref="AcceptedIffy"/>).
/// </summary>
public sealed class MaloZipSuite : Suite
{
    public override string Folder => "../malo";

    public override string Part => "zip";

    // What is read although it is odd: there is one reading only, and uv (where its answer is recorded) reads it too.
    private static readonly string[] AcceptedIffy =
    [
        "crc_collision_empty_nonempty",
        "crc_collision_two_nonempty",
        "crc_zero_nonempty",
        "extra3byte",
        "nosubdir",
    ];

    public override IEnumerable<CaseResult> Run(string folder)
    {
        foreach (
            var path in Directory
                .EnumerateFiles(Path.Combine(folder, "zip"), "*.zip", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
        )
        {
            var kind = Path.GetFileName(Path.GetDirectoryName(path)!);
            var name = Path.GetFileNameWithoutExtension(path);
            var isRead =
                kind == "accept" || (kind == "iffy" && AcceptedIffy.Contains(name, StringComparer.Ordinal));
            yield return Check($"{kind}/{name}", () => Difference(path, isRead));
        }
    }

    private static string? Difference(string path, bool isRead)
    {
        try
        {
            var reader = ZipReader.Open(File.ReadAllBytes(path));
            for (var i = 0; i < reader.Entries.Length; i++)
                reader.ReadAll(i);
            return isRead
                ? null
                : $"read, with members {string.Join(", ", Enumerable.Range(0, reader.Entries.Length).Select(reader.Name))}";
        }
        catch (ArchiveException exception)
        {
            return isRead ? $"refused: {exception.Message}" : null;
        }
    }
}
