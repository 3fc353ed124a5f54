using System.Formats.Tar;
using System.IO.Compression;
using Krait.Archives;
using Krait.Storage;
using static Krait.Tests.Archives.ArchiveForge;

namespace Krait.Tests.Archives;

/// <summary>Source archives unpacked where the kernel resolves paths, and where they are walked.</summary>
public sealed class SourceUnpackerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<bool, bool> Ways =>
        new()
        {
            { true, true },
            { true, false },
            { false, true },
            { false, false },
        };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_tree_is_unpacked_as_it_was_packed(bool isZip, bool byKernel)
    {
        // More folders than a process may have open files.
        var deep = string.Concat(Enumerable.Repeat("d/", 60));
        (string, byte[])[] members =
        [
            ("pkg-1/", []),
            ("pkg-1/PKG-INFO", Text("Name: pkg\n")),
            ($"pkg-1/{deep}x", Text("deep")),
            .. Enumerable.Range(0, 1500).Select(i => ($"pkg-1/many/{i}/x", Text($"{i}"))),
            ("pkg-1/empty/", []),
        ];
        using var root = Root(byKernel);
        Assert.Equal("pkg-1", Unpack(isZip, root, members));
        Assert.Equal("deep", File.ReadAllText(_folder[$"root/pkg-1/{deep}x"]));
        Assert.Equal("1499", File.ReadAllText(_folder["root/pkg-1/many/1499/x"]));
        Assert.Empty(Directory.GetFileSystemEntries(_folder["root/pkg-1/empty"]));
        Assert.Equal(byKernel, root.ResolvesPaths);
    }

    /// <summary>What another program puts in the way of the unpacking leads nothing outside.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public void A_link_in_the_place_of_a_folder_or_a_file_is_not_followed(bool isZip, bool byKernel)
    {
        Directory.CreateDirectory(_folder["outside/a"]);
        using var root = Root(byKernel);
        root.CreateSymbolicLink("pkg-1", _folder["outside"]);
        root.CreateDirectory("pkg-2");
        root.CreateSymbolicLink("pkg-2/a", _folder["outside/a"]);
        root.CreateSymbolicLink("pkg-2/x", _folder["outside/x"]);
        foreach (var name in (string[])["pkg-1/x", "pkg-1/a/x", "pkg-2/a/x", "pkg-2/a/b/x", "pkg-2/x"])
            Assert.Throws<StorageException>(() => Unpack(isZip, root, (name, Text("x"))));
        Assert.Empty(Directory.GetFiles(_folder["outside"], "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Links_are_made_last_and_second_names_share_the_file(bool byKernel)
    {
        using var root = Root(byKernel);
        SourceUnpacker.UnpackTarGz(
            TarGz(
                new PaxTarEntry(TarEntryType.SymbolicLink, "pkg-1/a/link") { LinkName = "../b/file" },
                new PaxTarEntry(TarEntryType.RegularFile, "pkg-1/b/file")
                {
                    DataStream = new MemoryStream(Text("text")),
                    Mode = UnixFileMode.UserExecute,
                },
                new PaxTarEntry(TarEntryType.HardLink, "pkg-1/c/second") { LinkName = "pkg-1/b/file" }
            ),
            root
        );
        Assert.Equal("../b/file", new FileInfo(_folder["root/pkg-1/a/link"]).LinkTarget);
        Assert.Equal("text", File.ReadAllText(_folder["root/pkg-1/a/link"]));
        File.AppendAllText(_folder["root/pkg-1/c/second"], "!");
        Assert.Equal("text!", File.ReadAllText(_folder["root/pkg-1/b/file"]));
    }

    [Theory]
    [InlineData("pkg-1/link/x", "pkg-1/link", "..")]
    [InlineData("pkg-1/x", "pkg-1/link", "../../x")]
    [InlineData("pkg-1/x", "pkg-1/link", "/etc")]
    public void A_link_that_leads_out_is_refused_on_both_ways(string file, string link, string target)
    {
        foreach (var byKernel in (bool[])[true, false])
        {
            using var around = new TempFolder();
            using var root = DirectoryHandle.OpenOrCreate(around["root"]);
            root.ResolvesPaths = byKernel;
            Assert.Throws<ArchiveException>(() =>
                SourceUnpacker.UnpackTarGz(
                    TarGz(
                        new PaxTarEntry(TarEntryType.SymbolicLink, link) { LinkName = target },
                        new PaxTarEntry(TarEntryType.RegularFile, file)
                    ),
                    root
                )
            );
            Assert.Equal([around["root"]], Directory.GetFileSystemEntries(around.Path));
            Assert.False(root.Contains("pkg-1/link"));
        }
    }

    private DirectoryHandle Root(bool byKernel)
    {
        var root = DirectoryHandle.OpenOrCreate(_folder["root"]);
        root.ResolvesPaths = byKernel;
        return root;
    }

    private static string Unpack(bool isZip, DirectoryHandle root, params (string, byte[])[] members) =>
        isZip
            ? SourceUnpacker.UnpackZip(Zip(CompressionLevel.Fastest, members), root)
            : SourceUnpacker.UnpackTarGz(TarGz(TarEntryFormat.Pax, members), root);
}
