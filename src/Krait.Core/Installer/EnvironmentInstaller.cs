using Krait.Environments;
using Krait.Storage;

namespace Krait.Installer;

/// <summary>Carries out plans: brings the wheels into the store, then changes the environment in one transaction.</summary>
internal sealed class EnvironmentInstaller(WheelPreparer preparer, TimeProvider time)
{
    /// <summary>How files come from the store into the environment.</summary>
    public LinkMode LinkMode { get; init; } = LinkMode.Hardlink;

    /// <summary>Whether nothing is written of who installed it and who asked for it.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>
    /// Carries out a plan that was made from <paramref name="installed"/>, which was read within the transaction. Stays on
    /// the caller's thread when every wheel is in the store.
    /// </summary>
    /// <exception cref="KraitException">Something failed; the environment is as it was.</exception>
    public async ValueTask<InstallReport> ApplyAsync(
        EnvironmentTransaction transaction,
        InstallPlan plan,
        SitePackages installed,
        CancellationToken cancellation
    )
    {
        var requests = new List<WheelRequest>(plan.Installed.Count);
        foreach (var one in plan.Installed)
        {
            requests.Add(new(one.Distribution, one.RequiredHashes));
        }

        var start = time.GetTimestamp();
        var wheels = await preparer.PrepareAsync(requests, cancellation).ConfigureAwait(false);
        try
        {
            var prepared = time.GetElapsedTime(start);
            start = time.GetTimestamp();
            wheels = await ApplyAsync(transaction, plan, installed, requests, wheels, cancellation)
                .ConfigureAwait(false);
            return new(
                plan.Installed,
                [.. plan.Replaced.Concat(plan.Extraneous).OrderBy(d => d.Name)],
                preparer.Prepared
            )
            {
                PreparingTime = prepared,
                ChangingTime = time.GetElapsedTime(start),
            };
        }
        finally
        {
            foreach (var wheel in wheels)
            {
                wheel.Dispose();
            }
        }
    }

    private async ValueTask<StoredWheel[]> ApplyAsync(
        EnvironmentTransaction transaction,
        InstallPlan plan,
        SitePackages installed,
        List<WheelRequest> requests,
        StoredWheel[] wheels,
        CancellationToken cancellation
    )
    {
        var removals = Removals(plan);
        var gone = plan
            .Replaced.Concat(plan.Extraneous)
            .Select(d => d.Path)
            .ToHashSet(StringComparer.Ordinal);
        var staying = new List<RecordedFiles>();
        foreach (var one in installed.All)
        {
            if (one.Form == InstalledForm.DistInfo && !gone.Contains(one.Path))
            {
                staying.Add(transaction.FilesOf(one.ToString(), one.Path));
            }
        }

        // Each round mends one store entry that somebody damaged.
        for (var round = 0; ; round++)
        {
            try
            {
                transaction.Apply(Installations(plan, wheels), removals, staying, LinkMode, cancellation);
                return wheels;
            }
            catch (DamagedWheelException e) when (round < wheels.Length)
            {
                var index = Array.FindIndex(wheels, w => w.Hash == e.Hash);
                preparer.Discard(requests[index], e.Hash);
                var mended = await preparer
                    .PrepareAsync([requests[index]], cancellation)
                    .ConfigureAwait(false);
                wheels[index].Dispose();
                wheels[index] = mended[0];
            }
        }
    }

    private static List<RemovedDistribution> Removals(InstallPlan plan)
    {
        var removals = new List<RemovedDistribution>();
        removals.AddRange(plan.Replaced.Select(d => RemovedDistribution.Of(d, isReplaced: true)));
        removals.AddRange(plan.Extraneous.Select(d => RemovedDistribution.Of(d, isReplaced: false)));
        removals.AddRange(plan.Broken.Select(RemovedDistribution.Of));
        return removals;
    }

    private WheelInstallation[] Installations(InstallPlan plan, StoredWheel[] wheels)
    {
        var installations = new WheelInstallation[wheels.Length];
        for (var i = 0; i < wheels.Length; i++)
        {
            var planned = plan.Installed[i];
            installations[i] = new()
            {
                Name = planned.Distribution.Name.Value,
                Wheel = wheels[i],
                IsRequested = planned.IsRequested,
                IsAnonymous = IsAnonymous,
                DirectUrl = DistributionOrigin.Write(planned.Distribution, wheels[i].Hash),
            };
        }

        return installations;
    }
}
