namespace Krait.Http;

/// <summary>Addresses as they may be shown: never with a password or a token.</summary>
public static class SafeUrl
{
    /// <summary>The address with its password as <c>****</c>; a user name alone may be a token and is masked too.</summary>
    public static string Show(Uri url) =>
        url.IsAbsoluteUri ? Show(url.AbsoluteUri) : Show(url.OriginalString);

    /// <summary>As <see cref="Show(Uri)"/>, for any text that may be an address.</summary>
    public static string Show(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
            return url;
        var start = scheme + 3;
        var end = url.AsSpan(start).IndexOfAny('/', '?', '#');
        var authority = end < 0 ? url.AsSpan(start) : url.AsSpan(start, end);
        var at = authority.LastIndexOf('@');
        if (at < 0)
            return url;
        var user = authority[..at];
        var colon = user.IndexOf(':');
        var isGit = user is "git" && colon < 0;
        if (isGit)
            return url;
        var shown = colon < 0 ? "****" : $"{user[..colon]}:****";
        return $"{url.AsSpan(0, start)}{shown}{url.AsSpan(start + at)}";
    }

    /// <summary>The address without any user information.</summary>
    public static Uri Strip(Uri url) =>
        url.UserInfo.Length == 0
            ? url
            : new UriBuilder(url) { UserName = string.Empty, Password = string.Empty }.Uri;
}
