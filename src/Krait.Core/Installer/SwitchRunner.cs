using Krait.Storage;

namespace Krait.Installer;

/// <summary>
/// Carries out the steps of a journal, forwards or back. Where a step stands is told by names that only the transaction
/// uses (those of stage and trash), so that both directions can be begun again after any interruption.
/// </summary>
internal static class SwitchRunner
{
    /// <summary>
    /// Takes the steps for the first time. When one fails, all that were taken are taken back and
    /// <see cref="SwitchException"/> tells why, and whether that went well.
    /// </summary>
    public static void Run(IReadOnlyList<TransactionArea> areas, IReadOnlyList<JournalStep> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            try
            {
                Take(areas[steps[i].Area], steps[i]);
            }
            catch (StorageException e)
            {
                throw new SwitchException(e, TryTakeBack(areas, steps, i));
            }
        }
    }

    /// <summary>Takes all steps that are still to be taken; what stands in the way meanwhile goes to the trash.</summary>
    public static void Finish(IReadOnlyList<TransactionArea> areas, IReadOnlyList<JournalStep> steps)
    {
        // All removals come before the first placing. One that never took place had lost its name to somebody else; what has
        // that name now may be ours.
        var isPlacing = steps.Any(s => s.Kind == StepKind.Place && IsTaken(areas[s.Area], s));
        foreach (var step in steps)
        {
            var area = areas[step.Area];
            if (IsTaken(area, step) || (isPlacing && step.Kind == StepKind.Remove))
            {
                continue;
            }

            if (step.Kind == StepKind.Place)
            {
                PutAside(area, step.Path);
            }

            Take(area, step);
        }
    }

    /// <summary>Takes back the steps before <paramref name="count"/>, the last first; false when one of them failed.</summary>
    public static bool TryTakeBack(
        IReadOnlyList<TransactionArea> areas,
        IReadOnlyList<JournalStep> steps,
        int count
    )
    {
        var all = true;
        for (var i = count - 1; i >= 0; i--)
        {
            var step = steps[i];
            var area = areas[step.Area];
            try
            {
                switch (step.Kind)
                {
                    case StepKind.Place when IsTaken(area, step):
                        area.Root.Rename(step.Path, area.Root, StageOf(step));
                        break;
                    case StepKind.Remove when IsTaken(area, step):
                        area.Root.Rename(TrashOf(step), area.Root, step.Path);
                        break;
                }
            }
            catch (StorageException)
            {
                all = false;
            }
        }

        return all;
    }

    private static void Take(TransactionArea area, JournalStep step)
    {
        switch (step.Kind)
        {
            case StepKind.Remove:
                var error = area.Root.TryRename(step.Path, area.Root, TrashOf(step));

                // Somebody else has removed it meanwhile: it is gone, as it should be.
                if (error is not (ErrorNumber.None or ErrorNumber.NotFound or ErrorNumber.NotDirectory))
                {
                    throw new StorageException("remove", area.Root.PathOf(step.Path), error);
                }

                break;
            case StepKind.Place:
                Place(area, step);
                break;
        }
    }

    private static void Place(TransactionArea area, JournalStep step)
    {
        var error = area.Root.TryRename(StageOf(step), area.Root, step.Path, RenameOptions.KeepExisting);
        if (error is ErrorNumber.Invalid or ErrorNumber.NotImplemented or ErrorNumber.NotSupported)
        {
            error = area.Root.Contains(step.Path)
                ? ErrorNumber.Exists
                : area.Root.TryRename(StageOf(step), area.Root, step.Path);
        }

        if (error == ErrorNumber.Exists)
        {
            throw new StorageException(
                "install (it came into being meanwhile)",
                area.Root.PathOf(step.Path),
                error
            );
        }

        if (error != ErrorNumber.None)
        {
            throw new StorageException("install", area.Root.PathOf(step.Path), error);
        }
    }

    private static void PutAside(TransactionArea area, string path)
    {
        if (area.Root.Contains(path))
        {
            area.Root.Rename(path, area.Trash, Guid.NewGuid().ToString("N"));
        }
    }

    private static bool IsTaken(TransactionArea area, JournalStep step) =>
        step.Kind switch
        {
            StepKind.Remove => area.Root.Contains(TrashOf(step)),
            StepKind.Place => !area.Root.Contains(StageOf(step)),
            _ => false,
        };

    private static string StageOf(JournalStep step) => $"{TransactionArea.StagePath}/{step.Path}";

    private static string TrashOf(JournalStep step) => $"{TransactionArea.TrashPath}/{step.Trash}";
}
