namespace Krait.Indexes;

/// <summary>
/// Finds the start tags of an HTML page and their attributes, the way browsers do where index pages make a difference:
/// comments, scripts and styles are skipped, names are case-insensitive, quotes may be missing, tags may be cut off. Linear in the page.
/// </summary>
internal ref struct HtmlTokenizer(ReadOnlySpan<byte> page)
{
    private readonly ReadOnlySpan<byte> _page = page;
    private int _at;
    private int _attribute;

    /// <summary>The name of the tag found, as written.</summary>
    public ReadOnlySpan<byte> TagName { get; private set; }

    /// <summary>The name of the attribute found, as written.</summary>
    public ReadOnlySpan<byte> AttributeName { get; private set; }

    /// <summary>Its value as written, entities not decoded; empty where there is none.</summary>
    public ReadOnlySpan<byte> AttributeValue { get; private set; }

    public readonly bool IsTag(ReadOnlySpan<byte> lower) => EqualsLower(TagName, lower);

    public readonly bool IsAttribute(ReadOnlySpan<byte> lower) => EqualsLower(AttributeName, lower);

    /// <summary>Moves to the next start tag.</summary>
    public bool NextTag()
    {
        while (true)
        {
            SkipRawText();
            var open = _page[_at..].IndexOf((byte)'<');
            if (open < 0)
            {
                _at = _page.Length;
                return false;
            }
            _at += open + 1;
            var rest = _page[_at..];
            if (rest.StartsWith("!--"u8))
                SkipComment();
            else if (rest is [(byte)'!' or (byte)'?' or (byte)'/', ..])
                SkipPast(">"u8, 0);
            else if (rest is [>= (byte)'a' and <= (byte)'z' or >= (byte)'A' and <= (byte)'Z', ..])
            {
                var length = 1;
                while (
                    length < rest.Length
                    && !IsSpace(rest[length])
                    && rest[length] is not ((byte)'>' or (byte)'/')
                )
                    length++;
                TagName = rest[..length];
                _at += length;
                _attribute = _at;
                return true;
            }
        }
    }

    /// <summary>A comment ends at <c>--></c>, by mistake also at <c>--!></c>, and right behind its beginning.</summary>
    private void SkipComment()
    {
        _at += 3;
        var rest = _page[_at..];
        if (rest.StartsWith(">"u8) || rest.StartsWith("->"u8))
        {
            SkipPast(">"u8, 0);
            return;
        }
        while (_page[_at..].IndexOf("--"u8) is >= 0 and var dashes)
        {
            // The second dash may be the first of the pair that ends the comment.
            _at += dashes + 1;
            rest = _page[(_at + 1)..];
            if (rest.StartsWith(">"u8) || rest.StartsWith("!>"u8))
            {
                SkipPast(">"u8, 0);
                return;
            }
        }
        _at = _page.Length;
    }

    /// <summary>Moves to the next attribute of the current tag.</summary>
    public bool NextAttribute()
    {
        var at = _attribute;
        while (at < _page.Length && (IsSpace(_page[at]) || _page[at] == '/'))
            at++;
        if (at >= _page.Length || _page[at] == '>')
        {
            _attribute = at;
            _at = Math.Max(_at, Math.Min(at + 1, _page.Length));
            return false;
        }
        var start = at++;
        while (
            at < _page.Length && !IsSpace(_page[at]) && _page[at] is not ((byte)'=' or (byte)'>' or (byte)'/')
        )
            at++;
        AttributeName = _page[start..at];
        AttributeValue = default;
        var equals = at;
        while (equals < _page.Length && IsSpace(_page[equals]))
            equals++;
        _attribute = equals < _page.Length && _page[equals] == '=' ? ReadValue(equals + 1) : at;
        _at = Math.Max(_at, _attribute);
        return true;
    }

    /// <summary>The text between the current tag and the next, entities not decoded; the tag's other attributes are passed over.</summary>
    public ReadOnlySpan<byte> FollowingText()
    {
        while (NextAttribute()) { }
        var rest = _page[_at..];
        var end = rest.IndexOf((byte)'<');
        return end < 0 ? rest : rest[..end];
    }

    private int ReadValue(int at)
    {
        while (at < _page.Length && IsSpace(_page[at]))
            at++;
        if (at >= _page.Length)
            return at;
        var quote = _page[at];
        if (quote is (byte)'"' or (byte)'\'')
        {
            var close = _page[(at + 1)..].IndexOf(quote);
            var end = close < 0 ? _page.Length : at + 1 + close;
            AttributeValue = _page[(at + 1)..end];
            return Math.Min(end + 1, _page.Length);
        }
        var start = at;
        while (at < _page.Length && !IsSpace(_page[at]) && _page[at] != '>')
            at++;
        AttributeValue = _page[start..at];
        return at;
    }

    // What stands inside these is text, however much it looks like tags.
    private void SkipRawText()
    {
        if (TagName.IsEmpty)
            return;
        // The caller may not have looked at the attributes; a '>' inside one of them does not end the tag.
        while (NextAttribute()) { }
        var isRaw =
            IsTag("script"u8)
            || IsTag("style"u8)
            || IsTag("textarea"u8)
            || IsTag("title"u8)
            || IsTag("template"u8)
            || IsTag("xmp"u8);
        var name = TagName;
        TagName = default;
        if (!isRaw)
            return;
        while (true)
        {
            var close = _page[_at..].IndexOf("</"u8);
            if (close < 0)
            {
                _at = _page.Length;
                return;
            }
            _at += close + 2;
            if (_page[_at..].Length >= name.Length && EqualsIgnoreCase(_page.Slice(_at, name.Length), name))
                return;
        }
    }

    private void SkipPast(ReadOnlySpan<byte> end, int from)
    {
        var rest = _page[_at..];
        var found = from <= rest.Length ? rest[from..].IndexOf(end) : -1;
        _at = found < 0 ? _page.Length : _at + from + found + end.Length;
    }

    private static bool IsSpace(byte c) => c is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0c;

    private static bool EqualsLower(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower) =>
        EqualsIgnoreCase(text, lower);

    private static bool EqualsIgnoreCase(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) =>
        System.Text.Ascii.EqualsIgnoreCase(a, b);
}
