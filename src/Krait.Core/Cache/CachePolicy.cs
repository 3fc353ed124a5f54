using System.Globalization;
using System.Runtime.InteropServices;
using Krait.Http;

namespace Krait.Cache;

/// <summary>How long an answer may be used without asking again (RFC 9111, for a private cache).</summary>
/// <param name="MaxAge">Seconds from now; 0 where every use must ask.</param>
/// <param name="IsStorable">Whether it may be kept at all.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CachePolicy(uint MaxAge, bool IsStorable)
{
    private const uint Year = 365 * 24 * 3600;

    /// <summary>What an answer says of itself; nothing said is 0 seconds.</summary>
    public static CachePolicy Of(HttpReply reply) =>
        reply.VariesByAnything ? Read(reply.CacheControl, reply.Age) with { MaxAge = 0 }
        : reply.CacheControl is null && reply.Lifetime is { } lifetime
            ? Read(
                string.Create(CultureInfo.InvariantCulture, $"max-age={lifetime.TotalSeconds:F0}"),
                reply.Age
            )
        : Read(reply.CacheControl, reply.Age);

    /// <summary>Reads a Cache-Control header.</summary>
    /// <param name="header">Null where there is none.</param>
    /// <param name="age">Seconds that the answer had been on its way.</param>
    public static CachePolicy Read(string? header, long age)
    {
        uint maxAge = 0;
        var storable = true;
        var always = false;
        foreach (var range in header.AsSpan().Split(','))
        {
            var directive = header.AsSpan()[range].Trim();
            if (directive.Equals("no-store", StringComparison.OrdinalIgnoreCase))
                storable = false;
            else if (directive.StartsWith("no-cache", StringComparison.OrdinalIgnoreCase))
                always = true;
            else if (directive.StartsWith("max-age=", StringComparison.OrdinalIgnoreCase))
                maxAge = Seconds(directive["max-age=".Length..].Trim('"'));
        }
        return new CachePolicy(always || age >= maxAge ? 0 : maxAge - (uint)Math.Max(age, 0), storable);
    }

    private static uint Seconds(ReadOnlySpan<char> text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? Math.Min(seconds, Year)
        : text.Length > 9 && !text.ContainsAnyExceptInRange('0', '9') ? Year
        : 0;
}
