using System.Diagnostics.CodeAnalysis;
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
    /// <summary>Whether it is strong enough to vouch for a file (PEP 508's hash mode: sha256 or better).</summary>
    public bool IsSecure => Algorithm >= HashAlgorithm.Sha256;

    /// <summary>Reads <c>algorithm:digits</c> or <c>algorithm=digits</c>; false for unknown algorithms and for digits of another length.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out FileHash hash)
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
        if (algorithm is HashAlgorithm.None || digits.Length != LengthOf(algorithm) || !IsHexadecimal(digits))
            return false;
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

    /// <summary>How many hexadecimal digits a hash of the algorithm has.</summary>
    internal static int LengthOf(HashAlgorithm algorithm) =>
        algorithm switch
        {
            HashAlgorithm.Md5 => 32,
            HashAlgorithm.Sha1 => 40,
            HashAlgorithm.Sha224 => 56,
            HashAlgorithm.Sha256 => 64,
            HashAlgorithm.Sha384 => 96,
            HashAlgorithm.Sha512 or HashAlgorithm.Blake2b => 128,
            _ => 0,
        };

    private static bool IsHexadecimal(ReadOnlySpan<char> digits)
    {
        foreach (var c in digits)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
        }
        return true;
    }
}
