using System.Text.Json;
using Krait.Requirements;

namespace Krait.Indexes;

/// <summary>
/// Reads the first page of an index, which lists its projects (PEP 503 in HTML, PEP 691 in JSON). What reads as no name is skipped.
/// Linear in the page.
/// </summary>
public static class ProjectNames
{
    /// <summary>The projects that an HTML page links to, each once, in order.</summary>
    /// <param name="page">UTF-8. The name is the text of the link, as the standard has it; a link without address is none.</param>
    public static IReadOnlyList<PackageName> ReadHtml(ReadOnlySpan<byte> page)
    {
        var names = new HashSet<PackageName>();
        var text = new PageText();
        var html = new HtmlTokenizer(page);
        while (html.NextTag())
        {
            if (!html.IsTag("a"u8) || !HasAddress(ref html))
                continue;
            var shown = html.FollowingText().Trim(" \t\r\n\f"u8);
            if (PackageName.TryParse(text.Text(HtmlEntities.Decode(shown, text)), out var name))
                names.Add(name);
        }
        return [.. names.Order()];
    }

    /// <summary>The projects that a JSON page lists, each once, in order.</summary>
    /// <exception cref="FormatException">The page is no such JSON.</exception>
    public static IReadOnlyList<PackageName> ReadJson(ReadOnlyMemory<byte> page)
    {
        try
        {
            using var document = JsonDocument.Parse(page);
            var names = new HashSet<PackageName>();
            foreach (var project in document.RootElement.GetProperty("projects").EnumerateArray())
            {
                if (PackageName.TryParse(project.GetProperty("name").GetString() ?? "", out var name))
                    names.Add(name);
            }
            return [.. names.Order()];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("the page is no list of projects in JSON", e);
        }
    }

    private static bool HasAddress(ref HtmlTokenizer html)
    {
        var hasAddress = false;
        while (html.NextAttribute())
            hasAddress |= html.IsAttribute("href"u8);
        return hasAddress;
    }
}
