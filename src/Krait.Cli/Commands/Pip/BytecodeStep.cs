using System.Diagnostics;
using Krait.Cli.Settings;
using Krait.Cli.Terminal;
using Krait.Environments;
using Krait.Installer;
using Krait.Metadata;

namespace Krait.Cli.Commands.Pip;

/// <summary>Compiles what was just installed (<c>--compile-bytecode</c>).</summary>
internal static class BytecodeStep
{
    private const int UsualLimit = 60;

    public static void Run(PipContext context, FoundEnvironment found, InstallReport report)
    {
        var start = Stopwatch.GetTimestamp();
        var names = report.Installed.Select(planned => planned.Distribution.Name).ToHashSet();
        var files = new List<string>();
        foreach (var distribution in SitePackages.Read(found.PackageFolders).All)
        {
            if (names.Contains(distribution.Name))
                AddModules(distribution, files);
        }
        var limit = EnvironmentVariables.Number("COMPILE_BYTECODE_TIMEOUT") ?? UsualLimit;
        var failed = BytecodeCompiler.Compile(
            found.Environment.Interpreter.Executable,
            files,
            context.Manager.Cache.PathOf(Krait.Cache.CacheBucket.Staging),
            limit == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(limit)
        );
        context.Terminal.Done(
            "Bytecode compiled",
            Durations.Count(files.Count - failed, "file"),
            Stopwatch.GetElapsedTime(start)
        );
    }

    private static void AddModules(InstalledDistribution distribution, List<string> files)
    {
        if (distribution.ReadInfo("RECORD", RecordFile.LargestFile) is not { } bytes)
            return;
        if (!RecordFile.TryParse(bytes, out var record, out _))
            return;
        foreach (var entry in record.Entries)
        {
            if (entry.Path.EndsWith(".py", StringComparison.Ordinal))
                files.Add(Path.GetFullPath(entry.Path, distribution.Folder));
        }
    }
}
