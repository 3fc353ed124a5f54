using System.Globalization;
using System.Text;
using Krait.Storage;

namespace Krait.Installer;

/// <summary>
/// The list of steps between the old state of an environment and the new one. It comes into being by a rename once all is
/// staged, and goes once all is done: from its presence the next command knows what is to be finished. Layout: fields ended
/// by a zero byte: the magic, the number of areas, their paths, then kind, area, path and trash name of each step; last,
/// sixteen digits of checksum over all before.
/// </summary>
internal sealed record Journal(IReadOnlyList<string> Areas, IReadOnlyList<JournalStep> Steps)
{
    public const string Path = TransactionArea.WorkName + "/journal";
    private const string Unfinished = Path + ".new";
    private const string Magic = "krait journal 1";

    /// <summary>Puts the journal in place: from then on the transaction counts as decided.</summary>
    public void Write(DirectoryHandle root)
    {
        var text = new StringBuilder();
        void Add(string field) => text.Append(field).Append('\0');
        Add(Magic);
        Add(Areas.Count.ToString(CultureInfo.InvariantCulture));
        foreach (var area in Areas)
        {
            Add(area);
        }

        foreach (var step in Steps)
        {
            Add(((char)step.Kind).ToString());
            Add(step.Area.ToString(CultureInfo.InvariantCulture));
            Add(step.Path);
            Add(step.Trash);
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var sum = Encoding.ASCII.GetBytes(Fingerprint.Text(Fingerprint.Hash64(bytes)));
        _ = root.CreateDirectory(TransactionArea.WorkName);
        root.CreateFile(Unfinished, [.. bytes, .. sum]);
        root.Rename(Unfinished, root, Path);
    }

    /// <summary>False when there is no journal. One that cannot be read (a power cut may leave such) has no steps.</summary>
    public static bool TryRead(DirectoryHandle root, out Journal journal)
    {
        journal = new([], []);
        if (root.TryReadFile(Path) is not { } bytes)
        {
            return false;
        }

        if (
            bytes.Length > 16
            && Encoding.ASCII.GetString(bytes.AsSpan(^16))
                == Fingerprint.Text(Fingerprint.Hash64(bytes.AsSpan(..^16)))
        )
        {
            journal = Parse(Encoding.UTF8.GetString(bytes.AsSpan(..^16)).Split('\0'));
        }

        return true;
    }

    private static Journal Parse(string[] fields)
    {
        // The last field is what stands behind the last zero byte: nothing.
        if (
            fields.Length < 3
            || fields[0] != Magic
            || !int.TryParse(fields[1], CultureInfo.InvariantCulture, out var count)
            || count < 0
            || fields.Length < 3 + count
            || (fields.Length - 3 - count) % 4 != 0
        )
        {
            return new([], []);
        }

        var steps = new List<JournalStep>((fields.Length - 3 - count) / 4);
        for (var i = 2 + count; i + 3 < fields.Length; i += 4)
        {
            if (
                fields[i].Length != 1
                || !byte.TryParse(fields[i + 1], CultureInfo.InvariantCulture, out var area)
                || area >= count
            )
            {
                return new([], []);
            }

            steps.Add(new((StepKind)fields[i][0], area, fields[i + 2], fields[i + 3]));
        }

        return new(fields[2..(2 + count)], steps);
    }
}
