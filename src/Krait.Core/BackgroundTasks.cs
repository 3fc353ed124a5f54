namespace Krait;

/// <summary>
/// Tasks begun ahead of need, for which perhaps nobody waits. Disposing stops them and waits until they have let go of
/// what they hold: none writes into the cache when its owner is gone, or leaves a file half written there. Safe for use by
/// several threads.
/// </summary>
internal sealed class BackgroundTasks : IDisposable
{
    // What is stopped ends within milliseconds; only what cannot be stopped, as a helper program that waits for somebody,
    // takes longer, and that writes nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];

    /// <summary>What the tasks are to heed: cancelled when this object is disposed.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Lets a task run on; what it fails of is told when its result is asked for.</summary>
    public void Add(Task task)
    {
        if (task.IsCompleted)
        {
            _ = task.Exception;
            return;
        }
        lock (_lock)
            _running.Add(task);
        _ = task.ContinueWith(
            Forget,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    public void Dispose()
    {
        Task[] running;
        lock (_lock)
            running = [.. _running];
        if (running.Length > 0)
        {
            _end.Cancel();
            // Needs no thread of the pool, all of which may be busy.
            _ = Task.WhenAll(running)
                .ContinueWith(
                    static done => _ = done.Exception,
                    CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default
                )
                .Wait(Patience);
        }
        _end.Dispose();
    }

    private void Forget(Task task)
    {
        _ = task.Exception;
        lock (_lock)
            _running.Remove(task);
    }
}
