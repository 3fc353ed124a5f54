namespace Krait.Tests;

public class BackgroundTasksTests
{
    [Fact]
    public void The_end_waits_for_what_is_being_written()
    {
        var background = new BackgroundTasks();
        var writing = new TaskCompletionSource();
        var isDone = false;
        var token = background.Token;
        var writer = new Thread(() =>
        {
            token.WaitHandle.WaitOne();
            Thread.Sleep(50);
            isDone = true;
            writing.SetCanceled(token);
        });
        background.Add(writing.Task);
        writer.Start();
        background.Dispose();
        Assert.True(isDone);
        writer.Join();
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
