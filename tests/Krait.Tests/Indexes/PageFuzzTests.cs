using System.Buffers.Binary;
using System.Text;
using Krait.Http;
using Krait.Indexes;
using Krait.Requirements;

namespace Krait.Tests.Indexes;

public class PageFuzzTests
{
    private const string Html =
        "<!DOCTYPE html><html><head><meta name=\"pypi:repository-version\" content=\"1.1\"><base href='../x/'></head><body><!-- <a> --><script>'<a>'</script><a href=\"alpha-1.0-py3-none-any.whl#sha256=00&amp;x\" data-requires-python=\"&gt;=3.7\" data-yanked=\"bad &#x26; b\">a</a><A HREF=alpha-1.1.tar.gz data-core-metadata=true>b</A></body></html>";

    private const string Json =
        "{\"meta\": {\"api-version\": \"1.1\"}, \"name\": \"alpha\", \"project-status\": {\"status\": \"archived\", \"reason\": \"x\"}, \"files\": [{\"filename\": \"alpha-1.0-py3-none-any.whl\", \"url\": \"\\u0061lpha-1.0-py3-none-any.whl\", \"hashes\": {\"sha256\": \"00\", \"md5\": \"11\"}, \"requires-python\": \">=3.7\", \"size\": 5, \"upload-time\": \"2020-01-01T00:00:00Z\", \"yanked\": \"why\", \"core-metadata\": {\"sha256\": \"ab\"}}, {\"filename\": \"alpha-1!99999999999999999999.tar.gz\", \"url\": \"https://files.example/a.tar.gz\", \"hashes\": {}}]}";

    private static readonly string[] Tokens =
    [
        "<",
        ">",
        "</",
        "<a href=",
        "<base href=",
        "<meta ",
        "<!--",
        "-->",
        "<script>",
        "&#",
        "&amp",
        "&#x10FFFF;",
        "=",
        "'",
        "\"",
        "/",
        "#sha256=",
        "data-yanked",
        "data-requires-python=\">=3\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "true",
        "1e5",
        "\\ud800",
        "\\",
        "files",
        "alpha-2.0.tar.gz",
        "http://[",
        "//",
        "?",
        " ",
        "\0",
        "\u00FF",
    ];

    private static readonly Uri Address = new("http://index.example/simple/alpha/");
    private static readonly PackageName Alpha = PackageName.Parse("alpha");

    [Theory]
    [InlineData("text/html", Html)]
    [InlineData("application/json", Json)]
    public void Any_page_is_read_or_refused(string type, string seed) =>
        Fuzzing.Run(
            [Encoding.UTF8.GetBytes(seed)],
            Tokens,
            page =>
            {
                try
                {
                    Walk(Pack(page, type));
                }
                catch (HttpFailureException) { }
            },
            type.Split('/')[1]
        );

    /// <summary>The checks are made right again, so that what is behind them meets spoiled bytes too.</summary>
    [Fact]
    public void Any_packed_project_is_read_or_refused() =>
        Fuzzing.Run(
            [
                Pack(Encoding.UTF8.GetBytes(Json), "application/json"),
                Pack(Encoding.UTF8.GetBytes(Html), "text/html"),
            ],
            ["\0\0\0\0", "\u00FF\u00FF\u00FF\u00FF", "\u0001\0\0\0", "1.0", "://"],
            bytes =>
            {
                Walk(bytes);
                Seal(bytes);
                Walk(bytes);
            }
        );

    private static byte[] Pack(byte[] page, string type)
    {
        var text = new PageText();
        var project = new ProjectBuilder(Alpha, text) { Base = Address };
        IndexClient.ReadPage(page, Address, type, text, project, (in PageFile file) => project.Add(file));
        return project.Pack("etag", "modified", 0, 0);
    }

    private static void Walk(byte[] bytes)
    {
        Assert.True(IndexLocation.TryParse("http://index.example/simple", "/", out var index));
        if (ProjectFiles.TryOpen(Alpha, index, bytes, null) is not { } files)
            return;
        Attempt(() => Assert.NotEqual("x", files.StatusReason + "y"));
        for (var i = 0; i < files.VersionCount; i++)
        {
            Attempt(() => Assert.NotNull(files.Versions[i].ToString()));
            Attempt(() => Assert.InRange(files.FilesOf(i).End, 0, files.FileCount));
        }
        for (var i = 0; i < files.FileCount; i++)
        {
            Attempt(() => Assert.InRange(files.VersionOf(i), 0, files.VersionCount - 1));
            Attempt(() => Assert.NotNull(files.File(i).FileName));
            Attempt(() => Assert.Equal(files.IsWheel(i), files.File(i).IsWheel));
            Attempt(() =>
            {
                if (files.TagSetId(i) is >= 0 and var id)
                    Assert.NotNull(files.TagSetOf(id).ToString());
            });
            Attempt(() => Assert.True(files.BuildOf(i).IsEmpty || files.IsWheel(i)));
        }
    }

    private static void Attempt(Action read)
    {
        try
        {
            read();
        }
        catch (IndexException) { }
    }

    private static void Seal(Span<byte> bytes)
    {
        if (bytes.Length < ProjectLayout.HeaderSize)
            return;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, ProjectLayout.Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[4..], ProjectLayout.Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], bytes.Length);
        int[] counts = [.. Enumerable.Range(0, 5).Select(_ => 0)];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(12 + 4 * i)..]);
            if (counts[i] is < 0 or > 1000)
                return;
        }
        var cold = BinaryPrimitives.ReadInt32LittleEndian(bytes[32..]);
        if (cold < ProjectLayout.HeaderSize || cold > bytes.Length)
            return;
        var texts = ProjectLayout.FixedTexts + counts[2] + counts[3] + counts[4];
        var columns = new ProjectColumns(counts[0], counts[1], texts);
        for (var i = 0; i < counts[1] && columns.End <= bytes.Length; i++)
        {
            var at = BinaryPrimitives.ReadInt32LittleEndian(bytes[(columns.Records + 4 * i)..]);
            if (at < cold || at > bytes.Length - ProjectLayout.RecordSize)
                continue;
            var length = ProjectLayout.RecordSize;
            for (var part = 16; part < 24; part += 2)
                length += BinaryPrimitives.ReadUInt16LittleEndian(bytes[(at + part)..]);
            if (length <= bytes.Length - at)
                BinaryPrimitives.WriteUInt64LittleEndian(
                    bytes[at..],
                    ProjectLayout.RecordCheck(bytes.Slice(at, length))
                );
        }
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[40..], ProjectLayout.HotCheck(bytes, cold));
    }
}
