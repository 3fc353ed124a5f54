using System.Text;
using Krait.Cache;

namespace Krait.Tests.Cache;

/// <summary>The cache's entries come and go whole.</summary>
public sealed class CacheFolderTests
{
    private static void Fill(CacheFolder cache)
    {
        foreach (
            var (bucket, entry) in new[]
            {
                (CacheBucket.Indexes, "0123456789abcdef/alpha.index"),
                (CacheBucket.Indexes, "0123456789abcdef/alpha-beta.index"),
                (CacheBucket.Metadata, "0123456789abcdef/alpha.metadata"),
                (CacheBucket.Pointers, "alpha/1.pointer"),
                (CacheBucket.Wheels, "gamma/aabb/alpha.py"),
            }
        )
            cache.Write(cache.PathOf(bucket, entry), "12345"u8);
        Directory.CreateDirectory(Path.Join(cache.Root, "index-v0"));
        File.WriteAllText(Path.Join(cache.Root, "index-v0", "old"), "old");
        File.WriteAllText(cache.NewStagingPath(), "left by a crash");
    }

    private static List<string> Entries(CacheFolder cache) =>
        [
            .. Directory
                .EnumerateFiles(cache.Root, "*", SearchOption.AllDirectories)
                .Select(p => Path.GetRelativePath(cache.Root, p))
                .Where(p => !p.StartsWith('.') && p != "CACHEDIR.TAG")
                .Order(StringComparer.Ordinal),
        ];

    [Fact]
    public void Making_the_object_and_looking_for_entries_touches_no_disk()
    {
        using var folder = new TempFolder();
        using var cache = new CacheFolder(Path.Join(folder.Path, "cache"));
        Assert.False(cache.Exists);
        Assert.Equal(0, cache.Measure());
        Assert.True(cache.Clean().IsEmpty);
        Assert.True(cache.Prune().IsEmpty);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void The_folder_is_marked_for_backups_and_for_git()
    {
        using var folder = new TempFolder();
        using var cache = new CacheFolder(Path.Join(folder.Path, "cache"));
        Fill(cache);
        Assert.StartsWith(
            "Signature: 8a477f597d28d172789f06886806bc55",
            File.ReadAllText(Path.Join(cache.Root, "CACHEDIR.TAG")),
            StringComparison.Ordinal
        );
        Assert.Equal("*", File.ReadAllText(Path.Join(cache.Root, ".gitignore")));
    }

    [Fact]
    public void Prune_takes_other_layouts_and_leftovers()
    {
        using var folder = new TempFolder();
        using var cache = new CacheFolder(Path.Join(folder.Path, "cache"));
        Fill(cache);
        var removed = cache.Prune();
        Assert.Equal(2, removed.Files);
        Assert.Equal(18, removed.Bytes);
        Assert.Equal(5, Entries(cache).Count);
        Assert.Equal(1, cache.Prune(ci: true).Files);
        Assert.True(cache.Prune().IsEmpty);
        cache.Write(cache.PathOf(CacheBucket.Wheels, "bb/y"), "new"u8);
    }

    [Fact]
    public void Clean_of_a_package_takes_its_entries_and_no_namesakes()
    {
        using var folder = new TempFolder();
        using var cache = new CacheFolder(Path.Join(folder.Path, "cache"));
        Fill(cache);
        Assert.Equal(3, cache.CleanPackage("alpha").Files);
        Assert.Contains("wheels-v1/gamma/aabb/alpha.py", Entries(cache), StringComparer.Ordinal);
        Assert.Equal(1, cache.CleanPackage("gamma").Files);
        Assert.Contains("index-v1/0123456789abcdef/alpha-beta.index", Entries(cache), StringComparer.Ordinal);
        Assert.True(cache.CleanPackage("nosuch").IsEmpty);
    }

    [Fact]
    public void Clean_takes_all_and_the_folder_can_be_used_again()
    {
        using var folder = new TempFolder();
        using var cache = new CacheFolder(Path.Join(folder.Path, "cache"));
        Fill(cache);
        Assert.True(cache.Clean().Files > 7);
        Assert.False(cache.Exists);
        Fill(cache);
        Assert.Equal(7, Entries(cache).Count);
    }

    [Fact]
    public void A_removal_waits_for_those_who_work_in_the_folder()
    {
        using var folder = new TempFolder();
        var root = Path.Join(folder.Path, "cache");
        using var worker = new CacheFolder(root);
        Fill(worker);
        using var cleaner = new CacheFolder(root);
        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var waited = 0;
        Assert.Throws<OperationCanceledException>(() => cleaner.Exclude(() => waited++, impatience.Token));
        Assert.Equal(1, waited);
        worker.Dispose();
        using (cleaner.Exclude(() => waited++, TestContext.Current.CancellationToken))
            Assert.False(cleaner.Clean().IsEmpty);
        Assert.Equal(1, waited);
        using var reader = new CacheFolder(root);
        reader.Enter(TestContext.Current.CancellationToken);
        Assert.False(reader.Exists);
    }

    [Fact]
    public void What_a_folder_may_not_take_goes_to_the_substitute_and_goes_with_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a place that nobody may write, not even root");
        using var folder = new TempFolder();
        var substitute = Path.Join(folder.Path, "substitute");
        var told = new Told();
        using (var cache = new CacheFolder("/proc/self/cache", substitute: substitute, events: told))
        {
            var path = cache.PathOf(CacheBucket.Wheels, "aa/x");
            cache.Write(path, "one"u8);
            Assert.Equal("one", File.ReadAllText(cache.PathOf(CacheBucket.Wheels, "aa/x")));
            // A path from before the refusal is good for writing still.
            cache.Write(path, "two"u8);
            Assert.Equal("two", File.ReadAllText(cache.PathOf(CacheBucket.Wheels, "aa/x")));
            Assert.StartsWith(substitute, cache.NewStagingPath(), StringComparison.Ordinal);
        }
        Assert.False(Directory.Exists(substitute));
        Assert.Contains("/proc/self/cache", Assert.Single(told.Warnings), StringComparison.Ordinal);
    }

    private sealed class Told : IProgress<KraitEvent>
    {
        public List<string> Warnings { get; } = [];

        public void Report(KraitEvent value) => Warnings.Add(((KraitEvent.Warning)value).Text);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told_with_the_reason()
    {
        using var folder = new TempFolder();
        var file = Path.Join(folder.Path, "file");
        File.WriteAllText(file, "");
        using var cache = new CacheFolder(Path.Join(file, "cache"));
        var e = Assert.Throws<CacheException>(() =>
            cache.Write(cache.PathOf(CacheBucket.Indexes, "x"), "1"u8)
        );
        Assert.Contains(file, e.Message, StringComparison.Ordinal);
        Assert.NotEmpty(e.InnerException!.Message);
        Assert.Contains("--cache-dir", Assert.Single(e.Hints), StringComparison.Ordinal);
        Assert.Equal(2, e.ExitCode);
    }

    [Fact]
    public void A_temporary_folder_goes_with_its_owner()
    {
        using var folder = new TempFolder();
        using (var cache = new CacheFolder(Path.Join(folder.Path, "cache"), isTemporary: true))
            Fill(cache);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Writers_at_once_leave_one_whole_entry()
    {
        using var folder = new TempFolder();
        using var cache = new CacheFolder(Path.Join(folder.Path, "cache"));
        var path = cache.PathOf(CacheBucket.Indexes, "x/alpha.index");
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(n =>
                    Task.Run(() =>
                        cache.Write(path, Encoding.ASCII.GetBytes(new string((char)('a' + n), 10_000)))
                    )
                )
        );
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(10_000, text.Length);
        Assert.Single(text.Distinct());
        Assert.Empty(Directory.GetFiles(cache.PathOf(CacheBucket.Staging)));
    }

    [Theory]
    [InlineData(null, 0, 0, true)]
    [InlineData("max-age=600, public", 0, 600, true)]
    [InlineData("public, MAX-AGE=\"60\"", 20, 40, true)]
    [InlineData("max-age=600", 700, 0, true)]
    [InlineData("no-cache, max-age=600", 0, 0, true)]
    [InlineData("no-store", 0, 0, false)]
    [InlineData("max-age=365000000, immutable", 0, 31536000, true)]
    [InlineData("max-age=99999999999999999999", 0, 31536000, true)]
    [InlineData("max-age=-1", 0, 0, true)]
    [InlineData("s-maxage=5", 0, 0, true)]
    public void The_server_says_how_long_an_answer_holds(
        string? header,
        long age,
        uint maxAge,
        bool storable
    ) => Assert.Equal(new CachePolicy(maxAge, storable), CachePolicy.Read(header, age));
}
