using System.Text;

namespace Krait.Http;

/// <summary>The words of a netrc file: separated by white space, quoted or not, with comments.</summary>
internal sealed class NetrcWords(string text)
{
    private int _at;

    public string? Next()
    {
        while (true)
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
                _at++;
            if (_at >= text.Length)
                return null;
            if (text[_at] != '#' || !StartsLine())
                break;
            SkipLine();
        }
        return text[_at] == '"' ? Quoted() : Plain();
    }

    /// <summary>A macro runs to the first empty line.</summary>
    public void SkipMacro()
    {
        var end = text.AsSpan(_at).IndexOf("\n\n");
        _at = end < 0 ? text.Length : _at + end + 2;
    }

    // A password may hold or begin with '#': only one that begins a line starts a comment.
    private bool StartsLine()
    {
        var i = _at - 1;
        while (i >= 0 && text[i] is ' ' or '\t')
            i--;
        return i < 0 || text[i] is '\n' or '\r';
    }

    private void SkipLine()
    {
        var end = text.AsSpan(_at).IndexOf('\n');
        _at = end < 0 ? text.Length : _at + end + 1;
    }

    private string Plain()
    {
        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]))
            _at++;
        return text[start.._at];
    }

    private string Quoted()
    {
        var word = new StringBuilder();
        for (_at++; _at < text.Length && text[_at] != '"'; _at++)
        {
            if (text[_at] == '\\' && _at + 1 < text.Length)
                _at++;
            word.Append(text[_at]);
        }
        _at = Math.Min(_at + 1, text.Length);
        return word.ToString();
    }
}
