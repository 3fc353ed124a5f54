using System.Runtime.InteropServices;

namespace Krait.Cli.Terminal;

/// <summary>
/// Gives work that changes files the chance to clean up when the user or the system ends the command: the first signal cancels it,
/// the second ends the process as it does everywhere else. Listening costs a thread; it begins when there is something to undo.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private const int ExitBase = 128;
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration[] _registrations;
    private int _number;

    private Interruption(CancellationToken outer)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(outer);
        _registrations =
        [
            Listen(PosixSignal.SIGINT, 2),
            Listen(PosixSignal.SIGTERM, 15),
            Listen(PosixSignal.SIGHUP, 1),
        ];
    }

    /// <summary>Does the work; a signal meanwhile becomes a failure with the exit code that shells give such an end.</summary>
    /// <exception cref="KraitException">A signal came, and the work was given up.</exception>
    public static async Task<T> GuardAsync<T>(
        Func<CancellationToken, ValueTask<T>> work,
        CancellationToken cancellation
    )
    {
        using var interruption = new Interruption(cancellation);
        try
        {
            return await work(interruption._source.Token);
        }
        catch (OperationCanceledException) when (interruption._number != 0)
        {
            throw interruption.Failure();
        }
    }

    /// <inheritdoc cref="GuardAsync"/>
    public static T Guard<T>(Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        using var interruption = new Interruption(cancellation);
        try
        {
            return work(interruption._source.Token);
        }
        catch (OperationCanceledException) when (interruption._number != 0)
        {
            throw interruption.Failure();
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private PosixSignalRegistration Listen(PosixSignal signal, int number) =>
        PosixSignalRegistration.Create(
            signal,
            context =>
            {
                context.Cancel = Interlocked.CompareExchange(ref _number, number, 0) == 0;
                if (context.Cancel)
                    _source.Cancel();
            }
        );

    private KraitException Failure() =>
        new("Interrupted; everything is as it was") { ExitCode = ExitBase + _number };
}
