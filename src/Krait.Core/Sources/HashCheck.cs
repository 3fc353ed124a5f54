using System.Security.Cryptography;
using System.Text;
using Krait.Archives;
using Krait.Indexes;
using HashAlgorithm = Krait.Indexes.HashAlgorithm;

namespace Krait.Sources;

/// <summary>Holds files against the hashes given for them.</summary>
internal static class HashCheck
{
    /// <summary>
    /// Every hash that came with the file must be its own, and so must at least one secure one of those that were
    /// required, if any were.
    /// </summary>
    /// <param name="what">What the file is, for messages: <c>idna==3.4</c>.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="sha256">Its SHA-256, 64 lower-case digits.</param>
    /// <param name="own">The hashes that its index or address names.</param>
    /// <param name="required">The hashes that the user or a lock demands, any one of which will do; may be empty.</param>
    /// <exception cref="DistributionException">The file is not the one that was meant.</exception>
    public static void Verify(
        string what,
        ArchiveBytes bytes,
        string sha256,
        IReadOnlyList<FileHash> own,
        IReadOnlyList<FileHash> required
    )
    {
        foreach (var hash in own)
        {
            if (Compute(hash.Algorithm, bytes, sha256) is { } computed && !IsSame(computed, hash.Digits))
                throw Mismatch(what, own, bytes, sha256);
        }
        if (required.Count == 0)
            return;
        var anySecure = false;
        foreach (var hash in required)
        {
            if (!hash.IsSecure || Compute(hash.Algorithm, bytes, sha256) is not { } computed)
                continue;
            anySecure = true;
            if (IsSame(computed, hash.Digits))
                return;
        }
        if (!anySecure)
        {
            throw new DistributionException(
                $"Hash-checking is required, but no trusted hash was provided for: `{what}`"
            )
            {
                Hints = ["Give a `sha256` hash, or a stronger one"],
            };
        }
        throw Mismatch(what, required, bytes, sha256);
    }

    private static bool IsSame(string computed, string digits) =>
        string.Equals(computed, digits, StringComparison.Ordinal);

    /// <summary>Null for an algorithm that the platform does not have.</summary>
    private static string? Compute(HashAlgorithm algorithm, ArchiveBytes bytes, string sha256) =>
        algorithm switch
        {
            HashAlgorithm.Sha256 => sha256,
            HashAlgorithm.Sha384 => Digits(HashAlgorithmName.SHA384, bytes),
            HashAlgorithm.Sha512 => Digits(HashAlgorithmName.SHA512, bytes),
            // Old indexes give nothing better; they prove nothing, but notice damage.
            HashAlgorithm.Sha1 => Digits(HashAlgorithmName.SHA1, bytes),
            HashAlgorithm.Md5 => Digits(HashAlgorithmName.MD5, bytes),
            _ => null,
        };

    private static string Digits(HashAlgorithmName algorithm, ArchiveBytes bytes)
    {
        const int Step = 1 << 24;
        using var sum = IncrementalHash.CreateHash(algorithm);
        for (long at = 0; at < bytes.Length; at += Step)
            sum.AppendData(bytes.Slice(at, (int)Math.Min(Step, bytes.Length - at)).Span);
        return Convert.ToHexStringLower(sum.GetHashAndReset());
    }

    private static DistributionException Mismatch(
        string what,
        IReadOnlyList<FileHash> expected,
        ArchiveBytes bytes,
        string sha256
    )
    {
        var text = new StringBuilder().Append("Hash mismatch for `").Append(what).Append("`\n\nExpected:");
        var computed = new StringBuilder();
        var seen = new HashSet<HashAlgorithm>();
        foreach (var hash in expected)
        {
            text.Append("\n  ").Append(hash);
            if (seen.Add(hash.Algorithm) && Compute(hash.Algorithm, bytes, sha256) is { } digits)
                computed.Append("\n  ").Append(new FileHash(hash.Algorithm, digits));
        }
        text.Append("\n\nComputed:").Append(computed);
        return new DistributionException(text.ToString());
    }
}
