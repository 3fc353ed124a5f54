namespace Krait.Tests;

public class BackgroundTasksTests
{
    [Fact]
    public async Task The_end_waits_for_what_is_being_written()
    {
        var background = new BackgroundTasks();
        var begun = new TaskCompletionSource();
        var isDone = false;
        background.Add(WriteAsync(background.Token));
        await begun.Task;
        background.Dispose();
        Assert.True(isDone);

        async Task WriteAsync(CancellationToken token)
        {
            await Task.Yield();
            begun.SetResult();
            token.WaitHandle.WaitOne();
            Thread.Sleep(50);
            isDone = true;
            token.ThrowIfCancellationRequested();
        }
    }

    [Fact]
    public async Task Nothing_is_stopped_before_the_end_and_failures_are_nobodys()
    {
        var background = new BackgroundTasks();
        var gate = new TaskCompletionSource();
        var failed = gate.Task.ContinueWith(
            static _ => throw new InvalidOperationException("wrong"),
            TestContext.Current.CancellationToken,
            TaskContinuationOptions.None,
            TaskScheduler.Default
        );
        background.Add(failed);
        background.Add(Task.FromException(new InvalidOperationException("wrong at once")));
        Assert.False(background.Token.IsCancellationRequested);
        gate.SetResult();
        await Assert.ThrowsAsync<InvalidOperationException>(() => failed);
        background.Dispose();
    }
}
