namespace Krait.Metadata;

/// <summary>The content type of a description: one of three markups, UTF-8, and for Markdown its variant.</summary>
internal static class ContentType
{
    /// <summary>What is wrong with it, or null.</summary>
    public static string? Fault(ReadOnlySpan<char> text)
    {
        var parts = text.Split(';');
        parts.MoveNext();
        var type = text[parts.Current].Trim();
        if (
            !type.Equals("text/plain", StringComparison.OrdinalIgnoreCase)
            && !type.Equals("text/x-rst", StringComparison.OrdinalIgnoreCase)
            && !type.Equals("text/markdown", StringComparison.OrdinalIgnoreCase)
        )
            return $"`{type}` is not text/plain, text/x-rst or text/markdown";
        while (parts.MoveNext())
        {
            var parameter = text[parts.Current].Trim();
            var equals = parameter.IndexOf('=');
            if (equals <= 0)
                return $"`{parameter}` is not of the form NAME=VALUE";
            var name = parameter[..equals].TrimEnd();
            var value = parameter[(equals + 1)..].TrimStart();
            if (value.Length > 1 && value[0] == '"' && value[^1] == '"')
                value = value[1..^1];
            if (value.Contains('"'))
                return $"`{parameter}` has a quote that does not end";
            if (
                name.Equals("charset", StringComparison.OrdinalIgnoreCase)
                && !value.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            )
                return $"the charset `{value}` is not UTF-8";
            if (
                name.Equals("variant", StringComparison.OrdinalIgnoreCase)
                && type.Equals("text/markdown", StringComparison.OrdinalIgnoreCase)
                && value is not ("GFM" or "CommonMark")
            )
                return $"the variant `{value}` is not GFM or CommonMark";
        }
        return null;
    }
}
