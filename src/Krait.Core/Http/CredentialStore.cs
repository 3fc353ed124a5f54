namespace Krait.Http;

/// <summary>
/// Who to be towards which origin (scheme, host and port). What was given for one origin is never used for another.
/// Safe for use by several threads.
/// </summary>
public sealed class CredentialStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<(string Path, HttpCredential Credential)>> _given = new(
        StringComparer.Ordinal
    );
    private readonly string? _netrcFile;
    private readonly string? _keyringProgram;
    private Netrc? _netrc;

    internal CredentialStore(string? netrcFile, string? keyringProgram)
    {
        _netrcFile = netrcFile;
        _keyringProgram = keyringProgram;
    }

    /// <summary>Takes the user information of <paramref name="url"/> for its origin and returns the address without it.</summary>
    public Uri Take(Uri url)
    {
        if (url.UserInfo.Length == 0)
            return url;
        if (HttpCredential.FromUserInfo(url.UserInfo) is { } credential)
            Add(url, credential);
        return SafeUrl.Strip(url);
    }

    /// <summary>Uses <paramref name="credential"/> for the origin of <paramref name="url"/>, first of all below its path.</summary>
    public void Add(Uri url, HttpCredential credential)
    {
        var path = url.AbsolutePath;
        lock (_lock)
        {
            var origin = Origin(url);
            if (!_given.TryGetValue(origin, out var entries))
                _given[origin] = entries = [];
            entries.RemoveAll(e => string.Equals(e.Path, path, StringComparison.Ordinal));
            entries.Add((path, credential));
        }
    }

    /// <summary>
    /// What to send to <paramref name="url"/>: of what was given for its origin the entry with the longest path in front,
    /// else the first; then the netrc file. A user name without password is completed from the netrc file where it can be.
    /// </summary>
    internal HttpCredential? Find(Uri url)
    {
        lock (_lock)
        {
            var given = Given(url);
            if (given?.Password is not null)
                return given;
            _netrc ??= Netrc.Read(_netrcFile);
            return _netrc.Find(url.IdnHost, given?.User) ?? given;
        }
    }

    /// <summary>
    /// Asks the keyring program, where one is set and a user name is known, for the password that the server wants.
    /// Returns whether it had one; it is then used for the origin.
    /// </summary>
    internal bool AskKeyring(Uri url)
    {
        HttpCredential? given;
        lock (_lock)
            given = Given(url);
        if (_keyringProgram is null || given is null or { Password: not null })
            return false;
        var password =
            Keyring.Ask(_keyringProgram, url.GetLeftPart(UriPartial.Path), given.User)
            ?? Keyring.Ask(_keyringProgram, url.IsDefaultPort ? url.IdnHost : url.Authority, given.User);
        if (password is null)
            return false;
        lock (_lock)
            _given[Origin(url)] = [("/", new HttpCredential(given.User, password))];
        return true;
    }

    internal static string Origin(Uri url) => $"{url.Scheme}://{url.IdnHost}:{url.Port}";

    internal static bool SameOrigin(Uri a, Uri b) =>
        string.Equals(Origin(a), Origin(b), StringComparison.OrdinalIgnoreCase);

    private HttpCredential? Given(Uri url)
    {
        if (!_given.TryGetValue(Origin(url), out var entries))
            return null;
        var path = url.AbsolutePath;
        var best = entries[0];
        var length = -1;
        foreach (var entry in entries)
        {
            if (entry.Path.Length > length && path.StartsWith(entry.Path, StringComparison.Ordinal))
                (best, length) = (entry, entry.Path.Length);
        }
        return best.Credential;
    }
}
