using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Krait.Metadata;

/// <summary>
/// The entry points that become programs: <c>[console_scripts]</c> and <c>[gui_scripts]</c> of an <c>entry_points.txt</c>. Other
/// groups are plug-ins of other programs; they are passed over as long as the file itself can be read. Implements the entry points
/// specification: an INI file with <c>=</c> as its only delimiter, whole-line comments, case-sensitive names.
/// </summary>
public sealed class EntryPoints
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int LargestFile = 4 * 1024 * 1024;

    /// <summary>A distribution without scripts.</summary>
    public static EntryPoints Empty { get; } = new([], []);

    private EntryPoints(IReadOnlyList<EntryPoint> console, IReadOnlyList<EntryPoint> gui) =>
        (ConsoleScripts, GuiScripts) = (console, gui);

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<EntryPoint> ConsoleScripts { get; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<EntryPoint> GuiScripts { get; }

    /// <summary>Reads an entry_points.txt.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="entryPoints">What was read.</param>
    /// <param name="error">What is wrong and in which line (counted from 1), as a clause without a full stop.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> utf8,
        [NotNullWhen(true)] out EntryPoints? entryPoints,
        [NotNullWhen(false)] out string? error
    )
    {
        entryPoints = null;
        error = null;
        if (utf8.Length > LargestFile)
            error = $"entry_points.txt of {utf8.Length} bytes is larger than the {LargestFile} that are read";
        else if (!System.Text.Unicode.Utf8.IsValid(utf8))
            error = "entry_points.txt is not UTF-8";
        if (error is not null)
            return false;
        var state = new Reading();
        var number = 0;
        var text = Encoding.UTF8.GetString(utf8);
        foreach (var line in text.TrimStart('\uFEFF').AsSpan().EnumerateLines())
        {
            number++;
            error = state.Take(line);
            if (error is null)
                continue;
            error = $"entry_points.txt, line {number}: {error}";
            return false;
        }
        error = state.End();
        if (error is not null)
        {
            error = $"entry_points.txt: {error}";
            return false;
        }
        entryPoints = new EntryPoints(state.Console, state.Gui);
        return true;
    }

    private sealed class Reading
    {
        private readonly HashSet<string> _sections = new(StringComparer.Ordinal);
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);
        private List<EntryPoint>? _section;
        private bool _isInSection;
        private string? _name;
        private string _value = "";

        public List<EntryPoint> Console { get; } = [];

        public List<EntryPoint> Gui { get; } = [];

        public string? Take(ReadOnlySpan<char> line)
        {
            var trimmed = line.Trim();
            if (trimmed.IsEmpty || trimmed[0] is '#' or ';')
                return null;
            if (char.IsWhiteSpace(line[0]) && _name is not null)
            {
                // A deeper line goes on with the value.
                _value = $"{_value}\n{trimmed}";
                return null;
            }
            if (End() is { } error)
                return error;
            if (trimmed[0] == '[')
                return TakeSection(trimmed);
            if (!_isInSection)
                return "an entry stands before the first section";
            var equals = trimmed.IndexOf('=');
            if (equals < 0)
                return $"`{trimmed}` is not of the form NAME = VALUE";
            var name = trimmed[..equals].TrimEnd().ToString();
            if (name.Length == 0)
                return "an entry has no name";
            if (!_names.Add(name))
                return $"`{name}` occurs twice";
            _name = name;
            _value = trimmed[(equals + 1)..].Trim().ToString();
            return null;
        }

        /// <summary>Ends the entry at hand; returns what is wrong with it.</summary>
        public string? End()
        {
            if (_name is not { } name)
                return null;
            _name = null;
            if (_section is null)
                return null;
            if (!EntryPoint.TryParse(name, _value, out var entry) || entry.Object.Length == 0)
                return $"the script `{name}` has no target of the form MODULE:OBJECT, but `{_value}`";
            _section.Add(entry);
            return null;
        }

        private string? TakeSection(ReadOnlySpan<char> line)
        {
            var end = line.IndexOf(']');
            if (end < 2)
                return $"`{line}` is not a section";
            var section = line[1..end].ToString();
            if (!_sections.Add(section))
                return $"the section `{section}` occurs twice";
            _names.Clear();
            _isInSection = true;
            _section = section switch
            {
                "console_scripts" => Console,
                "gui_scripts" => Gui,
                _ => null,
            };
            return null;
        }
    }
}
