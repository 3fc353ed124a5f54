using System.Diagnostics;

namespace Krait.Cli.Terminal;

/// <summary>
/// Progress on a terminal, drawn on standard error by a thread of its own until disposed; nothing of it is left then. Work that is done
/// quickly draws nothing and starts no thread.
/// </summary>
internal sealed class ProgressDisplay(Palette palette) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly List<KraitEvent.Downloading> _downloads = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private string? _doing;
    private Thread? _thread;
    private int _drawn;

    public void Show(KraitEvent.Resolving step)
    {
        var text = step.Version is null ? step.Name : $"{step.Name}=={step.Version}";
        lock (_gate)
            _doing = $"Resolving dependencies... {text}";
        StartIfSlow();
    }

    public void Show(KraitEvent.Downloading download)
    {
        lock (_gate)
        {
            var at = _downloads.FindIndex(d => d.Name == download.Name);
            if (download.Total is { } total && download.Received >= total)
            {
                if (at >= 0)
                    _downloads.RemoveAt(at);
            }
            else if (at >= 0)
                _downloads[at] = download;
            else
                _downloads.Add(download);
        }
        StartIfSlow();
    }

    public void Dispose()
    {
        _ended.Set();
        _thread?.Join();
        _ended.Dispose();
    }

    private void StartIfSlow()
    {
        if (_thread is not null || Stopwatch.GetElapsedTime(_start) < s_patience)
            return;
        _thread = new Thread(Draw) { IsBackground = true, Name = "progress" };
        _thread.Start();
    }

    private void Draw()
    {
        for (var tick = 0; !_ended.IsSet; tick++)
        {
            IReadOnlyList<string> lines;
            lock (_gate)
                lines = ProgressFrame.Lines(tick, _doing, _downloads, StandardStream.ErrorSize, palette);
            Replace(lines);
            _ended.Wait(s_patience);
        }
        Replace([]);
    }

    private void Replace(IReadOnlyList<string> lines)
    {
        var text = ProgressFrame.Replacing(_drawn, lines);
        _drawn = lines.Count;
        if (text.Length > 0)
            TerminalWriter.Say(text);
    }
}
