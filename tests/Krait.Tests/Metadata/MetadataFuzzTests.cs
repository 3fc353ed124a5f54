using System.Buffers;
using System.Text;
using Krait.Metadata;

namespace Krait.Tests.Metadata;

public class MetadataFuzzTests
{
    private static readonly string[] Tokens =
    [
        "\n",
        "\r\n",
        "\n ",
        ": ",
        ":",
        ",",
        ";",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        "=",
        "#",
        "Name: a\n",
        "Version: 1\n",
        "Requires-Dist: x>=1\n",
        "Metadata-Version: 2.4\n",
        "=?utf-8?q?=41?=",
        "sha256=",
        "../",
        "/",
        "\\u0041",
        "null",
        "true",
        "1",
        "\0",
        "\u0080",
        "\u00EF\u00BB\u00BF",
    ];

    private static readonly string[] Metadatas =
    [
        "Metadata-Version: 2.4\nName: Some.Project\nVersion: 1.2.3rc1\nSummary: a\n  b\nRequires-Python: >=3.9.*\nRequires-Dist: first>=1; extra == 'x'\nProvides-Extra: X_y\nDynamic: License-File\nLicense-Expression: MIT OR (Apache-2.0 AND BSD-3-Clause)\n\nbody\n",
        "Metadata-Version: 2.1\r\nName: a\r\nVersion: 1\r\nDescription-Content-Type: text/markdown; charset=UTF-8; variant=GFM\r\nProject-URL: a, https://host.example\r\nAuthor: =?utf-8?b?w6k=?=\r\nClassifier: Programming Language :: Python\r\nKeywords: a,b\r\n\r\n",
    ];

    private static readonly string[] Wheels =
    [
        "Wheel-Version: 1.0\nGenerator: bdist_wheel 0.37\nRoot-Is-Purelib: true\nTag: py2-none-any\nTag: py3-none-any\nBuild: 1\n",
    ];

    private static readonly string[] Records =
    [
        "a/b.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,10\r\n\"c,\"\"d\"\".py\",md5=AA,\na.dist-info/RECORD,,\n",
    ];

    private static readonly string[] Scripts =
    [
        "# c\n[console_scripts]\nrun = pkg.main:program.run\nextra=pkg:main[fast, small]\n\n[gui_scripts]\nW = p.q : M\n[other]\nx = y\n",
    ];

    private static readonly string[] Urls =
    [
        "{\"url\": \"https://u:p@host.example/a.whl\", \"archive_info\": {\"hash\": \"sha256=00\", \"hashes\": {\"sha256\": \"00\"}}}",
        "{\"url\": \"file:///x\", \"dir_info\": {\"editable\": true}, \"subdirectory\": \"s\"}",
        "{\"url\": \"https://host.example/r.git\", \"vcs_info\": {\"vcs\": \"git\", \"requested_revision\": \"v1\", \"commit_id\": \"0a\"}}",
    ];

    [Fact]
    public void Any_METADATA_is_read_or_refused() =>
        Fuzzing.Run(
            Bytes(Metadatas),
            Tokens,
            bytes =>
            {
                Assert.NotEqual(CoreMetadata.TryParse(bytes, out _, out var error), error is not null);
                foreach (var fault in MetadataCheck.Faults(MetadataDocument.Read(bytes)))
                    Assert.NotNull(fault.ToString());
            }
        );

    [Fact]
    public void Any_WHEEL_is_read_or_refused() =>
        Fuzzing.Run(
            Bytes(Wheels),
            Tokens,
            bytes =>
                Assert.NotEqual(WheelInformation.TryParse(bytes, out _, out var error), error is not null)
        );

    [Fact]
    public void Any_RECORD_is_read_or_refused_and_written_as_it_was_read() =>
        Fuzzing.Run(
            Bytes(Records),
            Tokens,
            bytes =>
            {
                _ = RecordFile.TryParseLenient(bytes, out _, out _);
                if (!RecordFile.TryParse(bytes, out var record, out var error))
                {
                    Assert.NotEmpty(error);
                    return;
                }
                var written = new ArrayBufferWriter<byte>();
                RecordFile.Write(written, record.Entries);
                Assert.True(RecordFile.TryParse(written.WrittenSpan, out var again, out _));
                Assert.Equal(record.Entries, again.Entries);
            }
        );

    [Fact]
    public void Any_entry_points_are_read_or_refused() =>
        Fuzzing.Run(
            Bytes(Scripts),
            Tokens,
            bytes =>
            {
                if (!EntryPoints.TryParse(bytes, out var points, out var error))
                    Assert.NotEmpty(error);
                else
                    Assert.All(points.ConsoleScripts, point => Assert.NotEmpty(point.Module));
            }
        );

    [Fact]
    public void Any_direct_url_is_read_or_refused_and_written_as_it_was_read() =>
        Fuzzing.Run(
            Bytes(Urls),
            Tokens,
            bytes =>
            {
                if (!DirectUrl.TryParse(bytes, out var url, out var error))
                {
                    Assert.NotEmpty(error);
                    return;
                }
                var written = new ArrayBufferWriter<byte>();
                url.Write(written);
                Assert.True(DirectUrl.TryParse(written.WrittenSpan, out var again, out error), error);
                Assert.Equal(DirectUrl.WithoutCredentials(url.Url), DirectUrl.WithoutCredentials(again.Url));
            }
        );

    private static byte[][] Bytes(string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
