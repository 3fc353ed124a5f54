using System.Text;
using BenchmarkDotNet.Attributes;
using Krait.Indexes;
using Krait.Requirements;

namespace Krait.Benchmarks;

/// <summary>The page of a project with ten thousand files, from the bytes of an answer to the packed form that the cache keeps.</summary>
[MemoryDiagnoser, MinColumn]
public class PageBenchmarks
{
    private const int Files = 10_000;
    private static readonly Uri s_address = new("https://index.example/simple/package/");
    private static readonly PackageName s_name = PackageName.Parse("package");

    private byte[] _json = [];
    private byte[] _html = [];

    [GlobalSetup]
    public void Setup()
    {
        var json = new StringBuilder("{\"meta\":{\"api-version\":\"1.1\"},\"name\":\"package\",\"files\":[");
        var html = new StringBuilder("<!DOCTYPE html><html><body>\n");
        for (var i = 0; i < Files; i++)
        {
            var version = $"{i / 400}.{i / 20 % 20}.0";
            var python = 8 + i % 5;
            var name =
                i % 20 == 0
                    ? $"package-{version}.tar.gz"
                    : $"package-{version}-cp3{python}-cp3{python}-manylinux_2_{i % 20 + 10}_x86_64.whl";
            var hash = $"{i:x64}";
            json.Append(i == 0 ? "" : ",")
                .Append(
                    $$$"""{"filename":"{{{name}}}","url":"https://files.example/{{{name}}}","hashes":{"sha256":"{{{hash}}}"},"requires-python":">=3.{{{python}}}","size":{{{i}}},"upload-time":"2024-01-02T03:04:05.000000Z","yanked":false,"core-metadata":{"sha256":"{{{hash}}}"}}"""
                );
            html.Append(
                $"<a href=\"https://files.example/{name}#sha256={hash}\" data-requires-python=\"&gt;=3.{python}\" data-core-metadata=\"sha256={hash}\">{name}</a><br />\n"
            );
        }
        _json = Encoding.UTF8.GetBytes(json.Append("]}").ToString());
        _html = Encoding.UTF8.GetBytes(html.Append("</body></html>").ToString());
    }

    [Benchmark]
    public byte[] ReadAndPackJsonOf10000() => Pack(_json, "application/json");

    [Benchmark]
    public byte[] ReadAndPackHtmlOf10000() => Pack(_html, "text/html");

    private static byte[] Pack(byte[] page, string type)
    {
        var text = new PageText();
        var project = new ProjectBuilder(s_name, text) { Base = s_address };
        IndexClient.ReadPage(page, s_address, type, text, project, (in PageFile file) => project.Add(file));
        return project.Pack(null, null, 0, 0);
    }
}
