namespace Krait.Cli.Terminal;

/// <summary>
/// Shows what the library reports: warnings and details as lines; on a terminal what goes on, with a bar for each download;
/// elsewhere, and with <c>--verbose</c>, a line when a large download begins and ends. Called from any thread.
/// </summary>
internal sealed class EventRenderer(TerminalWriter terminal, bool showsProgress)
    : IProgress<KraitEvent>,
        IDisposable
{
    /// <summary>Smaller downloads are over before a line about them is read.</summary>
    private const long WorthMentioning = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _announced = new(StringComparer.Ordinal);
    private readonly bool _draws =
        showsProgress && terminal.Verbosity == 0 && StandardStream.IsErrorTerminal && !TerminalWriter.IsDumb;
    private ProgressDisplay? _display;

    public void Report(KraitEvent value)
    {
        switch (value)
        {
            case KraitEvent.Warning warning:
                lock (_gate)
                {
                    StopDrawing();
                    terminal.Warning(warning.Text, warning.Hints);
                }
                break;
            case KraitEvent.Trace trace:
                terminal.Detail(trace.Text);
                break;
            case KraitEvent.Resolving step when _draws:
                lock (_gate)
                    (_display ??= new ProgressDisplay(terminal.Error)).Show(step);
                break;
            case KraitEvent.Downloading download when terminal.Verbosity >= 0:
                lock (_gate)
                    Show(download);
                break;
        }
    }

    /// <summary>Ends the drawing, so that a line may be written.</summary>
    public void Pause()
    {
        lock (_gate)
            StopDrawing();
    }

    public void Dispose() => Pause();

    private void Show(KraitEvent.Downloading download)
    {
        if (_draws)
        {
            (_display ??= new ProgressDisplay(terminal.Error)).Show(download);
            return;
        }
        if (download.Total is not { } total || total < WorthMentioning)
            return;
        if (_announced.Add(download.Name))
            terminal.Status($"Downloading {download.Name} ({Durations.Size(total)})");
        if (download.Received >= total && _announced.Add(download.Name + "\n"))
            terminal.Status($" Downloaded {download.Name}");
    }

    private void StopDrawing()
    {
        _display?.Dispose();
        _display = null;
    }
}
