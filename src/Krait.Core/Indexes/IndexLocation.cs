using System.Diagnostics.CodeAnalysis;
using System.Text;
using Krait.Http;
using Krait.Storage;
using Krait.Versions;

namespace Krait.Indexes;

/// <summary>
/// Where an index or a list of links is: an http(s) or file address, without credentials. Two locations are equal
/// when their addresses and formats are.
/// </summary>
public sealed class IndexLocation : IEquatable<IndexLocation>
{
    private IndexLocation(Uri url, HttpCredential? credential, string text)
    {
        Url = url;
        Credential = credential;
        Text = text;
        Key = Fingerprint.Text(Fingerprint.Hash64(Encoding.UTF8.GetBytes(Canonical(url))));
    }

    /// <summary>Absolute, without user information.</summary>
    public Uri Url { get; }

    /// <summary>The address as it was written, credentials masked; for messages and for output files.</summary>
    public string Text { get; }

    /// <summary>The name that requirements and settings refer to; null if it has none.</summary>
    public string? Name { get; init; }

    /// <summary>Used only for the packages that name it.</summary>
    public bool IsExplicit { get; init; }

    /// <summary>The one that comes last.</summary>
    public bool IsDefault { get; init; }

    public IndexFormat Format { get; init; }

    /// <summary>The CUDA that the builds on it are for; null where that does not matter. Builds for one CUDA go together only.</summary>
    public PackageVersion? Cuda { get; init; }

    /// <summary>Whether it lies on this machine's file system.</summary>
    public bool IsLocal => Url.IsFile;

    /// <summary>Sixteen hexadecimal digits that stand for the address in the cache; credentials have no part in it.</summary>
    public string Key { get; }

    internal HttpCredential? Credential { get; init; }

    /// <summary>
    /// Reads an address or a path; a path that is not absolute is taken below <paramref name="folder"/>.
    /// False for an address of another scheme, and for text that is neither.
    /// </summary>
    public static bool TryParse(string text, string folder, [NotNullWhen(true)] out IndexLocation? location)
    {
        location = null;
        text = text.Trim();
        // No file system has a name with a NUL in it, and the path functions throw.
        if (text.Length == 0 || text.Contains('\0', StringComparison.Ordinal))
            return false;
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 && !text.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            var path = Path.GetFullPath(Path.Combine(folder, text));
            location = new IndexLocation(FileUrl(path), null, text);
            return true;
        }
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https" or "file")
        )
            return false;
        location = new IndexLocation(
            SafeUrl.Strip(url),
            HttpCredential.FromUserInfo(url.UserInfo),
            SafeUrl.Show(text)
        );
        return true;
    }

    /// <summary>Reads <c>name=address</c> or an address alone, as <c>--index</c> takes it.</summary>
    public static bool TryParseNamed(
        string text,
        string folder,
        [NotNullWhen(true)] out IndexLocation? location
    )
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || text.AsSpan(0, equals).ContainsAny(":/?#\\"))
            return TryParse(text, folder, out location);
        if (!TryParse(text[(equals + 1)..], folder, out location))
            return false;
        location = location.With(name: text[..equals]);
        return true;
    }

    /// <summary>The file address of an absolute path.</summary>
    public static Uri FileUrl(string path) =>
        new UriBuilder("file", string.Empty) { Path = EscapePath(path) }.Uri;

    /// <summary>The same place with other properties; what is null stays.</summary>
    public IndexLocation With(
        string? name = null,
        bool? isExplicit = null,
        bool? isDefault = null,
        IndexFormat? format = null,
        string? user = null,
        string? password = null,
        PackageVersion? cuda = null
    ) =>
        new(
            Url,
            user is null && password is null
                ? Credential
                : new HttpCredential(user ?? string.Empty, password),
            Text
        )
        {
            Name = name ?? Name,
            IsExplicit = isExplicit ?? IsExplicit,
            IsDefault = isDefault ?? IsDefault,
            Format = format ?? Format,
            Cuda = cuda ?? Cuda,
        };

    /// <summary>The same place, for packages whose builds go with those for any CUDA.</summary>
    public IndexLocation WithoutCuda() =>
        new(Url, Credential, Text)
        {
            Name = Name,
            IsExplicit = IsExplicit,
            IsDefault = IsDefault,
            Format = Format,
        };

    /// <summary>The page of a project: <c>ADDRESS/NAME/</c>, a query staying behind.</summary>
    internal Uri PageOf(string project)
    {
        var page = new UriBuilder(Url);
        page.Path = $"{page.Path.TrimEnd('/')}/{project}/";
        return page.Uri;
    }

    public bool Equals(IndexLocation? other) =>
        other is not null
        && Format == other.Format
        && string.Equals(Key, other.Key, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as IndexLocation);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    /// <summary>The address as it may be shown.</summary>
    public override string ToString() => Text;

    // A last slash makes no other index, though it does make another page of links.
    private static string Canonical(Uri url) => url.AbsoluteUri.TrimEnd('/');

    private static string EscapePath(string path)
    {
        path = path.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("#", "%23", StringComparison.Ordinal)
            .Replace("?", "%3F", StringComparison.Ordinal);
        if (!path.StartsWith('/'))
            return path;
        // Of a path of Unix, `Uri` would take a backslash for a separator and `/x:` or `/x|` for a drive.
        path = path.Replace("\\", "%5C", StringComparison.Ordinal);
        return path.Length > 2 && path[2] is ':' or '|' ? $"{path[..2]}%{(int)path[2]:X2}{path[3..]}" : path;
    }
}
