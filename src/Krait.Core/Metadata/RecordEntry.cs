using System.Buffers;
using System.Buffers.Text;

namespace Krait.Metadata;

/// <summary>One file of a RECORD.</summary>
/// <param name="Path">As written, with slashes; relative to site-packages, or absolute.</param>
/// <param name="HashAlgorithm">As <c>sha256</c>; null where no hash is given.</param>
/// <param name="HashValue">The digest in URL-safe base64 without padding; null where no hash is given.</param>
/// <param name="Size">In bytes; null where it is not given.</param>
public readonly record struct RecordEntry(string Path, string? HashAlgorithm, string? HashValue, long? Size)
{
    /// <summary>
    /// Whether the hash is one that vouches for content: SHA-256 or stronger, as the wheel format asks. MD5 and SHA-1 are not.
    /// </summary>
    public bool HasSecureHash => HashAlgorithm is "sha256" or "sha384" or "sha512";

    /// <summary>
    /// Whether the hash is that of content with this digest, in URL-safe base64. Padding is no fault, nor are hexadecimal
    /// digits: build back ends that are in wide use wrote them, and they vouch for the content just as well.
    /// </summary>
    public bool IsDigest(ReadOnlySpan<byte> digest)
    {
        if (HashValue is null || digest.Length > 64)
            return false;
        if (HashValue.Length == digest.Length * 2)
        {
            Span<byte> bytes = stackalloc byte[64];
            return Convert.FromHexString(HashValue, bytes, out _, out var count) is OperationStatus.Done
                && bytes[..count].SequenceEqual(digest);
        }
        Span<char> text = stackalloc char[Base64Url.GetEncodedLength(64)];
        return Base64Url.EncodeToChars(digest, text) is var length
            && HashValue.AsSpan().TrimEnd('=').SequenceEqual(text[..length]);
    }
}
