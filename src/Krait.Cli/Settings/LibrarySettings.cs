using Krait.Cache;
using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Indexes;
using Krait.Installer;

namespace Krait.Cli.Settings;

/// <summary>Puts together what the library must be told for one command.</summary>
internal static class LibrarySettings
{
    /// <summary>With <c>--no-cache</c> the cache is a new folder that goes with the command; the usual one is not touched.</summary>
    public static KraitOptions Read(Invocation invocation, IndexOptions indexes, IProgress<KraitEvent> events)
    {
        var global = invocation.Global;
        using var cache = new CacheFolder(global.CacheFolder);
        return new KraitOptions
        {
            WorkingDirectory = global.WorkingDirectory,
            CacheFolder = global.CacheFolder,
            IsCacheTemporary = global.UsesNoCache,
            CacheSubstitute = CacheLocation.Temporary(),
            Http = NetworkSettings.Read(invocation.Reader, global),
            Indexes = indexes,
            Pythons = PythonSettings.Read(invocation.Reader, global, cache),
            RecordPolicy =
                invocation.Reader.Text(InstallerOptions.Record) == "warn"
                    ? RecordPolicy.Warn
                    : RecordPolicy.Strict,
            AllowsOtherVersions = EnvironmentVariables.Boolean("SKIP_WHEEL_FILENAME_CHECK") ?? false,
            Events = events,
        };
    }
}
