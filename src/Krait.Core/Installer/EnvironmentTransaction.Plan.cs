using Krait.Storage;

namespace Krait.Installer;

internal sealed partial class EnvironmentTransaction
{
    private void PlanRemovals(IReadOnlyList<RemovedDistribution> removals, FileOwners owners, SwitchPlan plan)
    {
        if (removals.Count == 0)
        {
            return;
        }

        var trees = _areas.All.Select(_ => new RemovalTree()).ToArray();
        var files = _areas.All.Select(_ => new HashSet<string>(StringComparer.Ordinal)).ToArray();
        foreach (var removal in removals)
        {
            removal.Collect(_areas, files, trees, plan);
        }

        owners.Spare(files);
        for (var i = 0; i < trees.Length; i++)
        {
            foreach (var file in files[i])
            {
                trees[i].Add(file);
            }

            var number = (byte)i;
            var planner = new RemovalPlanner(_areas.All[i], number, _areas.FixedFolders(number), plan);
            planner.Plan(trees[i]);
        }
    }

    private void Stage(
        IReadOnlyList<WheelInstallation> installations,
        SwitchPlan plan,
        LinkMode linkMode,
        CancellationToken cancellation
    )
    {
        if (installations.Count == 0)
        {
            return;
        }

        var linker = new FileLinker(linkMode);
        new StagingRun(_areas, _target, linker, _events, cancellation).Stage(installations, plan);
        if (linker.HasFallenBack && linker.Mode == LinkMode.Copy && linkMode != LinkMode.Copy)
        {
            var wanted = linkMode == LinkMode.Clone ? "clone" : "hardlink";
            plan.Warn(
                $"Failed to {wanted} files; falling back to full copy. This may lead to degraded performance.\n         If the cache and target directories are on different filesystems, hardlinking may not be supported.\n         If this is intentional, set `export KRAIT_LINK_MODE=copy` or use `--link-mode=copy` to suppress this warning."
            );
        }
    }

    private void PlanPlacing(FileOwners owners, SwitchPlan plan)
    {
        var scripts = CanonicalPath.Of(_target.Scripts);
        for (var i = 0; i < _areas.All.Count; i++)
        {
            var area = _areas.All[i];
            if (area.HasStage)
            {
                new PlacementPlanner(area, (byte)i, scripts, plan, owners).Plan();
            }
        }

        foreach (var step in plan.Steps)
        {
            if (step.Kind == StepKind.Remove)
            {
                _ = _areas.All[step.Area].Trash;
            }
        }
    }
}
