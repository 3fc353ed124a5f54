using System.Text;

namespace Krait.Requirements;

/// <summary>Gives the bytes of a file, by the path or address that was asked for.</summary>
/// <exception cref="KraitException">The file cannot be had; passed on with the place that mentions it.</exception>
public delegate ReadOnlyMemory<byte> RequirementsFileSource(string location);

/// <summary>
/// Reads requirements files with all that they include. It opens nothing itself: files come from <see cref="Source"/>, variables from
/// <see cref="Variable"/>. Not for use from several threads at once.
/// </summary>
public sealed partial class RequirementsFileReader
{
    private const int MostFiles = 1000;
    private const int DeepestInclude = 100;

    /// <summary>Whose reading counts.</summary>
    public RequirementsDialect Dialect { get; init; } = RequirementsDialect.Uv;

    public required RequirementsFileSource Source { get; init; }

    /// <summary>The value for <c>${NAME}</c>; null or empty leaves the text as it is.</summary>
    public Func<string, string?> Variable { get; init; } = static _ => null;

    /// <summary>Reads a file and everything it includes.</summary>
    /// <param name="location">Path, or address, or whatever <see cref="Source"/> understands; messages repeat it.</param>
    /// <param name="isConstraints">True for a file given as constraints: then everything in it is one.</param>
    /// <exception cref="RequirementsFileException">A file holds something that cannot be read, or includes itself.</exception>
    /// <exception cref="KraitException">What <see cref="Source"/> throws for the file itself.</exception>
    public RequirementsFile Read(string location, bool isConstraints = false)
    {
        var draft = new RequirementsDraft();
        ReadInto(draft, new RequirementsInclude(location, isConstraints, null, null, null));
        return draft.ToFile();
    }

    /// <summary>Reads one requirement, path or address as a command line gives it, without options.</summary>
    /// <param name="text">No variables are filled in.</param>
    /// <param name="isEditable">True for what stands behind <c>-e</c>.</param>
    /// <exception cref="RequirementsFileException">The text is none of these; the place is a column of the text.</exception>
    public RequirementEntry ReadArgument(string text, bool isEditable = false)
    {
        var body = text.AsSpan().Trim();
        if (body.Contains('\0'))
        {
            throw new RequirementsFileException("Unexpected null character", Origin(body.IndexOf('\0')));
        }
        var entry = ParseEntry(body, 0, isEditable, Origin);
        return entry with { GivenAddress = entry.Address };

        RequirementOrigin Origin(int offset) => new("", 1, offset + 1);
    }

    private void ReadInto(RequirementsDraft draft, RequirementsInclude include)
    {
        if (!RequirementsText.TryDecode(Open(include), out var text, out var problem))
        {
            throw new RequirementsFileException(problem, new RequirementOrigin(include.Location, 1, 1));
        }
        draft.Files.Add(include.Location);
        foreach (var line in LogicalLine.Read(text))
        {
            ReadLine(draft, include, line);
        }
    }

    private ReadOnlySpan<byte> Open(RequirementsInclude include)
    {
        if (include.From is not { } from)
        {
            return Source(include.Location).Span;
        }
        try
        {
            return Source(include.Location).Span;
        }
        catch (KraitException exception)
        {
            throw new RequirementsFileException(exception.Message, from, exception)
            {
                Hints = exception.Hints,
            };
        }
    }

    /// <summary>Refuses what a file from a server says of this machine's files: whoever wrote it doesn't choose among them.</summary>
    private static void RefuseLocal(string reference, RequirementOrigin origin)
    {
        if (!FileReference.IsRemote(origin.File) || FileReference.IsRemote(reference))
        {
            return;
        }
        throw new RequirementsFileException(
            $"A requirements file from a server cannot name a file of this machine: `{reference}`",
            origin
        )
        {
            Hints = ["Download the requirements file first, and pass its path"],
        };
    }

    private void Include(
        RequirementsDraft draft,
        RequirementsInclude parent,
        string reference,
        bool isConstraints,
        RequirementOrigin origin
    )
    {
        var location = origin.Resolve(reference);
        RefuseLocal(location, origin);
        if (parent.Depth >= DeepestInclude || draft.Files.Count >= MostFiles)
        {
            throw new RequirementsFileException("Too many files include one another", origin);
        }
        var include = new RequirementsInclude(
            location,
            isConstraints,
            parent,
            origin,
            origin with
            {
                Column = origin.Column + reference.Length,
            }
        );
        if (Dialect == RequirementsDialect.Uv)
        {
            if (!draft.Visit(location, isConstraints))
            {
                return;
            }
        }
        else if (include.IncludesItself)
        {
            throw new RequirementsFileException($"`{location}` recursively references itself", origin);
        }
        ReadInto(draft, include);
    }

    /// <summary>Replaces <c>${NAME}</c> (capitals, digits, underscores) where the variable is set and not empty.</summary>
    private string Expand(string text)
    {
        var at = text.IndexOf("${", StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }
        var expanded = new StringBuilder();
        var position = 0;
        while (at >= 0)
        {
            var length = 0;
            while (at + 2 + length < text.Length && IsOfName(text[at + 2 + length]))
            {
                length++;
            }
            var end = at + 2 + length;
            expanded.Append(text, position, at - position);
            position = at;
            if (length > 0 && end < text.Length && text[end] == '}')
            {
                var value = Variable(text.Substring(at + 2, length));
                expanded.Append(string.IsNullOrEmpty(value) ? text[at..(end + 1)] : value);
                position = end + 1;
            }
            else
            {
                expanded.Append("${");
                position = at + 2;
            }
            at = text.IndexOf("${", position, StringComparison.Ordinal);
        }
        return expanded.Append(text, position, text.Length - position).ToString();

        static bool IsOfName(char character) =>
            char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character == '_';
    }
}

/// <summary>One file on the way down through includes; <paramref name="From"/> and <paramref name="FromEnd"/> enclose its mention.</summary>
internal sealed record RequirementsInclude(
    string Location,
    bool IsConstraints,
    RequirementsInclude? Parent,
    RequirementOrigin? From,
    RequirementOrigin? FromEnd
)
{
    public int Depth { get; } = Parent is null ? 0 : Parent.Depth + 1;

    public bool IncludesItself
    {
        get
        {
            for (var parent = Parent; parent is not null; parent = parent.Parent)
            {
                if (parent.Location == Location)
                {
                    return true;
                }
            }
            return false;
        }
    }
}
