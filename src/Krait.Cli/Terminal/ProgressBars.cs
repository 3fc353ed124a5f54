using Spectre.Console;

namespace Krait.Cli.Terminal;

/// <summary>
/// Bars of downloads on a terminal, drawn on standard error by a thread of their own until disposed. Bars vanish when their
/// download is complete, all of them at the end.
/// </summary>
internal sealed class ProgressBars : IDisposable
{
    private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);
    private readonly ManualResetEventSlim _started = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly Thread _thread;
    private ProgressContext? _context;

    public ProgressBars(bool hasColors)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.Yes,
                ColorSystem = hasColors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.Yes,
                Out = new AnsiConsoleOutput(Console.Error),
            }
        );
        _thread = new Thread(() => Draw(console)) { IsBackground = true, Name = "progress" };
        _thread.Start();
        _started.Wait();
    }

    public void Show(KraitEvent.Downloading download)
    {
        if (!_tasks.TryGetValue(download.Name, out var task))
        {
            task = _context!.AddTask(
                Markup.Escape(download.Name),
                maxValue: download.Total ?? double.MaxValue
            );
            task.IsIndeterminate = download.Total is null;
            _tasks.Add(download.Name, task);
        }
        task.Value = download.Received;
        if (download.Total is { } total && download.Received >= total)
            task.StopTask();
    }

    public void Dispose()
    {
        _ended.Set();
        _thread.Join();
        _started.Dispose();
        _ended.Dispose();
    }

    private void Draw(IAnsiConsole console) =>
        console
            .Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new DownloadedColumn(),
                new TransferSpeedColumn()
            )
            .Start(context =>
            {
                _context = context;
                _started.Set();
                _ended.Wait();
            });
}
