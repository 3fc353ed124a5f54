using Krait.Cache;
using Krait.Http;
using Krait.Requirements;

namespace Krait.Indexes;

/// <content>Asking an index over the network.</content>
public sealed partial class IndexClient
{
    private const string Accept =
        "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.01";

    // The largest real page, of a project with tens of thousands of files, has some 30 MB.
    // One byte less than a size that memory comes in.
    private const int LongestPage = (128 << 20) - 1;

    private async Task<(ProjectFiles? Files, IndexProblemKind Problem)> FetchAsync(
        IndexLocation index,
        PackageName name,
        CachedListing? cached,
        CancellationToken cancellation
    )
    {
        var call = new HttpCall
        {
            Url = index.PageOf(name.Value),
            Accept = Accept,
            AcceptGzip = true,
            IfNoneMatch = cached?.Files.ETag is { Length: > 0 } etag ? etag : null,
            IfModifiedSince = cached?.Files.LastModified is { Length: > 0 } modified ? modified : null,
            NoCache = IsRefreshed(name),
        };
        return await _http
            .FetchAsync<(ProjectFiles?, IndexProblemKind)>(
                call,
                async (reply, token) =>
                {
                    if (reply.IsNotModified && cached is { } known)
                        return (Renew(index, known, reply), default);
                    if (ProblemOf(index, reply) is { } problem)
                        return (null, problem);
                    if (!reply.IsWhole)
                        throw HttpFailure.Status(reply);
                    return await reply
                        .ReadToEndAsync<(ProjectFiles?, IndexProblemKind)>(
                            LongestPage,
                            page => (Take(index, name, reply, page.Span), default),
                            token
                        )
                        .ConfigureAwait(false);
                },
                cancellation
            )
            .ConfigureAwait(false);
    }

    private IndexProblemKind? ProblemOf(IndexLocation index, HttpReply reply)
    {
        if (
            _options.IgnoredStatuses.TryGetValue(index.Key, out var ignored) && ignored.Contains(reply.Status)
        )
            return IndexProblemKind.NotFound;
        return reply.Status switch
        {
            404 or 410 => IndexProblemKind.NotFound,
            401 => IndexProblemKind.Unauthorized,
            403 => IndexProblemKind.Forbidden,
            _ => null,
        };
    }

    private ProjectFiles Take(IndexLocation index, PackageName name, HttpReply reply, ReadOnlySpan<byte> page)
    {
        var text = new PageText();
        var project = new ProjectBuilder(name, text) { Base = reply.Url };
        try
        {
            ReadPage(
                page,
                reply.Url,
                reply.ContentType,
                text,
                project,
                (in PageFile file) => project.Add(file)
            );
        }
        catch (HttpFailureException wrong)
        {
            // The server did its part: the page is what it is, and asking again gives the same.
            throw new IndexException(
                $"Failed to fetch: {SafeUrl.Show(reply.Url)}",
                new KraitException(wrong.Message)
            )
            {
                Hints = ["Check that the address is that of a Simple API index, as `https://HOST/simple`"],
            };
        }
        ReportForeign(index, project);
        var policy = CachePolicy.Of(reply);
        var bytes = project.Pack(reply.ETag, reply.LastModified, Now, policy.MaxAge);
        if (policy.IsStorable)
            _cache.Write(PathOf(index, name), bytes);
        return ProjectFiles.TryOpen(name, index, bytes, null)
            ?? throw new InvalidOperationException("a project that was just packed cannot be read");
    }

    /// <summary>Reads a page of either kind into <paramref name="add"/>; the project, if one is given, gets the base address and the status.</summary>
    internal static Uri ReadPage(
        ReadOnlySpan<byte> page,
        Uri address,
        string? contentType,
        PageText text,
        ProjectBuilder? project,
        AddPageFile add
    )
    {
        if (contentType is "application/vnd.pypi.simple.v1+json" or "application/json")
        {
            JsonPage.Read(WithoutMark(page), text, project, add);
            return address;
        }
        if (
            contentType
            is not (null or "text/html" or "application/vnd.pypi.simple.v1+html" or "application/xhtml+xml")
        )
            throw new HttpFailureException(
                $"the page is neither HTML nor JSON of version 1 but `{contentType}`"
            );
        var baseAddress = HtmlPage.Read(WithoutMark(page), address, text, project, add);
        if (project is not null)
            project.Base = baseAddress;
        return baseAddress;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> page) =>
        page.StartsWith("\uFEFF"u8) ? page[3..] : page;

    private void ReportForeign(IndexLocation index, ProjectBuilder project)
    {
        if (project.Foreign is { } foreign)
        {
            _events?.Report(
                new KraitEvent.Trace(
                    $"The index at `{index}` listed a wheel for `{foreign}` when queried for `{project.Name}`; the wheel was ignored"
                )
            );
        }
    }

    private long Now => _time.GetUtcNow().ToUnixTimeSeconds();
}
