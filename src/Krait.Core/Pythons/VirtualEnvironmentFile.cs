using Krait.Storage;

namespace Krait.Pythons;

/// <summary>
/// The <c>pyvenv.cfg</c> of a virtual environment, as CPython reads it: <c>key = value</c> lines, keys in any case,
/// lines without an equals sign ignored (PEP 405).
/// </summary>
public sealed class VirtualEnvironmentFile
{
    /// <summary>The file's name.</summary>
    public const string FileName = "pyvenv.cfg";

    private const long Limit = 1 << 20;
    private readonly Dictionary<string, string> _values;

    private VirtualEnvironmentFile(Dictionary<string, string> values) => _values = values;

    /// <summary>Folder of the base interpreter; null when the file does not say.</summary>
    public string? Home => this["home"];

    /// <summary>Whether packages of the base are seen. A file that does not say means that they are.</summary>
    public bool IncludesSystemPackages =>
        this["include-system-site-packages"] is not { } value
        || value.Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether scripts find the interpreter relative to themselves.</summary>
    public bool IsRelocatable =>
        this["relocatable"]?.Equals("true", StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>The prompt that was asked for, without quotes; null when none was.</summary>
    public string? Prompt => this["prompt"] is { } text ? Unquote(text) : null;

    /// <summary>The version that the environment was made for: <c>3.12</c>, <c>3.12.1</c>; null when unknown.</summary>
    public string? Version
    {
        get
        {
            var text = this["version_info"] ?? this["version"];
            var parts = text?.Split('.');
            return parts is { Length: > 3 } ? string.Join('.', parts[..3]) : text;
        }
    }

    /// <summary>The value of a key (in lower case); null when it is absent.</summary>
    public string? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>
    /// Reads the file of a folder; null when there is none, or it may not be read, which CPython takes for the same.
    /// </summary>
    /// <exception cref="StorageException">
    /// It is there and reading it failed: taking that for absence would take an environment for the installation behind it.
    /// </exception>
    public static VirtualEnvironmentFile? TryRead(string folder)
    {
        try
        {
            return FileContent.TryRead(Path.Join(folder, FileName), Limit) is { } bytes
                ? Parse(FileContent.TextOf(bytes))
                : null;
        }
        catch (StorageException e) when (e.Error == ErrorNumber.AccessDenied)
        {
            return null;
        }
    }

    public static VirtualEnvironmentFile Parse(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var equals = line.IndexOf('=');
            if (equals >= 0)
            {
                var key = line[..equals].Trim().ToString().ToLowerInvariant();
                values.TryAdd(key, line[(equals + 1)..].Trim().ToString());
            }
        }

        return new VirtualEnvironmentFile(values);
    }

    private static string Unquote(string text) =>
        text.Length >= 2 && text[0] == text[^1] && (text[0] is '"' or '\'') ? text[1..^1] : text;
}
