using Krait.Storage;

namespace Krait.Installer;

/// <summary>
/// One change of an environment, all or nothing. While the object lives it holds the environment's lock, so that what is
/// read after <see cref="Begin"/> stays true until <see cref="Apply"/>. All that is new is staged inside the environment
/// first; then a journal is written, names are switched by renames, and the journal goes. Whatever interrupts that, the old
/// state or the new one is there, or the journal from which the next transaction finishes the switch.
/// </summary>
internal sealed partial class EnvironmentTransaction : IDisposable
{
    private readonly InstallTarget _target;
    private readonly TransactionAreas _areas;
    private readonly FileLock _lock;
    private readonly IProgress<KraitEvent>? _events;

    private EnvironmentTransaction(
        InstallTarget target,
        TransactionAreas areas,
        FileLock held,
        IProgress<KraitEvent>? events
    )
    {
        _target = target;
        _areas = areas;
        _lock = held;
        _events = events;
    }

    /// <summary>
    /// Takes the lock, waiting for others, and finishes or clears what an interrupted transaction left. Makes the root
    /// of the target where it is missing.
    /// </summary>
    /// <exception cref="StorageException">The environment cannot be locked or written.</exception>
    /// <exception cref="EnvironmentException">What an interrupted transaction left cannot be repaired.</exception>
    public static EnvironmentTransaction Begin(
        InstallTarget target,
        IProgress<KraitEvent>? events = null,
        CancellationToken cancellation = default
    )
    {
        DirectoryHandle.CreatePath(target.Prefix);
        var held = FileLock.Acquire(
            target.LockPath,
            waiting: () =>
                events?.Report(
                    new KraitEvent.Warning(
                        $"Waiting for another process that is changing the environment at `{target.Prefix}`",
                        []
                    )
                ),
            cancellation: cancellation
        );
        TransactionAreas? areas = null;
        try
        {
            areas = new TransactionAreas(target);
            Recover(areas, events);
            return new(target, areas, held, events);
        }
        catch
        {
            areas?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Whether a transaction is under way or was interrupted: then the environment is to be read only after
    /// <see cref="Begin"/>, which waits for the one and finishes or clears the other.
    /// </summary>
    public static bool IsInterrupted(string prefix) =>
        FileStatus.TryGet(Path.Join(prefix, TransactionArea.WorkName), out _);

    /// <summary>
    /// Finishes what an interrupted transaction left, for those who only want to read. Where that is not allowed to them
    /// the environment is read as it is.
    /// </summary>
    public static void Settle(
        InstallTarget target,
        IProgress<KraitEvent>? events = null,
        CancellationToken cancellation = default
    )
    {
        if (!IsInterrupted(target.Prefix))
        {
            return;
        }

        try
        {
            Begin(target, events, cancellation).Dispose();
        }
        catch (StorageException e)
        {
            events?.Report(
                new KraitEvent.Warning(
                    $"The environment at `{target.Prefix}` is in the middle of a change, which cannot be finished: {e.Message}",
                    e.Hints
                )
            );
        }
    }

    /// <summary>The files of a distribution whose dist-info folder has this absolute path.</summary>
    public RecordedFiles FilesOf(string name, string infoFolder) => new(_areas, name, infoFolder);

    /// <summary>
    /// Removes and installs. <paramref name="staying"/> are the other distributions of the environment: files that they list
    /// too are not removed. On any exception the environment is as it was, unless the message says otherwise.
    /// </summary>
    /// <exception cref="DamagedWheelException">A store entry is not whole.</exception>
    public void Apply(
        IReadOnlyList<WheelInstallation> installations,
        IReadOnlyList<RemovedDistribution> removals,
        IReadOnlyList<RecordedFiles> staying,
        LinkMode linkMode,
        CancellationToken cancellation = default
    )
    {
        IReadOnlyList<JournalStep> steps;
        try
        {
            var plan = new SwitchPlan();
            var owners = new FileOwners(staying);
            PlanRemovals(removals, owners, plan);
            Stage(installations, plan, linkMode, cancellation);
            PlanPlacing(owners, plan);
            cancellation.ThrowIfCancellationRequested();
            steps = plan.Steps;
            foreach (var warning in plan.Warnings)
            {
                _events?.Report(new KraitEvent.Warning(warning, []));
            }

            if (steps.Count > 0)
            {
                new Journal([.. _areas.All.Select(a => a.Path)], steps).Write(_areas.Main.Root);
            }
        }
        catch
        {
            _areas.Clear();
            throw;
        }

        if (steps.Count > 0)
        {
            Switch(steps);
        }
    }

    public void Dispose()
    {
        _areas.Dispose();
        _lock.Dispose();
    }

    private void Switch(IReadOnlyList<JournalStep> steps)
    {
        try
        {
            SwitchRunner.Run(_areas.All, steps);
        }
        catch (SwitchException e) when (e.IsRestored)
        {
            Forget(_areas);
            throw new EnvironmentException(
                $"Failed to change the environment at `{_target.Prefix}`; it is as it was before",
                e.InnerException
            )
            {
                ExitCode = 2,
            };
        }
        catch (SwitchException e)
        {
            throw new EnvironmentException(
                $"Failed to change the environment at `{_target.Prefix}`, and to restore it",
                e.InnerException
            )
            {
                Hints = ["The next command that uses the environment finishes the change"],
                ExitCode = 2,
            };
        }

        Forget(_areas);
    }
}
