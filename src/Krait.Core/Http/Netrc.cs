namespace Krait.Http;

/// <summary>The <c>machine</c> and <c>default</c> entries of a netrc file; what is not understood is skipped.</summary>
internal sealed class Netrc
{
    private const int MaximumLength = 1 << 20;
    private readonly List<(string? Machine, HttpCredential Credential)> _entries = [];

    private Netrc() { }

    public static Netrc Empty { get; } = new();

    /// <summary>Reads <paramref name="path"/>; an absent, unreadable or huge file has no entries.</summary>
    public static Netrc Read(string? path)
    {
        try
        {
            return path is null || !File.Exists(path) || new FileInfo(path).Length > MaximumLength
                ? Empty
                : Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Empty;
        }
    }

    public static Netrc Parse(string text)
    {
        var netrc = new Netrc();
        string? machine = null;
        string? login = null;
        string? password = null;
        var open = false;
        var words = new NetrcWords(text);
        while (words.Next() is { } word)
        {
            switch (word)
            {
                case "machine":
                    netrc.Close(open, machine, login, password);
                    (open, machine, login, password) = (true, words.Next(), null, null);
                    break;
                case "default":
                    netrc.Close(open, machine, login, password);
                    (open, machine, login, password) = (true, null, null, null);
                    break;
                case "login":
                    login = words.Next();
                    break;
                case "password":
                    password = words.Next();
                    break;
                case "account":
                    _ = words.Next();
                    break;
                case "macdef":
                    words.SkipMacro();
                    break;
                default:
                    break;
            }
        }
        netrc.Close(open, machine, login, password);
        return netrc;
    }

    /// <summary>
    /// The last entry for the host (and the user, if given), as Python's reader has it, which pip uses; else the last default entry.
    /// </summary>
    public HttpCredential? Find(string host, string? user)
    {
        HttpCredential? usual = null;
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            var (machine, credential) = _entries[i];
            if (user is not null && !string.Equals(credential.User, user, StringComparison.Ordinal))
                continue;
            if (string.Equals(machine, host, StringComparison.OrdinalIgnoreCase))
                return credential;
            if (machine is null)
                usual ??= credential;
        }
        return usual;
    }

    private void Close(bool open, string? machine, string? login, string? password)
    {
        if (open && password is not null)
            _entries.Add((machine, new HttpCredential(login ?? string.Empty, password)));
    }
}
