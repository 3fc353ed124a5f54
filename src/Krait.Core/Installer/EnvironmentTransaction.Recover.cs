using Krait.Storage;

namespace Krait.Installer;

internal sealed partial class EnvironmentTransaction
{
    private static void Recover(TransactionAreas areas, IProgress<KraitEvent>? events)
    {
        if (!areas.All.Any(a => a.Root.Contains(TransactionArea.WorkName)))
        {
            return;
        }

        if (Journal.TryRead(areas.Main.Root, out var journal) && journal.Steps.Count > 0)
        {
            Finish(areas, journal);
            events?.Report(
                new KraitEvent.Warning(
                    $"An interrupted change of the environment at `{areas.Main.Path}` has been finished",
                    []
                )
            );
        }

        Forget(areas);
    }

    private static void Finish(TransactionAreas areas, Journal journal)
    {
        // The environment may have been moved since: its own area is where it is now.
        var others = TransactionAreas.Open([.. journal.Areas.Skip(1)]);
        try
        {
            List<TransactionArea> all = [areas.Main, .. others];
            try
            {
                SwitchRunner.Finish(all, journal.Steps);
            }
            catch (StorageException e)
            {
                if (!SwitchRunner.TryTakeBack(all, journal.Steps, journal.Steps.Count))
                {
                    throw new EnvironmentException(
                        $"The environment at `{areas.Main.Path}` was left in the middle of a change, which can be neither finished nor undone",
                        e
                    )
                    {
                        Hints = ["See to the cause and run the command again, or make the environment anew"],
                        ExitCode = 2,
                    };
                }
            }
        }
        finally
        {
            others.ForEach(a => a.Dispose());
        }
    }

    /// <summary>Ends a transaction: the journal goes first, and only then what it would need.</summary>
    private static void Forget(TransactionAreas areas)
    {
        var error = areas.Main.Root.TryUnlink(Journal.Path);
        if (error is ErrorNumber.None or ErrorNumber.NotFound or ErrorNumber.NotDirectory)
        {
            areas.Clear();
        }
    }
}
