using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Krait.TestKit;

/// <summary>What a Simple page says about one file.</summary>
public sealed record IndexFileOptions
{
    /// <summary>The reason of the yank, perhaps empty; null where the file is not yanked.</summary>
    public string? Yanked { get; init; }

    public string? RequiresPython { get; init; }

    public string UploadTime { get; init; } = "2020-01-01T00:00:00.000000Z";

    /// <summary>Whether the METADATA is served beside the wheel (PEP 658).</summary>
    public bool PublishesMetadata { get; init; } = true;

    /// <summary>The hash the page promises; null for the right one, empty for none.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The METADATA served beside the wheel, where it should differ from the one inside.</summary>
    public byte[]? SidecarMetadata { get; init; }
}

/// <summary>One request as the server saw it.</summary>
public sealed record IndexRequest(
    string Method,
    string Path,
    string? Range,
    string? Authorization,
    string? IfNoneMatch,
    string Protocol
)
{
    public int Status { get; set; }
}

/// <summary>
/// One package index at an address of its own on an <see cref="IndexServer"/>: Simple API pages in JSON and HTML, files
/// with ranges, metadata files, yanks, credentials, cache headers, and faults for chosen paths.
/// </summary>
public sealed partial class PackageIndex(string prefix, Uri root)
{
    private readonly ConcurrentQueue<IndexRequest> _requests = new();
    private readonly ConcurrentDictionary<string, (byte[] Body, string ContentType)> _served = new(
        StringComparer.Ordinal
    );
    private readonly List<FaultRule> _faults = [];
    private readonly Lock _gate = new();

    internal SortedDictionary<string, List<(WheelFile File, IndexFileOptions Options)>> Projects { get; } =
        new(StringComparer.Ordinal);

    internal string Prefix => prefix;

    /// <summary>The Simple API, with a final slash.</summary>
    public string Url => $"{root}{prefix}/simple/";

    /// <summary>The Simple API with credentials in the address.</summary>
    public string UrlWith(string user, string password) =>
        Url.Replace(
            "://",
            $"://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@",
            StringComparison.Ordinal
        );

    /// <summary>The address of a file that was added, or of anything else below this index.</summary>
    public string FileUrl(string fileName) => $"{root}{prefix}/files/{Uri.EscapeDataString(fileName)}";

    /// <summary>Only HTML pages, as an old index serves.</summary>
    public bool HtmlOnly { get; set; }

    /// <summary>User and password that every request must carry; null for an open index.</summary>
    public (string User, string Password)? Credentials { get; set; }

    /// <summary><c>max-age</c> of the pages in seconds; files are immutable.</summary>
    public int MaxAge { get; set; } = 600;

    /// <summary>Every request since the start or since <see cref="ForgetRequests"/>, in the order of arrival.</summary>
    public IReadOnlyList<IndexRequest> Requests => [.. _requests];

    public void ForgetRequests() => _requests.Clear();

    public void Add(WheelFile file, IndexFileOptions? options = null)
    {
        lock (_gate)
        {
            var name = Separators().Replace(file.Name, "-").ToLowerInvariant();
            if (!Projects.TryGetValue(name, out var files))
                Projects[name] = files = [];
            files.Add((file, options ?? new IndexFileOptions()));
        }
    }

    public void Add(WheelBuilder builder, IndexFileOptions? options = null) => Add(builder.Build(), options);

    /// <summary>Answers <paramref name="path"/> (below this index, without a leading slash) with these bytes.</summary>
    public void Serve(string path, byte[] body, string contentType = "application/octet-stream") =>
        _served[path] = (body, contentType);

    /// <summary>From now on answers paths that match <paramref name="pattern"/> with a fault, <paramref name="times"/> times.</summary>
    public void Fail(string pattern, IndexFault fault, int times = int.MaxValue)
    {
        lock (_gate)
            _faults.Add(
                new FaultRule(new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1)), fault, times)
            );
    }

    public void StopFailing()
    {
        lock (_gate)
            _faults.Clear();
    }

    internal void Record(IndexRequest request) => _requests.Enqueue(request);

    internal IndexFault? TakeFault(string path)
    {
        lock (_gate)
        {
            foreach (var rule in _faults)
            {
                if (rule.Left > 0 && rule.Pattern.IsMatch(path))
                {
                    rule.Left--;
                    return rule.Fault;
                }
            }
            return null;
        }
    }

    internal (byte[] Body, string ContentType)? Find(string path) =>
        _served.TryGetValue(path, out var served) ? served : null;

    internal List<(WheelFile File, IndexFileOptions Options)> FilesOf(string project)
    {
        lock (_gate)
            return Projects.TryGetValue(project, out var files) ? [.. files] : [];
    }

    internal (WheelFile File, IndexFileOptions Options)? FindFile(string fileName)
    {
        lock (_gate)
        {
            foreach (var files in Projects.Values)
            {
                foreach (var file in files)
                {
                    if (string.Equals(file.File.FileName, fileName, StringComparison.Ordinal))
                        return file;
                }
            }
            return null;
        }
    }

    [GeneratedRegex("[-_.]+")]
    private static partial Regex Separators();

    private sealed class FaultRule(Regex pattern, IndexFault fault, int times)
    {
        public Regex Pattern => pattern;
        public IndexFault Fault => fault;
        public int Left { get; set; } = times;
    }
}
