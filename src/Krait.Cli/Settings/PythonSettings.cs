using Krait.Cache;
using Krait.Cli.Arguments.Options;
using Krait.Pythons;

namespace Krait.Cli.Settings;

/// <summary>Reads what the discovery of interpreters must know of the world.</summary>
internal static class PythonSettings
{
    public static PythonSurroundings Read(SettingsReader reader, GlobalSettings global, CacheFolder cache) =>
        new()
        {
            WorkingDirectory = global.WorkingDirectory,
            SearchPath = SearchPath(),
            VirtualEnvironment = EnvironmentVariables.Plain("VIRTUAL_ENV"),
            CondaPrefix = EnvironmentVariables.Plain("CONDA_PREFIX"),
            CondaDefaultEnvironment = EnvironmentVariables.Plain("CONDA_DEFAULT_ENV"),
            CondaRoot = EnvironmentVariables.Plain("_CONDA_ROOT"),
            PyenvRoot = EnvironmentVariables.Plain("PYENV_ROOT"),
            PyenvVersion = EnvironmentVariables.Plain("PYENV_VERSION"),
            ManagedFolders = ManagedFolders(),
            Environment = EnvironmentVariables.Lines(),
            CacheFolder = global.UsesNoCache ? null : cache.PathOf(CacheBucket.Interpreters),
            Preference = Preference(reader),
        };

    /// <summary>What <c>--python</c> or its variable asks for; the default request where nothing does.</summary>
    public static PythonRequest Request(SettingsReader reader, GlobalSettings global) =>
        reader.Text(PythonOptions.Python) is { Length: > 0 } text
            ? PythonRequest.Parse(text, global.WorkingDirectory)
            : PythonRequest.Default;

    private static PythonPreference Preference(SettingsReader reader)
    {
        if (reader.IsOn(PythonOptions.ManagedPython))
            return PythonPreference.OnlyManaged;
        if (reader.IsOn(PythonOptions.NoManagedPython))
            return PythonPreference.OnlySystem;
        return reader.Text(PythonOptions.PythonPreference) switch
        {
            "only-managed" => PythonPreference.OnlyManaged,
            "system" => PythonPreference.System,
            "only-system" => PythonPreference.OnlySystem,
            _ => PythonPreference.Managed,
        };
    }

    private static string[] SearchPath() =>
        EnvironmentVariables.Find("PYTHON_SEARCH_PATH")?.Value.Split(Path.PathSeparator)
        ?? EnvironmentVariables.SearchPath();

    private static string[] ManagedFolders()
    {
        if (EnvironmentVariables.Find("PYTHON_INSTALL_DIR") is var (_, folder) && folder.Length > 0)
            return [folder];
        var data =
            EnvironmentVariables.Plain("XDG_DATA_HOME")
            ?? (
                EnvironmentVariables.Plain("HOME") is { } home ? Path.Combine(home, ".local", "share") : null
            );
        return data is null
            ? []
            : [Path.Combine(data, "krait", "python"), Path.Combine(data, "uv", "python")];
    }
}
