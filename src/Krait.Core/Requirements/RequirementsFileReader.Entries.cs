using System.Diagnostics.CodeAnalysis;
using Krait.Markers;

namespace Krait.Requirements;

public sealed partial class RequirementsFileReader
{
    /// <summary>Reads a requirement without its options.</summary>
    /// <param name="text">Not empty, without white space at its ends.</param>
    /// <param name="start">Where the text begins in its line.</param>
    /// <param name="isEditable">True behind <c>-e</c>, where only an address will do.</param>
    /// <param name="origin">Tells the place of an offset into the line.</param>
    private RequirementEntry ParseEntry(
        ReadOnlySpan<char> text,
        int start,
        bool isEditable,
        Func<int, RequirementOrigin> origin
    )
    {
        if (isEditable && !IsNamedAddress(text) || RequirementAddress.IsAddress(text))
        {
            return ParseAddress(text, start, isEditable, origin);
        }
        if (!TryParse(WithoutEmptyMarker(text), out var requirement, out var error))
        {
            throw new RequirementsFileException(
                $"Couldn't parse requirement: {error.Show(text)}\n",
                origin(start + error.Offset)
            );
        }
        if (isEditable)
        {
            RefuseEditable(requirement.Url!, start, origin);
        }
        if (Dialect == RequirementsDialect.Uv)
        {
            CheckHost(requirement, text, start, origin);
        }
        return new RequirementEntry
        {
            Requirement = requirement,
            Name = requirement.Name,
            Address = requirement.Url,
            Extras = requirement.Extras,
            Marker = requirement.Marker,
            IsEditable = isEditable,
            Text = text.ToString(),
            Origin = origin(start),
        };
    }

    private bool TryParse(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out Requirement? requirement,
        [NotNullWhen(false)] out SyntaxError? error
    ) =>
        Dialect == RequirementsDialect.Uv
            ? Requirement.TryParseWritten(text, out requirement, out error)
            : Requirement.TryParse(text, out requirement, out error);

    /// <summary>pip cuts at the first semicolon, and nothing behind it is no marker.</summary>
    private ReadOnlySpan<char> WithoutEmptyMarker(ReadOnlySpan<char> text) =>
        Dialect == RequirementsDialect.Pip && text.IndexOf(';') == text.Length - 1
            ? text[..^1].TrimEnd()
            : text;

    /// <summary>True for <c>name @ address</c>.</summary>
    private static bool IsNamedAddress(ReadOnlySpan<char> text) =>
        !RequirementAddress.IsAddress(text) && text.Contains('@');

    private static void CheckHost(
        Requirement requirement,
        ReadOnlySpan<char> text,
        int start,
        Func<int, RequirementOrigin> origin
    )
    {
        if (requirement.Url is { } url && RequirementAddress.LacksHost(url))
        {
            var offset = text.IndexOf(url);
            throw new RequirementsFileException(
                $"Couldn't parse requirement: empty host in `{url}`",
                origin(start + offset)
            );
        }
    }

    /// <summary>Refuses a line that is the name of a file behind a forgotten <c>-r</c>.</summary>
    private static void CheckName(
        RequirementEntry entry,
        ReadOnlySpan<char> text,
        Func<int, RequirementOrigin> origin
    )
    {
        if (
            entry.Address is null
            && (
                text.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
                || text.EndsWith(".in", StringComparison.OrdinalIgnoreCase)
            )
            && PackageName.TryParse(text, out _)
        )
        {
            throw new RequirementsFileException(
                $"Requirement `{text}` looks like a requirements file but was passed as a package name. Did you mean `-r {text}`?",
                origin(0)
            );
        }
    }

    private RequirementEntry ParseAddress(
        ReadOnlySpan<char> text,
        int start,
        bool isEditable,
        Func<int, RequirementOrigin> origin
    )
    {
        var isUrl = FileReference.IsAddress(text);
        var end = RequirementAddress.MarkerStart(text, isUrl, Dialect);
        Marker? marker = null;
        if (end < text.Length)
        {
            var condition = text[(end + 1)..];
            if (!Marker.TryParse(condition, out marker, out var error))
            {
                throw new RequirementsFileException(
                    $"Couldn't parse marker: {error.Message}",
                    origin(start + end + 1 + error.Offset)
                );
            }
        }
        var address = text[..end].TrimEnd();
        List<ExtraName> extras = [];
        if (!isUrl || isEditable || Dialect == RequirementsDialect.Uv)
        {
            address = RequirementAddress.TakeExtras(address, Dialect, extras);
        }
        var mark = address.IndexOf('#');
        if (!isUrl && Dialect == RequirementsDialect.Uv)
        {
            if (mark >= 0)
            {
                throw new RequirementsFileException(
                    "Expected end of input or `;`, found `#`; comments must be preceded by a leading space",
                    origin(start + mark)
                );
            }
            if (address.Contains(';'))
            {
                throw new RequirementsFileException(
                    "A marker after a path must be preceded by a space before its `;`",
                    origin(start + address.IndexOf(';'))
                );
            }
        }
        if (isEditable)
        {
            RefuseEditable(address, start, origin);
        }
        if (Dialect == RequirementsDialect.Uv && RequirementAddress.LacksHost(address))
        {
            throw new RequirementsFileException(
                $"Couldn't parse requirement: empty host in `{address}`",
                origin(start)
            );
        }
        var name = EggName(address, isUrl ? mark : -1, extras, start, origin);
        if (isEditable && name is null && Dialect == RequirementsDialect.Pip && isUrl)
        {
            RefuseNameless(address, start, origin);
        }
        return new RequirementEntry
        {
            Address = address.ToString(),
            Name = name,
            Extras = extras,
            Marker = marker,
            IsEditable = isEditable,
            Text = text.ToString(),
            Origin = origin(start),
        };
    }

    /// <summary>Of an editable repository pip wants the name before it looks inside.</summary>
    private static void RefuseNameless(
        ReadOnlySpan<char> address,
        int start,
        Func<int, RequirementOrigin> origin
    )
    {
        if (RequirementAddress.IsVersionControl(address))
        {
            throw new RequirementsFileException(
                $"Could not detect requirement name for `{address}`: write `#egg=name` behind it",
                origin(start)
            );
        }
    }

    /// <summary>The name in <c>#egg=name</c>, whose extras are only honoured where uv reads.</summary>
    private PackageName? EggName(
        ReadOnlySpan<char> address,
        int mark,
        List<ExtraName> extras,
        int start,
        Func<int, RequirementOrigin> origin
    )
    {
        if (mark < 0)
        {
            return null;
        }
        foreach (var range in address[(mark + 1)..].SplitAny('&', '#'))
        {
            var part = address[(mark + 1)..][range];
            if (!part.StartsWith("egg="))
            {
                continue;
            }
            var egg = part[4..];
            if (Dialect == RequirementsDialect.Uv)
            {
                egg = RequirementAddress.TakeExtras(egg, Dialect, extras);
            }
            return PackageName.TryParse(egg, out var name)
                ? name
                : throw new RequirementsFileException(
                    $"`{part}` does not name a package",
                    origin(start + mark + 1)
                );
        }
        return null;
    }

    private void RefuseEditable(ReadOnlySpan<char> address, int start, Func<int, RequirementOrigin> origin)
    {
        var problem = RequirementAddress.IsVersionControl(address)
            ? Dialect == RequirementsDialect.Uv
                ? "Git repositories cannot be editable"
                : null
            : FileReference.IsAddress(address)
            && !address.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
                ? "Remote archives cannot be editable"
                : RequirementAddress.IsArchive(address)
                    ? "Local archives cannot be editable"
                    : null;
        if (problem is not null)
        {
            throw new RequirementsFileException(
                $"Unsupported editable requirement: `{address}`: {problem}",
                origin(start)
            );
        }
    }

    /// <summary>The address of an entry as it stands in the file, before variables were filled in.</summary>
    private string? GivenAddress(ReadOnlySpan<char> given, RequirementEntry entry)
    {
        if (entry.Requirement is not null)
        {
            return TryParse(given, out var requirement, out _) ? requirement.Url : null;
        }
        var end = RequirementAddress.MarkerStart(given, FileReference.IsAddress(given), Dialect);
        return RequirementAddress.TakeExtras(given[..end].TrimEnd(), Dialect, []).ToString();
    }
}
