namespace Krait.Cli.Terminal;

/// <summary>
/// Shows what the library reports: warnings and details as lines, downloads as bars on a terminal and, elsewhere, as a line
/// when a large one begins and ends. Called from any thread.
/// </summary>
internal sealed class EventRenderer(TerminalWriter terminal, bool showsProgress)
    : IProgress<KraitEvent>,
        IDisposable
{
    /// <summary>Smaller downloads are over before a line about them is read.</summary>
    private const long WorthMentioning = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _announced = new(StringComparer.Ordinal);
    private ProgressBars? _bars;

    public void Report(KraitEvent value)
    {
        switch (value)
        {
            case KraitEvent.Warning warning:
                lock (_gate)
                {
                    StopBars();
                    terminal.Warning(warning.Text, warning.Hints);
                }
                break;
            case KraitEvent.Trace trace:
                terminal.Detail(trace.Text);
                break;
            case KraitEvent.Downloading download when terminal.Verbosity >= 0:
                lock (_gate)
                    Show(download);
                break;
        }
    }

    /// <summary>Ends the bars, so that a line may be written.</summary>
    public void Pause()
    {
        lock (_gate)
            StopBars();
    }

    public void Dispose() => Pause();

    private void Show(KraitEvent.Downloading download)
    {
        if (showsProgress && StandardStream.IsErrorTerminal)
        {
            _bars ??= new ProgressBars(terminal.Error.IsOn);
            _bars.Show(download);
            return;
        }
        if (download.Total is not { } total || total < WorthMentioning)
            return;
        if (_announced.Add(download.Name))
            terminal.Status($"Downloading {download.Name} ({Durations.Size(total)})");
        if (download.Received >= total && _announced.Add(download.Name + "\n"))
            terminal.Status($" Downloaded {download.Name}");
    }

    private void StopBars()
    {
        _bars?.Dispose();
        _bars = null;
    }
}
