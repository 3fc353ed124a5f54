using System.Diagnostics.CodeAnalysis;

namespace Krait.Requirements;

/// <summary>A digest that a file must have, as <c>--hash=sha256:…</c> gives it: an algorithm's lower-case name and the digest as written.</summary>
public readonly record struct RequirementHash(string Algorithm, string Digest)
{
    private static readonly string[] Algorithms = ["sha256", "sha384", "sha512", "blake2b", "md5"];

    /// <summary>True for algorithms that a hash check may rely on.</summary>
    public bool IsSecure => Algorithm != "md5";

    /// <summary>Reads <c>algorithm:digest</c>; <paramref name="reason"/> says what is wrong where the answer is false.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        out RequirementHash hash,
        [NotNullWhen(false)] out string? reason
    )
    {
        hash = default;
        var colon = text.IndexOf(':');
        if (colon < 0)
        {
            reason = $"Expected `<algorithm>:<digest>`, found `{text}`";
            return false;
        }
        foreach (var algorithm in Algorithms)
        {
            if (text[..colon].Equals(algorithm, StringComparison.OrdinalIgnoreCase))
            {
                var digest = text[(colon + 1)..];
                if (digest.IsEmpty || digest.ContainsAny(" \t"))
                {
                    reason = $"Expected a digest after `{algorithm}:`";
                    return false;
                }
                hash = new RequirementHash(algorithm, digest.ToString());
                reason = null;
                return true;
            }
        }
        reason =
            $"Unsupported hash algorithm `{text[..colon]}` (expected one of: {string.Join(", ", Algorithms)})";
        return false;
    }

    public override string ToString() => $"{Algorithm}:{Digest}";
}
