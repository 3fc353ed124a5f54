using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Krait.Archives;
using TarReader = Krait.Archives.TarReader;

namespace Krait.Tests.Archives;

/// <summary>Archives that were good or were made to harm, broken further: each is read or refused.</summary>
public class ArchiveFuzzTests
{
    private static readonly string[] Tokens =
    [
        "PK\u0001\u0002",
        "PK\u0003\u0004",
        "PK\u0005\u0006",
        "PK\u0006\u0006",
        "\u00FF\u00FF\u00FF\u00FF",
        "\0\0\0\0",
        "../",
        "/",
        "ustar\0" + "00",
        "ustar  \0",
        "11 path=x\n",
        "0000777\0",
        "\u0080\0\0\0\0\0\0\0",
        new string('\0', 512),
    ];

    [Fact]
    public void Any_ZIP_archive_is_read_or_refused() =>
        Fuzzing.Run(
            Seeds(
                "zip",
                ArchiveForge.Zip(("a/b.py", ArchiveForge.Text("x = 1\n")), ("a/", []), ("c", new byte[300])),
                ArchiveForge.Zip(CompressionLevel.NoCompression, ("é.txt", ArchiveForge.Text("y"))),
                ArchiveForge.ZipStreamed(("a", ArchiveForge.Text("z")))
            ),
            Tokens,
            archive => Attempt(() => ZipReaderTests.ReadWhole(archive))
        );

    /// <summary>Read as it is, and with the checksums of its headers made right, so that what is behind them is met.</summary>
    [Fact]
    public void Any_TAR_archive_is_read_or_refused() =>
        Fuzzing.Run(
            Seeds("tar", Plain(TarEntryFormat.Pax), Plain(TarEntryFormat.Gnu)),
            Tokens,
            archive =>
            {
                Attempt(() => TarReaderTests.ReadWhole(TarReader.Open(archive)));
                Seal(archive);
                Attempt(() => TarReaderTests.ReadWhole(TarReader.Open(archive)));
            }
        );

    [Fact]
    public void Any_packed_TAR_archive_is_read_or_refused() =>
        Fuzzing.Run(
            [
                ArchiveForge.TarGz(TarEntryFormat.Pax, Members),
                ArchiveForge.TarGz(TarEntryFormat.Gnu, Members),
            ],
            Tokens,
            archive => Attempt(() => TarReaderTests.ReadWhole(TarReader.OpenGzip(archive)))
        );

    private static (string, byte[])[] Members =>
        [
            ("a-1/", []),
            ("a-1/" + new string('n', 120), ArchiveForge.Text("x")),
            ("a-1/PKG-INFO", ArchiveForge.Text("Name: a\n")),
        ];

    private static byte[] Plain(TarEntryFormat format)
    {
        using var packed = new MemoryStream(ArchiveForge.TarGz(format, Members));
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    private static List<byte[]> Seeds(string kind, params List<byte[]> seeds)
    {
        if (RepositoryRoot.Shared($"malo/{kind}") is { } malo)
        {
            seeds.AddRange(
                Directory
                    .EnumerateFiles(malo, $"*.{kind}", SearchOption.AllDirectories)
                    .Where(file => new FileInfo(file).Length < 20_000)
                    .Order(StringComparer.Ordinal)
                    .Select(File.ReadAllBytes)
            );
        }
        return seeds;
    }

    private static void Seal(Span<byte> archive)
    {
        for (; archive.Length >= 512; archive = archive[512..])
        {
            if (!archive.Slice(257, 5).SequenceEqual("ustar"u8))
                continue;
            var field = archive.Slice(148, 8);
            field.Fill((byte)' ');
            var sum = 0;
            foreach (var value in archive[..512])
                sum += value;
            Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0", field);
        }
    }

    private static void Attempt(Action read)
    {
        try
        {
            read();
        }
        catch (ArchiveException exception)
        {
            Assert.NotEmpty(exception.Message);
        }
    }
}
