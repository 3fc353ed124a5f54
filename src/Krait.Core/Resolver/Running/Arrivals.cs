using System.Collections.Concurrent;

namespace Krait.Resolver;

/// <summary>
/// Answers that were asked for ahead of need, used in the order in which they come. Everything is called from one place at a time;
/// the answers come from anywhere.
/// </summary>
internal sealed class Arrivals
{
    private readonly ConcurrentQueue<Action> _come = [];
    private TaskCompletionSource _signal = NewSignal();
    private int _expected;

    /// <summary>
    /// Has an answer used during the next wait, once it is there. One that fails is not: that is told to whoever needs it.
    /// </summary>
    public void Expect<T>(ValueTask<T> answer, Action<T> use)
    {
        _expected++;
        var task = answer.AsTask();
        if (task.IsCompleted)
            Come(task);
        else
            _ = task.ContinueWith(Come, TaskScheduler.Default);

        void Come(Task<T> done)
        {
            _ = done.Exception;
            _come.Enqueue(() =>
            {
                if (done.IsCompletedSuccessfully)
                    use(done.Result);
            });
            Volatile.Read(ref _signal).TrySetResult();
        }
    }

    /// <summary>Waits for <paramref name="wanted"/>, and uses what arrives meanwhile.</summary>
    public async Task WaitAsync(Task wanted)
    {
        while (!wanted.IsCompleted && _expected > 0)
        {
            var signal = _signal;
            await Task.WhenAny(wanted, signal.Task).ConfigureAwait(false);
            // Before the queue is emptied: what comes after that sets the new one.
            if (signal.Task.IsCompleted)
                Volatile.Write(ref _signal, NewSignal());
            while (_come.TryDequeue(out var use))
            {
                _expected--;
                use();
            }
        }
    }

    private static TaskCompletionSource NewSignal() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
