namespace Krait.Installer;

/// <summary>
/// How many threads may unpack at one time. Whoever has a wheel waits for a slot; whoever is at work on a large one takes free
/// slots for helpers. Safe for several threads.
/// </summary>
internal sealed class WorkerSlots(int count) : IDisposable
{
    private const int Most = 8;
    private readonly SemaphoreSlim _free = new(count);

    /// <summary>As many as the machine has processors, within reason: beyond that the disk is what is waited for.</summary>
    public static int Processors => Math.Min(Environment.ProcessorCount, Most);

    public Task EnterAsync(CancellationToken cancellation) => _free.WaitAsync(cancellation);

    /// <summary>Takes a slot if one is free now.</summary>
    public bool TryEnter() => _free.CurrentCount > 0 && _free.Wait(0);

    public void Leave() => _free.Release();

    public void Dispose() => _free.Dispose();
}
