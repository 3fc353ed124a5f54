namespace Krait.Tests.Repository;

/// <summary>House rules that can be read off the source files.</summary>
public class SourceFilesTests
{
    private const int MostLines = 600;

    [Fact]
    public void No_hand_written_file_is_longer_than_the_cap()
    {
        var longer =
            from file in Sources()
            where !Path.GetFileName(file).EndsWith(".Table.cs", StringComparison.Ordinal)
            let lines = File.ReadLines(file).Count()
            where lines > MostLines
            select $"{Path.GetRelativePath(RepositoryRoot.Path, file)}: {lines} lines";
        Assert.Empty(longer);
    }

    [Fact]
    public void No_folder_has_a_name_that_says_nothing()
    {
        string[] empty = ["Utils", "Utilities", "Helpers", "Common", "Misc", "Extensions", "Shared"];
        var wrong = Sources()
            .Select(f => Path.GetFileName(Path.GetDirectoryName(f)!))
            .Intersect(empty, StringComparer.Ordinal);
        Assert.Empty(wrong);
    }

    [Fact]
    public void No_unfinished_business_is_left_in_the_code()
    {
        string[] marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception"];
        var left =
            from file in Sources()
            from line in File.ReadLines(file)
            where marks.Any(mark => line.Contains(mark, StringComparison.Ordinal))
            select $"{Path.GetRelativePath(RepositoryRoot.Path, file)}: {line.Trim()}";
        Assert.Empty(left);
    }

    private static IEnumerable<string> Sources() =>
        from top in new[] { "src", "tests", "bench" }
        from file in Directory.EnumerateFiles(
            Path.Combine(RepositoryRoot.Path, top),
            "*.cs",
            SearchOption.AllDirectories
        )
        where
            !file.Contains(
                $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                StringComparison.Ordinal
            )
        select file;
}
