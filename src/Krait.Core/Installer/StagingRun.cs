using System.Runtime.ExceptionServices;
using Krait.Storage;

namespace Krait.Installer;

/// <summary>
/// Stages many wheels: on several threads where there is enough to do for them. Which of two wheels wins a name is told by their
/// order; where that turns out to matter, all is staged anew by one thread.
/// </summary>
internal sealed class StagingRun(
    TransactionAreas areas,
    InstallTarget target,
    FileLinker linker,
    IProgress<KraitEvent>? events,
    CancellationToken cancellation
)
{
    /// <summary>Rows of RECORD in all below which a second thread costs more than it saves.</summary>
    private const int WorthThreads = 600;
    private const int MostThreads = 4;

    private readonly Lock _gate = new();
    private IReadOnlyList<WheelInstallation> _wheels = [];
    private int[] _order = [];
    private int _next;
    private int _done;
    private int _failed;
    private ExceptionDispatchInfo? _failure;

    /// <exception cref="DamagedWheelException">A store entry is not whole.</exception>
    /// <exception cref="StorageException">The environment cannot be written.</exception>
    public void Stage(IReadOnlyList<WheelInstallation> wheels, SwitchPlan plan)
    {
        _wheels = wheels;
        var threads = Math.Min(Environment.ProcessorCount, Math.Min(wheels.Count, MostThreads));
        if (threads > 1 && wheels.Sum(w => w.Wheel.Manifest.RecordRowCount) >= WorthThreads)
        {
            try
            {
                StageSideBySide(threads);
                return;
            }
            catch (StageConflictException)
            {
                areas.Clear();
            }
        }

        using var folders = Prepare();
        var stager = new WheelStager(folders, target, linker, plan);
        _done = 0;
        foreach (var wheel in wheels)
        {
            StageOne(stager, wheel);
        }
    }

    private void StageSideBySide(int threads)
    {
        // The largest first, so that the threads end together.
        var sizes = new int[_wheels.Count];
        _order = new int[_wheels.Count];
        for (var i = 0; i < sizes.Length; i++)
        {
            (sizes[i], _order[i]) = (-_wheels[i].Wheel.Manifest.RecordRowCount, i);
        }

        Array.Sort(sizes, _order);
        _failed = int.MaxValue;
        using var folders = Prepare();

        // Threads of their own: a command that needs no network does not start the thread pool.
        var others = new Thread[threads - 1];
        for (var i = 0; i < others.Length; i++)
        {
            others[i] = new Thread(() => Work(folders)) { IsBackground = true };
            others[i].Start();
        }

        Work(folders);
        foreach (var other in others)
        {
            other.Join();
        }

        _failure?.Throw();
    }

    private StageFolders Prepare()
    {
        var folders = new StageFolders(areas, target);
        try
        {
            foreach (var wheel in _wheels)
            {
                folders.Prepare(wheel);
            }

            return folders;
        }
        catch
        {
            folders.Dispose();
            throw;
        }
    }

    private void Work(StageFolders folders)
    {
        var stager = new WheelStager(folders, target, linker, plan: null);
        for (int at; (at = Interlocked.Increment(ref _next) - 1) < _order.Length; )
        {
            try
            {
                StageOne(stager, _wheels[_order[at]]);
            }
            catch (Exception e)
            {
                Fail(at, e);
                return;
            }
        }
    }

    /// <summary>
    /// A conflict goes before other failures, since these may only follow from it; else the one of the
    /// wheel that was to be staged first counts.
    /// </summary>
    private void Fail(int at, Exception failure)
    {
        lock (_gate)
        {
            var rank = failure is StageConflictException ? -1 : at;
            if (rank < _failed)
            {
                (_failed, _failure) = (rank, ExceptionDispatchInfo.Capture(failure));
            }

            _next = _order.Length;
        }
    }

    private void StageOne(WheelStager stager, WheelInstallation wheel)
    {
        cancellation.ThrowIfCancellationRequested();
        stager.Stage(wheel);
        if (events is not null)
        {
            lock (_gate)
            {
                events.Report(new KraitEvent.Progress("Installing", ++_done, _wheels.Count));
            }
        }
    }
}
