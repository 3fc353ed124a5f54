using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Krait.TestKit;

/// <summary>
/// Builds a wheel: valid by default, every part replaceable by something wrong, and the same bytes for the same input.
/// Without files of its own it holds one package of the distribution's name, with <c>__version__</c> and a <c>main()</c>
/// that prints name and version.
/// </summary>
public sealed class WheelBuilder(string name, string version)
{
    private readonly List<(string Path, byte[] Bytes, int Mode)> _files = [];
    private readonly List<string> _requirements = [];
    private readonly List<string> _extras = [];
    private readonly List<string> _scripts = [];
    private readonly List<string> _headers = [];

    /// <summary>Name and version as the file name and the dist-info folder spell them.</summary>
    public string Stem { get; init; } =
        $"{name.Replace('-', '_').Replace('.', '_').ToLowerInvariant()}-{version.Replace('-', '_')}";

    public string Tag { get; init; } = "py3-none-any";

    public string? BuildTag { get; init; }

    public string? RequiresPython { get; init; }

    /// <summary>Replaces the whole METADATA file.</summary>
    public string? MetadataText { get; init; }

    /// <summary>Replaces the whole WHEEL file.</summary>
    public string? WheelText { get; init; }

    /// <summary>Replaces the whole RECORD file; see also <see cref="WithoutRecord"/>.</summary>
    public string? RecordText { get; init; }

    public bool WithoutRecord { get; init; }

    public bool WithoutMetadata { get; init; }

    /// <summary>The name of the file, where it should differ from what the contents say.</summary>
    public string? FileName { get; init; }

    private string InfoFolder => Stem + ".dist-info";

    public WheelBuilder Requires(params string[] requirements)
    {
        _requirements.AddRange(requirements);
        return this;
    }

    public WheelBuilder Extra(string extra, params string[] requirements)
    {
        if (!_extras.Contains(extra, StringComparer.Ordinal))
            _extras.Add(extra);
        foreach (var requirement in requirements)
        {
            var at = requirement.IndexOf(';', StringComparison.Ordinal);
            _requirements.Add(
                at < 0
                    ? $"{requirement} ; extra == '{extra}'"
                    : $"{requirement[..at]}; ({requirement[(at + 1)..].Trim()}) and extra == '{extra}'"
            );
        }
        return this;
    }

    /// <summary>Adds a file at a path inside the wheel, which may be hostile.</summary>
    public WheelBuilder File(string path, string text, int mode = 0x1A4) =>
        File(path, Encoding.UTF8.GetBytes(text), mode);

    public WheelBuilder File(string path, byte[] bytes, int mode = 0x1A4)
    {
        _files.Add((path, bytes, mode));
        return this;
    }

    /// <summary>A file below <c>NAME-VERSION.data/</c>; <paramref name="place"/> is <c>scripts</c>, <c>data</c>, <c>headers</c> …</summary>
    public WheelBuilder Data(string place, string path, string text, int mode = 0x1A4) =>
        File($"{Stem}.data/{place}/{path}", text, mode);

    /// <summary>A console script, <c>module:function</c>.</summary>
    public WheelBuilder Script(string command, string target)
    {
        _scripts.Add($"{command} = {target}");
        return this;
    }

    /// <summary>A further line of METADATA.</summary>
    public WheelBuilder Header(string line)
    {
        _headers.Add(line);
        return this;
    }

    public WheelFile Build()
    {
        var metadata = Encoding.UTF8.GetBytes(MetadataText ?? DefaultMetadata());
        var entries = new List<(string Path, byte[] Bytes, int Mode)>(
            _files.Count > 0 ? _files : [DefaultModule()]
        );
        if (!WithoutMetadata)
            entries.Add(($"{InfoFolder}/METADATA", metadata, 0x1A4));
        entries.Add(($"{InfoFolder}/WHEEL", Encoding.UTF8.GetBytes(WheelText ?? DefaultWheel()), 0x1A4));
        if (_scripts.Count > 0)
        {
            var text = "[console_scripts]\n" + string.Join('\n', _scripts) + "\n";
            entries.Add(($"{InfoFolder}/entry_points.txt", Encoding.UTF8.GetBytes(text), 0x1A4));
        }
        if (!WithoutRecord)
        {
            var record = Encoding.UTF8.GetBytes(RecordText ?? DefaultRecord(entries));
            entries.Add(($"{InfoFolder}/RECORD", record, 0x1A4));
        }
        var fileName = FileName ?? $"{Stem}{(BuildTag is null ? "" : "-" + BuildTag)}-{Tag}.whl";
        return new WheelFile(name, version, fileName, Pack(entries), metadata);
    }

    private static byte[] Pack(List<(string Path, byte[] Bytes, int Mode)> entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, bytes, mode) in entries)
            {
                var entry = archive.CreateEntry(path, CompressionLevel.Fastest);
                entry.LastWriteTime = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
                entry.ExternalAttributes = (0x8000 | mode) << 16;
                using var body = entry.Open();
                body.Write(bytes);
            }
        }
        return stream.ToArray();
    }

    private (string Path, byte[] Bytes, int Mode) DefaultModule()
    {
        var module = name.Replace('-', '_').Replace('.', '_').ToLowerInvariant();
        var text = $"__version__ = '{version}'\n\n\ndef main():\n    print('{name} {version}')\n";
        return ($"{module}/__init__.py", Encoding.UTF8.GetBytes(text), 0x1A4);
    }

    private string DefaultMetadata()
    {
        var text = new StringBuilder($"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n");
        if (RequiresPython is not null)
            text.Append($"Requires-Python: {RequiresPython}\n");
        foreach (var extra in _extras)
            text.Append($"Provides-Extra: {extra}\n");
        foreach (var requirement in _requirements)
            text.Append($"Requires-Dist: {requirement}\n");
        foreach (var line in _headers)
            text.Append(line).Append('\n');
        return text.ToString();
    }

    private string DefaultWheel()
    {
        var pure = Tag.EndsWith("-any", StringComparison.Ordinal) ? "true" : "false";
        return $"Wheel-Version: 1.0\nGenerator: krait-testkit\nRoot-Is-Purelib: {pure}\nTag: {Tag}\n";
    }

    private string DefaultRecord(List<(string Path, byte[] Bytes, int Mode)> entries)
    {
        var text = new StringBuilder();
        foreach (var (path, bytes, _) in entries)
            text.Append($"{Quote(path)},sha256={Digest(bytes)},{bytes.Length}\n");
        return text.Append($"{InfoFolder}/RECORD,,\n").ToString();
    }

    private static string Quote(string path) =>
        path.AsSpan().IndexOfAny(",\"\n") < 0
            ? path
            : $"\"{path.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Digest(byte[] bytes) =>
        Convert.ToBase64String(SHA256.HashData(bytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
