using Krait.Toml;

namespace Krait.Cli.Settings;

/// <summary>
/// Settings kept in files, the nearest first: <c>uv.toml</c> or the <c>[tool.uv]</c> table of a <c>pyproject.toml</c> in the
/// working directory or above, then the user's <c>uv.toml</c>, then the system's. In each, the <c>pip</c> table comes before
/// the rest.
/// </summary>
internal sealed class ConfigurationFiles
{
    private const string FileName = "uv.toml";
    private const string ProjectFileName = "pyproject.toml";
    private readonly List<(TomlTable Table, string Folder)> _tables = [];

    private ConfigurationFiles() { }

    /// <summary>No files: <c>--no-config</c>.</summary>
    public static ConfigurationFiles None { get; } = new();

    /// <summary>Project files that could not be read and were left out, and settings that no command knows, each as a warning.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Finds and reads the files that count for a folder.</summary>
    /// <exception cref="KraitException">A settings file (not a project file) cannot be read; exit code 2.</exception>
    public static ConfigurationFiles Find(string directory)
    {
        var files = new ConfigurationFiles();
        for (var folder = directory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (
                files.TryAddFile(Path.Combine(folder, FileName))
                || files.TryAddProject(Path.Combine(folder, ProjectFileName))
            )
                break;
        }
        if (UserFolder() is { } user)
            files.TryAddFile(Path.Combine(user, "uv", FileName));
        files.TryAddFile(Path.Combine("/etc", "uv", FileName));
        return files;
    }

    /// <summary>Reads one file that the user named, and no other.</summary>
    /// <exception cref="KraitException">The file is missing, or cannot be read; exit code 2.</exception>
    public static ConfigurationFiles Read(string path)
    {
        var files = new ConfigurationFiles();
        return files.TryAddFile(path)
            ? files
            : throw new KraitException($"failed to open file `{path}`: No such file or directory")
            {
                ExitCode = 2,
            };
    }

    /// <summary>The nearest text, or number as text, of a key; null if there is none.</summary>
    public string? Text(string key)
    {
        foreach (var (table, _) in _tables)
        {
            if ((table[key] as TomlString)?.Value is { } text)
                return text;
        }
        return null;
    }

    /// <summary>The nearest boolean of a key, or of one that says the opposite; null if there is none.</summary>
    public bool? Flag(string key, string? opposite = null)
    {
        foreach (var (table, _) in _tables)
        {
            if (table[key]?.AsBoolean() is { } flag)
                return flag;
            if (opposite is not null && table[opposite]?.AsBoolean() is { } against)
                return !against;
        }
        return null;
    }

    /// <summary>The texts of a key in all files, the nearest first.</summary>
    public IReadOnlyList<string> Texts(string key) => [.. Located(key).Select(t => t.Text)];

    /// <summary>
    /// As <see cref="Texts"/>, each with the folder of its file, which a relative path in it starts from. What a table says of
    /// packages reads <c>PACKAGE=VALUE</c>, as on the command line.
    /// </summary>
    public IReadOnlyList<(string Text, string Folder)> Located(string key)
    {
        List<(string, string)>? texts = null;
        foreach (var (table, folder) in _tables)
        {
            foreach (var item in table[key]?.AsArray()?.Items ?? [])
            {
                if (item.AsString() is { } text)
                    (texts ??= []).Add((text, folder));
            }
            foreach (var entry in table[key]?.AsTable()?.Entries ?? [])
            {
                var value =
                    entry.Value.AsString()
                    ?? (entry.Value.AsBoolean() is { } flag ? (flag ? "true" : "false") : null);
                if (value is not null)
                    (texts ??= []).Add(($"{entry.Key}={value}", folder));
            }
        }
        return texts ?? [];
    }

    /// <summary>As <see cref="Text"/>, with the folder of its file.</summary>
    public (string Text, string Folder)? LocatedText(string key)
    {
        foreach (var (table, folder) in _tables)
        {
            if (table[key]?.AsString() is { } text)
                return (text, folder);
        }
        return null;
    }

    /// <summary>The tables of an array of tables in all files, as <c>[[index]]</c>, the nearest first, each with its file's folder.</summary>
    public IEnumerable<(TomlTable Table, string Folder)> Tables(string key) =>
        _tables.SelectMany(t =>
            (t.Table[key]?.AsArray()?.Items ?? []).OfType<TomlTable>().Select(table => (table, t.Folder))
        );

    private bool TryAddFile(string path)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            var document = TomlDocument.Parse(File.ReadAllBytes(path));
            Problems.AddRange(SettingsKeys.Check(document, document.Root, Path.GetFileName(path)));
            Add(document.Root, path);
            return true;
        }
        catch (TomlException wrong)
        {
            throw new KraitException($"Failed to parse: {path}", wrong) { ExitCode = 2 };
        }
    }

    private bool TryAddProject(string path)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            var document = TomlDocument.Parse(File.ReadAllBytes(path));
            if (document.Root.Find("tool", "uv") is not TomlTable table)
                return false;
            Problems.AddRange(SettingsKeys.Check(document, table, ProjectFileName));
            Add(table, path);
            return true;
        }
        catch (TomlException wrong)
        {
            // The project may be meant for other tools, and is no business of commands about environments.
            Problems.Add(
                $"Failed to parse `{Path.GetFileName(path)}` during settings discovery:\n  {wrong.Message}\n"
            );
            return false;
        }
    }

    private void Add(TomlTable table, string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (table["pip"]?.AsTable() is { } pip)
            _tables.Add((pip, folder));
        _tables.Add((table, folder));
    }

    private static string? UserFolder() =>
        EnvironmentVariables.Plain("XDG_CONFIG_HOME")
        ?? (EnvironmentVariables.Plain("HOME") is { } home ? Path.Combine(home, ".config") : null);
}
