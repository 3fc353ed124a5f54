using System.Diagnostics;
using Krait.Cli.Terminal;
using Krait.Environments;
using Krait.Indexes;
using Krait.Installer;
using Krait.Requirements;
using Krait.Resolver;

namespace Krait.Cli.Commands.Pip;

/// <summary>
/// Makes an environment hold what is asked for, and tells how: answer from what is installed, else resolve, plan, fetch,
/// change. <c>pip install</c>, <c>pip sync</c> and the seeding of new environments go through it.
/// </summary>
internal sealed class InstallOperation(PipContext context, FoundEnvironment found, InstallRequest request)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TerminalWriter _terminal = context.Terminal;
    private IReadOnlyList<string> _warnings = [];

    /// <summary>The packages that the environment is to hold, as far as they were asked for or are needed.</summary>
    private HashSet<PackageName> _names = [];

    private Dictionary<PackageName, IReadOnlyList<FileHash>> _hashes = [];

    /// <summary>What is installed with metadata that is none, as far as it was looked at: it is put in place anew.</summary>
    private readonly HashSet<PackageName> _unreadable = [];

    /// <summary>How many packages the environment is to hold.</summary>
    private int _count;

    /// <summary>Runs, and returns the exit code.</summary>
    /// <exception cref="KraitException">Something failed; the environment is as it was.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        // What hashes are demanded of is refused for the lack of them, also where it is installed already.
        if (request.Install.VerifyHashes)
            _hashes = RequirementHashes.Collect(
                request.Gathered,
                request.Target.Environment,
                request.RequiresHashes
            );
        if (!EnvironmentTransaction.IsInterrupted(found.Target.Prefix) && IsSatisfied())
        {
            _names = WantedNames();
            NothingToDo();
            WarnOfIssues();
            return 0;
        }
        context.Manager.Cache.Enter(cancellation);
        var code = await ResolveAndApplyAsync(cancellation);
        foreach (var warning in _warnings)
            _terminal.Warning(warning);
        WarnOfIssues();
        return code;
    }

    private async Task<int> ResolveAndApplyAsync(CancellationToken cancellation)
    {
        if (request.Install.ChangesNothing)
        {
            var packages = SitePackages.Read(found.PackageFolders);
            return Tell(await PlanAsync(packages, cancellation));
        }
        using var transaction = EnvironmentTransaction.Begin(found.Target, context.Events, cancellation);
        return await ChangeAsync(transaction, SitePackages.Read(found.PackageFolders), cancellation);
    }

    private bool IsSatisfied()
    {
        if (!request.KeepsInstalled || request.Gathered.Lock is not null)
            return false;
        var packages = SitePackages.Read(found.PackageFolders);
        if (request.IsExact && !(request.NoDependencies && HoldsNothingElse(packages)))
            return false;
        var gathered = request.Gathered;
        var check = new SatisfactionCheck(
            packages,
            request.Target.Environment,
            gathered.Constraints.Select(c => c.Requirement),
            gathered.Overrides.Select(o => o.Requirement),
            gathered.Excludes
        )
        {
            IsSameOrigin = context.Manager.IsSameOrigin,
            NoDependencies = request.NoDependencies,
        };
        var unmet = check.FindUnmet(gathered.Requirements.Select(r => r.Requirement));
        if (unmet is null)
            return true;
        _terminal.Detail($"Requirement not met by what is installed: {unmet}");
        return false;
    }

    private bool HoldsNothingElse(SitePackages packages)
    {
        var staying = WantedNames();
        staying.UnionWith(Spared());
        return packages.All.All(d => staying.Contains(d.Name));
    }

    private HashSet<PackageName> WantedNames() =>
        request
            .Gathered.Requirements.Select(r => r.Requirement)
            .Where(r => r.Marker?.Evaluate(request.Target.Environment, []) ?? true)
            .Select(r => r.Name)
            .ToHashSet();

    private static readonly string[] s_spared = ["pip", "setuptools", "wheel", "krait", "uv"];

    /// <summary>What an environment was made with stays, unless a tool like this one made it bare.</summary>
    private HashSet<PackageName> Spared()
    {
        var configuration = found.Environment.Interpreter.Environment;
        var isBare =
            configuration is not null
            && (configuration["krait"] ?? configuration["uv"]) is not null
            && configuration["seed"] != "true";
        return isBare ? [] : [.. s_spared.Select(PackageName.Parse)];
    }

    private void NothingToDo()
    {
        var count = request.Gathered.Requirements.Count;
        if (request.IsExact)
        {
            count = WantedNames().Count;
            _terminal.Done("Resolved", Durations.Count(count, "package"), Stopwatch.GetElapsedTime(_start));
        }
        Unchanged(count, _start);
    }

    private int Unchanged(int count, long since)
    {
        _terminal.Done("Checked", Durations.Count(count, "package"), Stopwatch.GetElapsedTime(since));
        if (request.Install.ChangesNothing)
            _terminal.Status("Would make no changes");
        TellJson([]);
        return 0;
    }

    private async Task<InstallPlan> PlanAsync(SitePackages packages, CancellationToken cancellation)
    {
        var staying = Spared();
        var wanted = request.Gathered.Lock is { } locked
            ? Locked(locked)
            : await ResolvedAsync(packages, staying, cancellation);
        var options = new InstallPlanOptions
        {
            ReinstallsAll = request.Install.Reinstall,
            Reinstalled = request.Install.ReinstallPackages.Union(_unreadable).ToHashSet(),
            IsExact = request.IsExact,
            Spared = staying,
            Tags = request.Target.Tags,
        };
        return await context.Manager.PlanAsync(wanted, packages, options, cancellation);
    }

    private List<PlannedDistribution> Locked(LockFile file)
    {
        var build = request.Resolver.BuildPolicy(PackageSelection.None, PackageSelection.None);
        var wanted = file.Select(request.Target, build)
            .Select(one => new PlannedDistribution(one.Distribution, true, one.Hashes))
            .ToList();
        _count = wanted.Count;
        _names = wanted.Select(one => one.Distribution.Name).ToHashSet();
        return wanted;
    }

    /// <param name="packages">What is installed.</param>
    /// <param name="staying">Takes what is installed and answers the requirements.</param>
    /// <param name="cancellation">Ends it.</param>
    private async Task<List<PlannedDistribution>> ResolvedAsync(
        SitePackages packages,
        HashSet<PackageName> staying,
        CancellationToken cancellation
    )
    {
        var resolution = await ResolveAsync(packages, cancellation);
        context.Events.Pause();
        _warnings = resolution.Warnings;
        _count = resolution.Packages.Count;
        _names = resolution.Packages.Select(package => package.Name).ToHashSet();
        _terminal.Done("Resolved", Durations.Count(_count, "package"), Stopwatch.GetElapsedTime(_start));
        var asked = WantedNames();
        var wanted = new List<PlannedDistribution>();
        foreach (var package in resolution.Packages)
        {
            var required = _hashes.GetValueOrDefault(package.Name, []);
            if (package.Distribution is { } distribution)
                wanted.Add(new PlannedDistribution(distribution, asked.Contains(package.Name), required));
            else
                staying.Add(package.Name);
        }
        return wanted;
    }

    /// <summary>Resolves again without what is installed but broken, as often as that comes to light.</summary>
    private async Task<Resolution> ResolveAsync(SitePackages packages, CancellationToken cancellation)
    {
        while (true)
        {
            var known = _unreadable.Count;
            var input = ResolverInputs.Create(request, packages, _hashes, _unreadable);
            try
            {
                var resolution = await context.Manager.ResolveAsync(input, cancellation);
                if (_unreadable.Count == known)
                    return resolution;
            }
            catch (KraitException) when (_unreadable.Count > known) { }
        }
    }

    private int Tell(InstallPlan plan)
    {
        if (plan.IsEmpty)
            return Unchanged(_count, Stopwatch.GetTimestamp());
        var missing = plan.Installed.Count(p => !context.Manager.IsPrepared(p.Distribution));
        var going = plan.Replaced.Count + plan.Extraneous.Count;
        Would("download", missing);
        Would("uninstall", going);
        Would("install", plan.Installed.Count);
        var changes = Changes.WouldBe(plan);
        ChangeReport.Lines(_terminal, changes);
        TellJson(changes);
        return request.Install.Check ? 1 : 0;
    }

    private async Task<int> ChangeAsync(
        EnvironmentTransaction transaction,
        SitePackages packages,
        CancellationToken cancellation
    )
    {
        var plan = await PlanAsync(packages, cancellation);
        if (plan.IsEmpty)
            return Unchanged(_count, Stopwatch.GetTimestamp());
        var installer = context.Manager.InstallerWith(
            request.Install.LinkMode,
            request.Install.NoInstallerMetadata
        );
        var report = await Interruption.GuardAsync(
            token => installer.ApplyAsync(transaction, plan, packages, token),
            cancellation
        );
        context.Events.Pause();
        Did("Prepared", report.Prepared, report.PreparingTime);
        Did("Uninstalled", report.Removed.Count, report.ChangingTime);
        Did("Installed", report.Installed.Count, report.ChangingTime);
        if (request.Install.CompileBytecode)
            BytecodeStep.Run(context, found, report);
        var changes = Changes.Of(report);
        ChangeReport.Lines(_terminal, changes);
        TellJson(changes);
        return 0;
    }

    /// <summary>With <c>--strict</c>, warns of what is wrong with the packages that were asked for, and with what they need.</summary>
    private void WarnOfIssues()
    {
        if (!request.Install.Strict || request.Install.ChangesNothing)
            return;
        var packages = SitePackages.Read(found.PackageFolders);
        foreach (var issue in EnvironmentCheck.Run(packages, request.Target.Environment, request.Target.Tags))
        {
            if (_names.Any(issue.Concerns))
                _terminal.Warning(issue.ToString());
        }
    }

    private void Did(string verb, int count, TimeSpan time)
    {
        if (count > 0)
            _terminal.Done(verb, Durations.Count(count, "package"), time);
    }

    private void Would(string verb, int count)
    {
        if (count > 0)
            _terminal.Status($"Would {verb} {Durations.Count(count, "package")}");
    }

    private void TellJson(IReadOnlyList<PackageChange> changes)
    {
        if (request.Install.ReportsJson)
            _terminal.Data(ChangeReport.Json(changes, request.Install.ChangesNothing));
    }
}
