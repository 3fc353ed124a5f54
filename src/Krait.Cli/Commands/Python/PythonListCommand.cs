using System.Text;
using System.Text.Json;
using Krait.Cache;
using Krait.Cli.Arguments;
using Krait.Cli.Settings;
using Krait.Pythons;

namespace Krait.Cli.Commands.Python;

/// <summary><c>krait python list</c>: the Pythons of this machine, newest first.</summary>
internal static class PythonListCommand
{
    private const string NoDownloads =
        "Pythons are not fetched yet: install one with the system's package manager or pyenv";

    /// <summary>Where the table of Pythons to fetch lies.</summary>
    public static readonly OptionDescription DownloadsTable = new(
        "--python-downloads-json-url",
        "Read the table of Pythons to fetch from here"
    )
    {
        Value = "PYTHON_DOWNLOADS_JSON_URL",
        Hidden = true,
        Later = NoDownloads,
    };

    private static readonly OptionDescription s_outputFormat = new("--output-format", "How to show them")
    {
        Value = "OUTPUT_FORMAT",
        Choices = ["text", "json"],
    };

    /// <summary>Only installed Pythons are known here: what chooses among others changes nothing.</summary>
    private static readonly OptionDescription[] s_withoutEffect =
    [
        new("--only-installed", "Show installed Pythons only, as always"),
        new("--all-versions", "Has no effect: all are shown") { Hidden = true },
        new("--all-platforms", "Has no effect") { Hidden = true },
        new("--all-arches", "Has no effect") { Hidden = true },
    ];

    private static readonly OptionDescription[] s_later =
    [
        new("--only-downloads", "Only Pythons that could be fetched") { Hidden = true, Later = NoDownloads },
        new("--show-urls", "Show where Pythons are fetched from") { Hidden = true, Later = NoDownloads },
        DownloadsTable,
    ];

    public static CommandDescription Description =>
        new()
        {
            Path = "python list",
            Summary = "Show the Pythons that are installed",
            UsageTail = "[REQUEST]",
            Positional = "REQUEST",
            PositionalMeaning = "Only those that fit it",
            MostPositionals = 1,
            Options = () => [s_outputFormat, .. s_withoutEffect, .. s_later],
            RunAsync = RunAsync,
        };

    private static Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (reader, global) = (invocation.Reader, invocation.Global);
        using var cache = new CacheFolder(global.CacheFolder);
        var discovery = new PythonDiscovery(PythonSettings.Read(reader, global, cache));
        var request = invocation.Arguments.Positionals is [var text]
            ? PythonRequest.Parse(text, global.WorkingDirectory)
            : PythonRequest.Any;
        var found = discovery
            .FindAll(request, EnvironmentPreference.OnlySystem)
            .Select(installation => installation.Interpreter)
            .OrderByDescending(interpreter => interpreter.FullVersion)
            .ToList();
        invocation.Terminal.Data(reader.Text(s_outputFormat) == "json" ? Json(found) : Table(found));
        return Task.FromResult(0);
    }

    private static string Table(List<PythonInterpreter> interpreters)
    {
        var width = interpreters.Select(i => i.Key.Length).DefaultIfEmpty(0).Max();
        var text = new StringBuilder();
        foreach (var interpreter in interpreters)
        {
            text.Append(interpreter.Key.PadRight(width)).Append("    ").Append(interpreter.Executable);
            if (new FileInfo(interpreter.Executable).LinkTarget is { } target)
                text.Append(" -> ").Append(target);
            text.Append('\n');
        }
        return text.ToString();
    }

    private static string Json(List<PythonInterpreter> interpreters)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory))
        {
            writer.WriteStartArray();
            foreach (var interpreter in interpreters)
                Write(writer, interpreter);
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(memory.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter writer, PythonInterpreter interpreter)
    {
        writer.WriteStartObject();
        writer.WriteString("key", interpreter.Key);
        writer.WriteString("version", interpreter.VersionText);
        writer.WriteStartObject("version_parts");
        writer.WriteNumber("major", interpreter.Major);
        writer.WriteNumber("minor", interpreter.Minor);
        writer.WriteNumber("patch", interpreter.FullVersion.GetRelease(2));
        writer.WriteEndObject();
        writer.WriteString("path", interpreter.Executable);
        writer.WriteString("symlink", new FileInfo(interpreter.Executable).LinkTarget);
        writer.WriteNull("url");
        writer.WriteString("os", interpreter.OperatingSystemKey);
        writer.WriteString("variant", Variant(interpreter));
        writer.WriteString("implementation", interpreter.ImplementationName);
        writer.WriteString("arch", interpreter.ArchitectureKey);
        writer.WriteString("libc", interpreter.LibcKey);
        writer.WriteEndObject();
    }

    private static string Variant(PythonInterpreter interpreter) =>
        (interpreter.IsFreeThreaded, interpreter.IsDebug) switch
        {
            (true, true) => "freethreaded+debug",
            (true, false) => "freethreaded",
            (false, true) => "debug",
            _ => "default",
        };
}
