using System.Buffers;
using Krait.Metadata;
using Krait.Sources;

namespace Krait.Installer;

/// <summary>What direct_url.json says of a distribution: only of those that come from no index.</summary>
internal static class DistributionOrigin
{
    /// <summary>Null for what comes from an index. <paramref name="sha256"/> is that of the archive.</summary>
    public static DirectUrl? Of(Distribution distribution, string sha256) =>
        distribution switch
        {
            UrlDistribution url => Archive(url.Url.AbsoluteUri, sha256),
            PathDistribution path => Archive(FileUrl.Of(path.Path), sha256),
            _ => null,
        };

    public static byte[]? Write(Distribution distribution, string sha256)
    {
        if (Of(distribution, sha256) is not { } origin)
        {
            return null;
        }

        var text = new ArrayBufferWriter<byte>();
        origin.Write(text);
        return text.WrittenSpan.ToArray();
    }

    private static DirectUrl.Archive Archive(string url, string sha256) =>
        new(url, [KeyValuePair.Create("sha256", sha256)]);
}
