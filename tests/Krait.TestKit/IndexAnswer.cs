using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Krait.TestKit;

/// <summary>Answers one request to a <see cref="PackageIndex"/>, faults included.</summary>
internal static class IndexAnswer
{
    public static async Task WriteAsync(HttpContext context, PackageIndex index, string path)
    {
        var fault = index.TakeFault(path);
        switch (fault)
        {
            case IndexFault.Reset:
                context.Abort();
                return;
            case IndexFault.Status status:
                context.Response.StatusCode = status.Code;
                if (status.RetryAfterSeconds is { } seconds)
                    context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                return;
            case IndexFault.Redirect redirect:
                context.Response.StatusCode = redirect.Code;
                context.Response.Headers.Location = redirect.Location;
                return;
            case IndexFault.RedirectLoop:
                var count = int.TryParse(context.Request.Query["n"], CultureInfo.InvariantCulture, out var n)
                    ? n
                    : 0;
                context.Response.StatusCode = StatusCodes.Status302Found;
                context.Response.Headers.Location = $"{context.Request.Path}?n={count + 1}";
                return;
            case IndexFault.Body other:
                await SendAsync(context, Encoding.UTF8.GetBytes(other.Text), other.ContentType, fault);
                return;
        }
        if (index.Credentials is { } credentials && !IsAuthorized(context, credentials))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"index\"";
            return;
        }
        if (Find(context, index, path) is not { } found)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        context.Response.Headers.CacheControl = found.IsPage
            ? $"max-age={index.MaxAge}, public"
            : "max-age=365000000, immutable, public";
        await SendAsync(context, found.Body, found.ContentType, fault);
    }

    private static (byte[] Body, string ContentType, bool IsPage)? Find(
        HttpContext context,
        PackageIndex index,
        string path
    )
    {
        if (index.Find(path) is { } served)
            return (served.Body, served.ContentType, true);
        var parts = path.Split('/');
        if (parts is ["simple", { Length: > 0 } project, ""] && index.FilesOf(project).Count > 0)
        {
            var wantsJson = context
                .Request.Headers.Accept.ToString()
                .Contains("json", StringComparison.Ordinal);
            return wantsJson && !index.HtmlOnly
                ? (SimplePages.Json(index, project), SimplePages.JsonType, true)
                : (SimplePages.Html(index, project), "text/html", true);
        }
        if (parts is not ["files", { Length: > 0 } name])
            return null;
        if (index.FindFile(name) is { } file)
            return (file.File.Bytes, "application/octet-stream", false);
        const string Suffix = ".metadata";
        if (
            name.EndsWith(Suffix, StringComparison.Ordinal)
            && index.FindFile(name[..^Suffix.Length]) is { Options.PublishesMetadata: true } wheel
        )
            return (wheel.Options.SidecarMetadata ?? wheel.File.Metadata, "text/plain", false);
        return null;
    }

    private static bool IsAuthorized(HttpContext context, (string User, string Password) credentials)
    {
        var expected = Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{credentials.User}:{credentials.Password}")
        );
        return string.Equals(
            context.Request.Headers.Authorization.ToString(),
            "Basic " + expected,
            StringComparison.Ordinal
        );
    }

    private static async Task SendAsync(
        HttpContext context,
        byte[] body,
        string contentType,
        IndexFault? fault
    )
    {
        var response = context.Response;
        response.ContentType = contentType;
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8))}\"";
        response.Headers.ETag = tag;
        if (string.Equals(context.Request.Headers.IfNoneMatch, tag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        if (fault is not IndexFault.NoRanges)
        {
            response.Headers.AcceptRanges = "bytes";
            if (TryReadRange(context.Request.Headers.Range, body.Length, out var start, out var end))
            {
                response.StatusCode = StatusCodes.Status206PartialContent;
                response.Headers.ContentRange = $"bytes {start}-{end - 1}/{body.Length}";
                body = body[start..end];
            }
        }
        if (HttpMethods.IsHead(context.Request.Method))
        {
            response.ContentLength = body.Length;
            return;
        }
        await SendBodyAsync(context, body, fault);
    }

    private static async Task SendBodyAsync(HttpContext context, byte[] body, IndexFault? fault)
    {
        var response = context.Response;
        var gone = context.RequestAborted;
        if (fault is IndexFault.Encoded encoded)
        {
            response.Headers.ContentEncoding = encoded.Encoding;
            body = Pack(body, encoded.Encoding);
        }
        else if (fault is IndexFault.Claim claim)
        {
            response.StatusCode = claim.Code;
        }
        response.ContentLength = body.Length + ((fault as IndexFault.WrongLength)?.Difference ?? 0);
        switch (fault)
        {
            case IndexFault.Truncate truncate:
                await response.Body.WriteAsync(body.AsMemory(0, Math.Min(truncate.Sent, body.Length)), gone);
                await response.Body.FlushAsync(gone);
                context.Abort();
                break;
            case IndexFault.Stall stall:
                await response.Body.WriteAsync(body.AsMemory(0, Math.Min(stall.Sent, body.Length)), gone);
                await response.Body.FlushAsync(gone);
                await Task.Delay(Timeout.Infinite, gone).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case IndexFault.Slow slow:
                for (var at = 0; at < body.Length; at += slow.Piece)
                {
                    await response.Body.WriteAsync(
                        body.AsMemory(at, Math.Min(slow.Piece, body.Length - at)),
                        gone
                    );
                    await response.Body.FlushAsync(gone);
                    await Task.Delay(slow.Pause, gone);
                }
                break;
            case IndexFault.WrongLength { Difference: > 0 }:
                await response.Body.WriteAsync(body, gone);
                await response.Body.FlushAsync(gone);
                context.Abort();
                break;
            case IndexFault.WrongLength length:
                await response.Body.WriteAsync(body.AsMemory(0, body.Length + length.Difference), gone);
                break;
            case IndexFault.WrongBytes:
                byte[] wrong = [.. body];
                wrong[^1] ^= 1;
                await response.Body.WriteAsync(wrong, gone);
                break;
            case IndexFault.GzipGarbage:
                response.Headers.ContentEncoding = "gzip";
                await response.Body.WriteAsync(new byte[body.Length], gone);
                break;
            default:
                await response.Body.WriteAsync(body, gone);
                break;
        }
    }

    private static byte[] Pack(byte[] body, string encodings)
    {
        foreach (var encoding in encodings.Split(',', StringSplitOptions.TrimEntries))
        {
            var packed = new MemoryStream();
            using (Stream? stream = Packer(encoding, packed))
            {
                stream?.Write(body);
            }
            body = packed.ToArray() is { Length: > 0 } bytes ? bytes : body;
        }
        return body;
    }

    private static Stream? Packer(string encoding, Stream packed) =>
        encoding switch
        {
            "gzip" or "x-gzip" => new GZipStream(packed, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest),
            _ => null,
        };

    /// <summary>Reads <c>bytes=A-B</c>, <c>bytes=A-</c> and <c>bytes=-N</c>; anything else asks for everything.</summary>
    private static bool TryReadRange(string? header, int length, out int start, out int end)
    {
        (start, end) = (0, length);
        if (header is null || !header.StartsWith("bytes=", StringComparison.Ordinal))
            return false;
        var dash = header.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
            return false;
        var first = header.AsSpan("bytes=".Length, dash - "bytes=".Length);
        var last = header.AsSpan(dash + 1);
        if (first.Length == 0)
        {
            if (!int.TryParse(last, CultureInfo.InvariantCulture, out var suffix))
                return false;
            start = Math.Max(0, length - suffix);
            return true;
        }
        if (!int.TryParse(first, CultureInfo.InvariantCulture, out start) || start >= length)
            return false;
        if (last.Length > 0 && int.TryParse(last, CultureInfo.InvariantCulture, out var inclusive))
            end = Math.Min(length, inclusive + 1);
        return end > start;
    }
}
