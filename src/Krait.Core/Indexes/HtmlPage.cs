using System.Globalization;
using System.Text;
using Krait.Http;

namespace Krait.Indexes;

/// <summary>
/// Reads pages of links: project pages in HTML (PEP 503, 592, 629, 658, 714, 792) and pages for <c>--find-links</c>. What is no
/// link to a distribution is skipped, and a fragment that is no hash is ignored: real pages are full of both.
/// </summary>
internal static class HtmlPage
{
    /// <summary>Hands every linked file of the page to <paramref name="add"/> and returns the address that the links are relative to.</summary>
    /// <exception cref="HttpFailureException">The page says it is of a version that is not known.</exception>
    public static Uri Read(
        ReadOnlySpan<byte> page,
        Uri address,
        PageText text,
        ProjectBuilder? project,
        AddPageFile add
    )
    {
        var html = new HtmlTokenizer(page);
        var baseAddress = address;
        var hasBase = false;
        while (html.NextTag())
        {
            if (html.IsTag("a"u8))
            {
                var file = ReadAnchor(ref html, text);
                if (!file.Address.IsEmpty)
                    add(file);
            }
            else if (html.IsTag("base"u8) && !hasBase)
            {
                hasBase = TryReadBase(ref html, text, address, ref baseAddress);
            }
            else if (html.IsTag("meta"u8))
            {
                ReadMeta(ref html, text, project);
            }
        }
        return baseAddress;
    }

    private static bool TryReadBase(ref HtmlTokenizer html, PageText text, Uri address, ref Uri result)
    {
        while (html.NextAttribute())
        {
            if (
                html.IsAttribute("href"u8)
                && Uri.TryCreate(
                    address,
                    text.Text(HtmlEntities.Decode(html.AttributeValue, text)),
                    out var url
                )
                && (url.Scheme is "http" or "https" || (url.IsFile && address.IsFile))
            )
            {
                result = url;
                return true;
            }
        }
        return false;
    }

    private static void ReadMeta(ref HtmlTokenizer html, PageText text, ProjectBuilder? project)
    {
        string? name = null;
        string? content = null;
        while (html.NextAttribute())
        {
            if (html.IsAttribute("name"u8))
                name = text.Text(HtmlEntities.Decode(html.AttributeValue, text));
            else if (html.IsAttribute("content"u8))
                content = text.Text(text.OneLine(HtmlEntities.Decode(html.AttributeValue, text)));
        }
        if (name is null || content is null)
            return;
        // The registry's name is part of the attribute's name in the specification; any owner's will do.
        if (name.EndsWith(":repository-version", StringComparison.OrdinalIgnoreCase))
            PageVersion.Check(content);
        else if (project is not null && name.EndsWith(":project-status", StringComparison.OrdinalIgnoreCase))
            project.Status = PageVersion.StatusOf(content);
        else if (
            project is not null
            && name.EndsWith(":project-status-reason", StringComparison.OrdinalIgnoreCase)
        )
            project.StatusReason = content;
    }

    private static PageFile ReadAnchor(ref HtmlTokenizer html, PageText text)
    {
        var file = new PageFile();
        var metadataRank = 0;
        while (html.NextAttribute())
        {
            if (html.IsAttribute("href"u8) && file.Address.IsEmpty)
                ReadAddress(HtmlEntities.Decode(Trim(html.AttributeValue), text), text, ref file);
            else if (html.IsAttribute("data-requires-python"u8))
                file.RequiresPython = HtmlEntities.Decode(html.AttributeValue, text);
            else if (html.IsAttribute("data-yanked"u8))
            {
                file.Flags |= ProjectLayout.Yanked;
                file.YankReason = text.OneLine(HtmlEntities.Decode(html.AttributeValue, text));
            }
            else if (html.IsAttribute("data-core-metadata"u8))
                ReadMetadata(html.AttributeValue, text, ref file, 2, ref metadataRank);
            else if (html.IsAttribute("data-dist-info-metadata"u8))
                ReadMetadata(html.AttributeValue, text, ref file, 1, ref metadataRank);
            else if (html.IsAttribute("data-size"u8))
                file.Size = long.TryParse(
                    html.AttributeValue,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var size
                )
                    ? size
                    : -1;
            else if (html.IsAttribute("data-upload-time"u8))
                file.UploadTime = UploadTimeText.Read(html.AttributeValue);
        }
        return file;
    }

    private static void ReadAddress(TextSlice href, PageText text, ref PageFile file)
    {
        var bytes = text[href];
        var hash = bytes.IndexOf((byte)'#');
        var address = hash < 0 ? href : new TextSlice(href.Offset, hash);
        var path = text[address];
        var query = path.IndexOf((byte)'?');
        if (query >= 0)
            path = path[..query];
        var slash = path.LastIndexOf((byte)'/');
        var name = path[(slash + 1)..];
        if (name.IsEmpty)
            return;
        if (hash >= 0)
            ReadHashes(bytes[(hash + 1)..], text, ref file);
        file.Address = address;
        file.FileName = name.Contains((byte)'%')
            ? text.Add(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(Encoding.UTF8.GetString(name))))
            : text.Add(name);
    }

    /// <summary>The digits of <c>sha256=…</c> as nearly all pages write them, in lower case; false for any other form.</summary>
    private static bool TryPlainSha256(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> digits)
    {
        digits = text.StartsWith("sha256="u8) ? text["sha256=".Length..] : default;
        return JsonPage.IsSha256(digits) && !digits.ContainsAnyInRange((byte)'A', (byte)'F');
    }

    private static void ReadHashes(ReadOnlySpan<byte> fragment, PageText text, ref PageFile file)
    {
        if (TryPlainSha256(fragment, out var plain))
        {
            file.Sha256 = text.Add(plain);
            return;
        }
        foreach (var part in Uri.UnescapeDataString(Encoding.UTF8.GetString(fragment)).Split('&'))
        {
            if (!part.Contains('=', StringComparison.Ordinal) || !FileHash.TryParse(part, out var hash))
                continue;
            var digits = Encoding.UTF8.GetBytes(hash.Digits);
            if (hash.Algorithm is HashAlgorithm.Sha256 && JsonPage.IsSha256(digits))
                file.Sha256 = text.Add(digits);
            else
                file.OtherHashes = text.Add(
                    Encoding.UTF8.GetBytes(
                        file.OtherHashes.IsEmpty ? hash.ToString() : $"{text.Text(file.OtherHashes)} {hash}"
                    )
                );
        }
    }

    private static void ReadMetadata(
        ReadOnlySpan<byte> value,
        PageText text,
        ref PageFile file,
        int rank,
        ref int best
    )
    {
        if (rank <= best)
            return;
        best = rank;
        file.Flags &= unchecked((byte)~ProjectLayout.HasMetadata);
        file.MetadataSha256 = default;
        if (System.Text.Ascii.EqualsIgnoreCase(value, "true"u8))
            file.Flags |= ProjectLayout.HasMetadata;
        else if (TryPlainSha256(value, out var plain))
        {
            file.Flags |= ProjectLayout.HasMetadata;
            file.MetadataSha256 = text.Add(plain);
        }
        else if (FileHash.TryParse(Encoding.UTF8.GetString(value), out var hash))
        {
            file.Flags |= ProjectLayout.HasMetadata;
            if (hash.Algorithm is HashAlgorithm.Sha256)
                file.MetadataSha256 = text.Add(Encoding.UTF8.GetBytes(hash.Digits));
        }
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value) => value.Trim(" \t\r\n\f"u8);
}
