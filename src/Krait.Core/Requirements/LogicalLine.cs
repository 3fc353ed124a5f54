using System.Buffers;
using System.Text;

namespace Krait.Requirements;

/// <summary>A line of a requirements file after joining those that a backslash continues, without comment and outer white space.</summary>
internal readonly struct LogicalLine
{
    // Where Python splits lines.
    private static readonly SearchValues<char> LineBreaks = SearchValues.Create(
        "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
    );

    private readonly List<Piece> _pieces;

    private LogicalLine(string text, int number, List<Piece> pieces)
    {
        Text = text;
        Number = number;
        _pieces = pieces;
    }

    /// <summary>Where a run of characters came from; <paramref name="Start"/> is an index into the joined text.</summary>
    private readonly record struct Piece(int Start, int Line, int Column);

    /// <summary>Never empty.</summary>
    public string Text { get; }

    /// <summary>The number of the first of its lines, from 1.</summary>
    public int Number { get; }

    /// <summary>Line and column, both from 1, of a character of <see cref="Text"/>.</summary>
    public (int Line, int Column) Locate(int offset)
    {
        var piece = _pieces[0];
        foreach (var candidate in _pieces)
        {
            if (candidate.Start <= offset)
            {
                piece = candidate;
            }
        }
        return (piece.Line, piece.Column + Math.Max(0, offset - piece.Start));
    }

    /// <summary>Splits where Python splits lines, then joins and strips as pip does.</summary>
    public static List<LogicalLine> Read(string text)
    {
        var lines = new List<LogicalLine>();
        var joined = new StringBuilder();
        var pieces = new List<Piece>();
        var number = 0;
        var position = 0;
        while (position < text.Length)
        {
            number++;
            var end = position + LineLength(text.AsSpan(position));
            var line = text.AsSpan(position, end - position);
            position = end + BreakLength(text.AsSpan(end));
            var isComment = line.TrimStart().StartsWith('#');
            var continues = line.EndsWith('\\') && !isComment;
            var stripped = continues ? line.TrimStart('\\') : line;
            var column = line.Length - stripped.Length + 1;
            if (isComment && joined.Length > 0)
            {
                // Keeps the comment apart from what it follows.
                joined.Append(' ');
            }
            pieces.Add(new Piece(joined.Length, number, column));
            joined.Append(continues ? stripped.TrimEnd('\\') : stripped);
            if (!continues)
            {
                Finish(lines, joined, pieces);
            }
        }
        Finish(lines, joined, pieces);
        return lines;
    }

    private static void Finish(List<LogicalLine> lines, StringBuilder joined, List<Piece> pieces)
    {
        if (pieces.Count == 0)
        {
            return;
        }
        var whole = joined.ToString().AsSpan();
        var body = whole[..CommentStart(whole)].TrimEnd();
        var text = body.TrimStart();
        if (!text.IsEmpty)
        {
            var skipped = body.Length - text.Length;
            var moved = new List<Piece>(pieces.Count);
            foreach (var piece in pieces)
            {
                moved.Add(piece with { Start = piece.Start - skipped });
            }
            lines.Add(new LogicalLine(text.ToString(), pieces[0].Line, moved));
        }
        joined.Clear();
        pieces.Clear();
    }

    /// <summary>A comment begins with a number sign at the start or behind white space.</summary>
    private static int CommentStart(ReadOnlySpan<char> line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '#' && (i == 0 || char.IsWhiteSpace(line[i - 1])))
            {
                return i;
            }
        }
        return line.Length;
    }

    private static int LineLength(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAny(LineBreaks);
        return length < 0 ? text.Length : length;
    }

    private static int BreakLength(ReadOnlySpan<char> text) =>
        text.IsEmpty ? 0
        : text.StartsWith("\r\n") ? 2
        : 1;
}
