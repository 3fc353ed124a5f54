using System.Diagnostics;
using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Cli.Terminal;
using Krait.Environments;
using Krait.Installer;
using Krait.Requirements;
using Krait.Storage;

namespace Krait.Cli.Commands.Pip;

/// <summary><c>krait pip uninstall</c>: takes packages out of an environment.</summary>
internal static class UninstallCommand
{
    public static CommandDescription Description =>
        new()
        {
            Path = "pip uninstall",
            Summary = "Remove packages from an environment",
            UsageTail = "<PACKAGE|--requirements <REQUIREMENTS>>",
            Positional = "[PACKAGE]...",
            PositionalMeaning = "The packages to remove",
            Options = () =>
                [
                    RequirementOptions.Requirements,
                    PackageIndexOptions.KeyringProvider,
                    InstallerOptions.DryRun,
                    PipToolsOptions.Yes,
                    .. TargetOptions.Writing,
                ],
            RunAsync = (invocation, cancellation) => Task.FromResult(Run(invocation, cancellation)),
        };

    private static int Run(Invocation invocation, CancellationToken cancellation)
    {
        var reader = invocation.Reader;
        var files = reader.Texts(RequirementOptions.Requirements);
        if (invocation.Arguments.Positionals.Count == 0 && files.Count == 0)
            throw UsageException.Missing(invocation.Arguments.Command);
        using var context = new PipContext(invocation);
        var access = new RequirementFileAccess(
            invocation.Global.WorkingDirectory,
            () => context.Manager.Http
        );
        var folder = invocation.Global.WorkingDirectory;
        var addresses = invocation.Arguments.Positionals.Where(IsPath).Select(p => Address(p, folder));
        var gathered = new RequirementGatherer(invocation, access).Gather(
            [.. invocation.Arguments.Positionals.Where(p => !IsPath(p))],
            files
        );
        var names = gathered.Requirements.Select(r => r.Requirement.Name).Distinct().Order().ToList();
        var found = context.Environments.ForChanging(saysInterpreter: false);
        if (reader.IsOn(InstallerOptions.DryRun))
        {
            var present = SitePackages.Read(found.PackageFolders);
            return Would(
                context.Terminal,
                Changes(Select(present, names, addresses, terminal: null), present)
            );
        }

        var start = Stopwatch.GetTimestamp();
        using var transaction = EnvironmentTransaction.Begin(found.Target, context.Events, cancellation);
        var packages = SitePackages.Read(found.PackageFolders);
        var going = Select(packages, names, addresses, context.Terminal);
        if (going.Count == 0)
            return None(context.Terminal);
        var changes = Changes(going, packages);
        var paths = going.ConvertAll(d => d.Path);
        var staying = packages.All.Where(d => d.Form == InstalledForm.DistInfo && !paths.Contains(d.Path));
        Interruption.Guard(
            token =>
            {
                Remove(transaction, going, staying, token);
                return true;
            },
            cancellation
        );
        var time = Stopwatch.GetElapsedTime(start);
        context.Terminal.Done("Uninstalled", Durations.Count(going.Count, "package"), time);
        ChangeReport.Lines(context.Terminal, changes);
        return 0;
    }

    private static void Remove(
        EnvironmentTransaction transaction,
        List<RemovedDistribution> going,
        IEnumerable<InstalledDistribution> staying,
        CancellationToken cancellation
    ) =>
        transaction.Apply(
            [],
            going,
            [.. staying.Select(d => transaction.FilesOf(d.Name.Value, d.Path))],
            LinkMode.Hardlink,
            cancellation
        );

    /// <summary>Whether a word names a folder and no package; a wheel's file says what package it is.</summary>
    private static bool IsPath(string word) =>
        (
            word is "." or ".."
            || word.StartsWith("./", StringComparison.Ordinal)
            || word.StartsWith("../", StringComparison.Ordinal)
            || word.StartsWith('/')
        ) && !word.EndsWith(".whl", StringComparison.OrdinalIgnoreCase);

    private static string Address(string path, string folder) =>
        new Uri(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, folder))).AbsoluteUri;

    /// <summary>
    /// What is recorded under the names, records that a crash left incomplete among them, and what came from the addresses.
    /// </summary>
    private static List<RemovedDistribution> Select(
        SitePackages packages,
        IReadOnlyList<PackageName> names,
        IEnumerable<string> addresses,
        TerminalWriter? terminal
    )
    {
        var going = new List<RemovedDistribution>();
        foreach (var name in names)
        {
            var before = going.Count;
            going.AddRange(packages.FindAll(name).Select(d => RemovedDistribution.Of(d, isReplaced: false)));
            going.AddRange(
                packages
                    .Broken.Where(b => b.Name == name && b.HasInfoFolder)
                    .Select(RemovedDistribution.OfRest)
            );
            if (going.Count == before)
                terminal?.Warning($"Skipping {name} as it is not installed");
        }
        foreach (var address in addresses.Distinct(StringComparer.Ordinal))
        {
            var from = packages.All.Where(d => d.ReadDirectUrl()?.Url.TrimEnd('/') == address).ToList();
            if (from.Count == 0)
                terminal?.Warning($"Skipping `{address}` as it is not installed");
            going.AddRange(
                from.Where(d => !names.Contains(d.Name))
                    .Select(d => RemovedDistribution.Of(d, isReplaced: false))
            );
        }
        return going;
    }

    private static int None(TerminalWriter terminal)
    {
        terminal.Warning("No packages to uninstall");
        return 0;
    }

    private static int Would(TerminalWriter terminal, List<PackageChange> changes)
    {
        terminal.Status(
            changes.Count == 0
                ? "Would make no changes"
                : $"Would uninstall {Durations.Count(changes.Count, "package")}"
        );
        ChangeReport.Lines(terminal, changes);
        return 0;
    }

    /// <summary>Read before anything goes: where a package came from stands in its record.</summary>
    private static List<PackageChange> Changes(List<RemovedDistribution> going, SitePackages packages)
    {
        var all = packages.All.ToDictionary(d => d.Path, StringComparer.Ordinal);
        return going.ConvertAll(d => new PackageChange(
            PackageName.Parse(d.Name),
            ChangeKind.Removed,
            d.Version,
            all.TryGetValue(d.Path, out var installed) ? Pip.Changes.OriginOf(installed) : ""
        ));
    }
}
