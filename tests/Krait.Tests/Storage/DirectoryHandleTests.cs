using Krait.Storage;

namespace Krait.Tests.Storage;

public sealed class DirectoryHandleTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_folders_and_links_are_made_seen_and_removed()
    {
        using var root = DirectoryHandle.Open(_folder.Path);
        Assert.True(root.CreateDirectory("a"));
        Assert.False(root.CreateDirectory("a"));
        using (var inner = root.OpenDirectory("a"))
        {
            inner.CreateFile("é 1", "text"u8, 0x1ED);
            inner.CreateSymbolicLink("link", "é 1");
            inner.CreateDirectory("deep");
            Assert.Equal("text"u8.ToArray(), inner.TryReadFile("link"));
            Assert.Equal("é 1", inner.TryReadLink("link"));
            Assert.Equal(
                [
                    new DirectoryEntry("deep", EntryKind.Directory),
                    new DirectoryEntry("link", EntryKind.SymbolicLink),
                    new DirectoryEntry("é 1", EntryKind.File),
                ],
                inner.ReadEntries()
            );
            Assert.True(inner.TryStatus("é 1", out var status));
            Assert.True(status.IsExecutable);
            Assert.Equal(4, status.Size);
        }

        root.RemoveTree("a");
        Assert.False(root.Contains("a"));
        Assert.False(root.Unlink("a"));
    }

    [Fact]
    public void Removal_does_not_follow_links_out_of_the_folder()
    {
        using var root = DirectoryHandle.Open(_folder.Path);
        root.CreateDirectory("outside");
        File.WriteAllText(Path.Combine(_folder.Path, "outside", "keep"), "");
        root.CreateDirectory("gone");
        using (var gone = root.OpenDirectory("gone"))
        {
            gone.CreateSymbolicLink("out", "../outside");
        }

        root.RemoveTree("gone");
        Assert.True(File.Exists(Path.Combine(_folder.Path, "outside", "keep")));
    }

    [Fact]
    public void A_link_in_place_of_a_folder_is_not_opened_unless_asked_for()
    {
        using var root = DirectoryHandle.Open(_folder.Path);
        root.CreateDirectory("real");
        root.CreateSymbolicLink("link", "real");
        Assert.Null(root.TryOpenDirectory("link", followLinks: false, out _));
        using var followed = root.TryOpenDirectory("link", followLinks: true, out _);
        Assert.NotNull(followed);
    }

    [Fact]
    public void Errors_name_the_path_and_the_reason()
    {
        var path = Path.Combine(_folder.Path, "missing");
        var error = Assert.Throws<StorageException>(() => DirectoryHandle.Open(path));
        Assert.Equal(ErrorNumber.NotFound, error.Error);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("No such file or directory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_entries_are_listed_completely()
    {
        using var root = DirectoryHandle.Open(_folder.Path);
        for (var i = 0; i < 3000; i++)
        {
            root.CreateFile($"file-with-a-somewhat-long-name-{i}", default(ReadOnlySpan<byte>));
        }

        Assert.Equal(3000, root.ReadEntries().Select(e => e.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Existing_files_are_replaced_in_one_step_and_keep_their_mode()
    {
        var path = Path.Combine(_folder.Path, "file");
        AtomicFile.Write(path, "one"u8, 0x180);
        AtomicFile.Write(path, "two"u8, 0x1B6);
        Assert.Equal("two", File.ReadAllText(path));
        Assert.True(FileStatus.TryGet(path, out var status));
        Assert.Equal(0x180, status.Mode);
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData(LinkMode.Hardlink)]
    [InlineData(LinkMode.Clone)]
    [InlineData(LinkMode.Copy)]
    [InlineData(LinkMode.Symlink)]
    public void Every_link_mode_brings_the_content_and_refuses_a_taken_name(LinkMode mode)
    {
        using var root = DirectoryHandle.Open(_folder.Path);
        root.CreateFile("source", "content"u8);
        var linker = new FileLinker(mode);
        linker.Link(root, "source", root, "target", 0x1A4);
        Assert.Equal("content"u8.ToArray(), root.TryReadFile("target"));
        Assert.Equal(ErrorNumber.Exists, linker.TryLink(root, "source\0"u8, root, "target\0"u8, 0x1A4));
        Assert.True(linker.Mode == mode || mode == LinkMode.Clone);
    }

    /// <summary>By the kernel's own resolution, and step by step where there is none.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_made_beneath_a_folder_lies_there_whatever_is_on_the_way(bool byKernel)
    {
        Directory.CreateDirectory(_folder["outside"]);
        using var root = DirectoryHandle.OpenOrCreate(_folder["root"]);
        root.ResolvesPaths = byKernel;
        Assert.True(root.CreateDirectoryBeneath("a"));
        Assert.True(root.CreateDirectoryBeneath("a/b"));
        Assert.False(root.CreateDirectoryBeneath("a/b"));
        root.CreateFileBeneath("a/b/file", "text"u8, 0x1FF);
        Assert.Equal("text", File.ReadAllText(_folder["root/a/b/file"]));
        Assert.Throws<StorageException>(() => root.CreateFileBeneath("a/b/file", ""u8));
        Assert.Equal(ErrorNumber.None, root.TryLinkBeneath("a/b/file", "a/second"));
        Assert.Equal(ErrorNumber.Exists, root.TryLinkBeneath("a/b/file", "a/second"));
        root.CreateSymbolicLinkBeneath("a/link", "b/file");
        using (var file = root.OpenFileBeneath("a/second"))
            Assert.Equal(4, RandomAccess.GetLength(file));

        // Whoever swaps a folder for a link meanwhile does not lead us out, up, or around.
        root.CreateSymbolicLink("out", _folder["outside"]);
        root.CreateSymbolicLink("a/around", "b");
        root.CreateSymbolicLink("a/b/dangling", _folder["outside/made"]);
        foreach (
            var path in (string[])
                ["out/x", "../outside/x", "a/../../outside/x", "a/around/x", "a/b/dangling", "/x", "none/x"]
        )
        {
            Assert.Throws<StorageException>(() => root.CreateFileBeneath(path, "x"u8));
            Assert.Throws<StorageException>(() => root.OpenFileBeneath(path));
            Assert.Throws<StorageException>(() => root.CreateSymbolicLinkBeneath(path, "x"));
            Assert.NotEqual(ErrorNumber.None, root.TryLinkBeneath("a/b/file", path));
            if (path != "a/b/dangling")
                Assert.Throws<StorageException>(() => root.CreateDirectoryBeneath(path));
        }
        File.WriteAllText(_folder["outside/secret"], "");
        Assert.NotEqual(ErrorNumber.None, root.TryLinkBeneath("out/secret", "a/secret"));
        Assert.Throws<StorageException>(() => root.OpenFileBeneath("out/secret"));
        Assert.Throws<StorageException>(() => root.OpenFileBeneath("a/link"));
        Assert.Single(Directory.GetFileSystemEntries(_folder["outside"]));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder["root/a/b"]).Length);
    }
}
