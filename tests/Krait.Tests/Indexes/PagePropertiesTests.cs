using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Krait.Http;
using Krait.Indexes;
using Krait.Requirements;

namespace Krait.Tests.Indexes;

/// <summary>Whatever an index sends, reading it ends, in a listing or in the one documented failure.</summary>
public sealed class PagePropertiesTests
{
    private const string Html = """
        <!DOCTYPE html><html><head><meta name="pypi:repository-version" content="1.1"><base href='../x/'></head><body>
        <!-- <a href="no"> --><script>var a = "<a href='no'>";</script>
        <a href="alpha-1.0-py3-none-any.whl#sha256=00&amp;x" data-requires-python="&gt;=3.7" data-yanked="bad &#x26; b">a</a>
        <A HREF=alpha-1.1.tar.gz data-core-metadata=true>b</A></body></html>
        """;

    private const string Json = """
        {"meta": {"api-version": "1.1"}, "name": "alpha", "project-status": {"status": "archived", "reason": "x"}, "files": [
        {"filename": "alpha-1.0-py3-none-any.whl", "url": "\u0061lpha-1.0-py3-none-any.whl", "hashes": {"sha256": "00", "md5": "11"},
        "requires-python": ">=3.7", "size": 5, "upload-time": "2020-01-01T00:00:00Z", "yanked": "why", "core-metadata": {"sha256": "ab"}}]}
        """;

    private static readonly Uri Address = new("http://index.example/simple/alpha/");

    /// <summary>The text with some places replaced by others of its own bytes, or by any.</summary>
    private static Gen<byte[]> Spoiled(string text)
    {
        var good = Encoding.UTF8.GetBytes(text);
        var place = Gen.Choose(0, good.Length - 1);
        var change =
            from at in place
            from length in Gen.Choose(0, 12)
            from source in place
            from any in Gen.Choose(0, 255)
            select (at, length, source, any);
        return from changes in change.ListOf()
            select changes.Aggregate(good, (bytes, c) => Change(bytes, c.at, c.length, c.source, c.any));
    }

    private static byte[] Change(byte[] bytes, int at, int length, int source, int any)
    {
        if (bytes.Length == 0)
            return [(byte)any];
        at %= bytes.Length;
        source %= bytes.Length;
        var piece = any < 128 ? [(byte)(any * 2)] : bytes[source..Math.Min(bytes.Length, source + length)];
        return [.. bytes[..at], .. piece, .. bytes[Math.Min(bytes.Length, at + length)..]];
    }

    private static bool EndsWell(Action<PageText, ProjectBuilder, AddPageFile> read)
    {
        var text = new PageText();
        var project = new ProjectBuilder(PackageName.Parse("alpha"), text) { Base = Address };
        try
        {
            read(text, project, (in PageFile file) => project.Add(file));
        }
        catch (HttpFailureException)
        {
            return true;
        }
        var location = IndexLocation.TryParse("http://index.example/simple", "/", out var index)
            ? index
            : null;
        var files = ProjectFiles.TryOpen(project.Name, location!, project.Pack(null, null, 0, 0), null);
        for (var i = 0; i < files!.FileCount; i++)
            _ = files.FileName(i);
        return files.FileCount == project.Count;
    }

    [Fact]
    public void Spoiled_pages_in_HTML_end_well() =>
        Prop.ForAll(
                Spoiled(Html).ToArbitrary(),
                page =>
                    EndsWell(
                        (text, project, add) =>
                            project.Base = HtmlPage.Read(page, Address, text, project, add)
                    )
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Spoiled_pages_in_JSON_end_well() =>
        Prop.ForAll(
                Spoiled(Json).ToArbitrary(),
                page => EndsWell((text, project, add) => JsonPage.Read(page, text, project, add))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_that_are_no_packed_project_are_refused_and_not_misread() =>
        Prop.ForAll<byte[]>(bytes =>
                IndexLocation.TryParse("http://index.example/simple", "/", out var index)
                && ProjectFiles.TryOpen(PackageName.Parse("alpha"), index, bytes, null) is null
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2022-11-14T17:14:53.935145Z", 1668446093935)]
    [InlineData("2022-11-14T17:14:53Z", 1668446093000)]
    [InlineData("2022-11-14T18:14:53.9+01:00", 1668446093900)]
    [InlineData("1970-01-01T00:00:00Z", 0L)]
    [InlineData("2022-13-14T17:14:53Z", null)]
    [InlineData("2022-02-30T17:14:53Z", null)]
    [InlineData("2022-11-14", null)]
    [InlineData("", null)]
    public void Upload_times_are_read_to_the_millisecond(string text, long? expected) =>
        Assert.Equal(expected ?? ProjectLayout.NoTime, UploadTimeText.Read(Encoding.UTF8.GetBytes(text)));
}
