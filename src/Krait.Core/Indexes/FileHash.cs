using System.Runtime.InteropServices;

namespace Krait.Indexes;

/// <summary>The algorithms of file hashes, the weakest first. Only those from <see cref="Sha256"/> on prove anything.</summary>
public enum HashAlgorithm : byte
{
    None,
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Blake2b,
}

/// <summary>A hash of a file: <c>sha256:…</c> in requirements files, <c>sha256=…</c> in addresses. Digits are lower case.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FileHash(HashAlgorithm Algorithm, string Digits)
{
    private const int LongestText = 256;

    /// <summary>Whether it is strong enough to vouch for a file (PEP 508's hash mode: sha256 or better).</summary>
    public bool IsSecure => Algorithm >= HashAlgorithm.Sha256;

    /// <summary>
    /// Reads <c>algorithm:digits</c> or <c>algorithm=digits</c>; false for unknown algorithms. Digits that were cut short or
    /// are none are kept: no file will ever match them, which is what a spoiled hash must lead to.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FileHash hash)
    {
        hash = default;
        var separator = text.IndexOfAny(':', '=');
        return separator > 0 && TryCreate(text[..separator], text[(separator + 1)..], out hash);
    }

    /// <summary>As <see cref="TryParse"/>, from its two parts.</summary>
    public static bool TryCreate(ReadOnlySpan<char> name, ReadOnlySpan<char> digits, out FileHash hash)
    {
        var algorithm = AlgorithmOf(name);
        hash = default;
        if (algorithm is HashAlgorithm.None || digits.IsEmpty || digits.Length > LongestText)
            return false;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiLetterOrDigit(digit))
                return false;
        }
        hash = new FileHash(algorithm, digits.ToString().ToLowerInvariant());
        return true;
    }

    public override string ToString() => $"{NameOf(Algorithm)}:{Digits}";

    internal static string NameOf(HashAlgorithm algorithm) =>
        algorithm switch
        {
            HashAlgorithm.Md5 => "md5",
            HashAlgorithm.Sha1 => "sha1",
            HashAlgorithm.Sha224 => "sha224",
            HashAlgorithm.Sha256 => "sha256",
            HashAlgorithm.Sha384 => "sha384",
            HashAlgorithm.Sha512 => "sha512",
            HashAlgorithm.Blake2b => "blake2b",
            _ => string.Empty,
        };

    internal static HashAlgorithm AlgorithmOf(ReadOnlySpan<char> name)
    {
        for (var algorithm = HashAlgorithm.Md5; algorithm <= HashAlgorithm.Blake2b; algorithm++)
        {
            if (name.Equals(NameOf(algorithm), StringComparison.OrdinalIgnoreCase))
                return algorithm;
        }
        return HashAlgorithm.None;
    }
}
