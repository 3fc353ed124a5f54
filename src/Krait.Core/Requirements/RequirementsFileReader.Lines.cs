namespace Krait.Requirements;

public sealed partial class RequirementsFileReader
{
    private void ReadLine(RequirementsDraft draft, RequirementsInclude include, LogicalLine line)
    {
        var given = line.Text;
        var text = Expand(given);
        // Expanding moves characters about; then only the line's beginning is a place that can be told.
        var moved = text.Length != given.Length;
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new RequirementsFileException(
                "Unexpected null character",
                Origin(text.IndexOf('\0', StringComparison.Ordinal))
            );
        }
        var split = OptionsStart(text);
        if (Dialect == RequirementsDialect.Uv)
        {
            CheckHash(text, split, Origin);
        }
        var givenSplit = OptionsStart(given);
        var options = ReadOptions(text.AsSpan(split), split, Origin);
        var givenOptions = moved ? ReadOptions(given.AsSpan(givenSplit), givenSplit, Origin) : options;
        var body = text.AsSpan(0, split).TrimEnd();
        if (!body.IsEmpty)
        {
            var entry = ParseEntry(body, 0, isEditable: false, Origin);
            if (Dialect == RequirementsDialect.Uv)
            {
                CheckName(entry, body, Origin);
            }
            draft.Entries.Add(
                Complete(entry, given.AsSpan(0, givenSplit).TrimEnd(), include, options, Origin)
            );
            return;
        }
        for (var i = 0; i < options.Count; i++)
        {
            var givenValue = i < givenOptions.Count ? givenOptions[i].Value : null;
            switch (options[i].Option)
            {
                case RequirementsOption.Editable:
                    // Behind `-e` the line goes on as a requirement: whatever follows belongs to it.
                    var value = options[i].Value!;
                    var editable = ParseEntry(value, ValueOffset(line, options[i]), isEditable: true, Origin);
                    draft.Entries.Add(Complete(editable, givenValue, include, options[(i + 1)..], Origin));
                    return;
                case RequirementsOption.Requirement or RequirementsOption.Constraint:
                    var isConstraint = options[i].Option == RequirementsOption.Constraint;
                    Include(
                        draft,
                        include,
                        options[i].Value!,
                        // In a file of constraints pip takes `-r` for what it says elsewhere; uv stays with constraints.
                        isConstraint || include.IsConstraints && Dialect == RequirementsDialect.Uv,
                        Origin(ValueOffset(line, options[i]))
                    );
                    if (Dialect == RequirementsDialect.Pip)
                    {
                        return;
                    }
                    continue;
                default:
                    if (
                        include.IsConstraints
                        && include.Parent is not null
                        && Dialect == RequirementsDialect.Uv
                    )
                    {
                        continue;
                    }
                    Apply(
                        draft,
                        include,
                        options[i],
                        givenValue ?? options[i].Value,
                        Origin(options[i].Offset)
                    );
                    continue;
            }
        }

        RequirementOrigin Origin(int offset)
        {
            var (at, column) = line.Locate(moved ? 0 : offset);
            return new RequirementOrigin(include.Location, at, column);
        }
    }

    private static int ValueOffset(LogicalLine line, FoundOption option)
    {
        var at = option.Value is null
            ? -1
            : line.Text.IndexOf(
                option.Value,
                Math.Min(option.Offset, line.Text.Length),
                StringComparison.Ordinal
            );
        return at < 0 ? option.Offset : at;
    }

    private List<FoundOption> ReadOptions(
        ReadOnlySpan<char> text,
        int start,
        Func<int, RequirementOrigin> origin
    )
    {
        if (text.IsEmpty)
        {
            return [];
        }
        try
        {
            var options =
                Dialect == RequirementsDialect.Pip ? PipOptionReader.Read(text) : UvOptionReader.Read(text);
            return [.. options.Select(option => option with { Offset = option.Offset + start })];
        }
        catch (FormatException exception)
        {
            throw new RequirementsFileException(exception.Message, origin(start), exception);
        }
    }

    /// <summary>Behind a requirement uv reads hashes only.</summary>
    private static void CheckHash(string text, int split, Func<int, RequirementOrigin> origin)
    {
        if (split == 0 || split == text.Length)
        {
            return;
        }
        var options = text.AsSpan(split);
        var end = options.IndexOfAny(' ', '\t');
        var word = end < 0 ? options : options[..end];
        if (!word.StartsWith("--hash") || word.Length > 6 && word[6] != '=')
        {
            throw new RequirementsFileException($"Expected `--hash`, found `\"{word}\"`", origin(split));
        }
    }

    /// <summary>
    /// Where the options of a line begin: at the first word with a dash (for uv: two, unless it comes first). Words end at a blank, for uv at
    /// a tab too.
    /// </summary>
    private int OptionsStart(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var word = text.AsSpan(start);
            if (word[0] == '-' && (start == 0 || Dialect == RequirementsDialect.Pip || word.StartsWith("--")))
            {
                return start;
            }
            var blank = Dialect == RequirementsDialect.Pip ? word.IndexOf(' ') : word.IndexOfAny(' ', '\t');
            if (blank < 0)
            {
                break;
            }
            start += blank + 1;
        }
        return text.Length;
    }

    private RequirementEntry Complete(
        RequirementEntry entry,
        ReadOnlySpan<char> given,
        RequirementsInclude include,
        IReadOnlyList<FoundOption> options,
        Func<int, RequirementOrigin> origin
    )
    {
        if (entry.Address is { } address)
        {
            RefuseLocal(address, entry.Origin);
        }
        var hashes = new List<RequirementHash>();
        var settings = new List<KeyValuePair<string, string>>();
        foreach (var (option, value, offset) in options)
        {
            switch (option)
            {
                case RequirementsOption.Hash:
                    if (!RequirementHash.TryParse(value, out var hash, out var reason))
                    {
                        throw new RequirementsFileException(reason, origin(offset));
                    }
                    if (Dialect == RequirementsDialect.Pip && hash.Algorithm is "md5" or "blake2b")
                    {
                        throw new RequirementsFileException(
                            $"Allowed hash algorithms for --hash are sha256, sha384, sha512, not {hash.Algorithm}",
                            origin(offset)
                        );
                    }
                    hashes.Add(hash);
                    break;
                case RequirementsOption.ConfigSettings:
                    var equals = value!.IndexOf('=', StringComparison.Ordinal);
                    if (equals < 0)
                    {
                        throw new RequirementsFileException(
                            "Config settings must be of the form KEY=VALUE",
                            origin(offset)
                        );
                    }
                    settings.Add(new(value[..equals], value[(equals + 1)..]));
                    break;
                default:
                    if (Dialect == RequirementsDialect.Uv)
                    {
                        throw new RequirementsFileException(
                            "Unexpected '-', expected '-c', '-e', '-r' or the start of a requirement",
                            origin(offset)
                        );
                    }
                    break;
            }
        }
        var givenAddress = entry.Address is null ? null : GivenAddress(given, entry) ?? entry.Address;
        return entry with
        {
            Requirement =
                givenAddress is not null && givenAddress != entry.Address
                    ? entry.Requirement?.WithUrl(entry.Address!, givenAddress)
                    : entry.Requirement,
            GivenAddress = givenAddress,
            IsConstraint = include.IsConstraints,
            Hashes = hashes,
            ConfigSettings = settings,
        };
    }
}
