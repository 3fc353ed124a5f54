using System.Diagnostics;

namespace Krait.TestKit;

/// <summary>
/// How long something took one thread: the lesser of the time by the wall clock, which other programs lengthen, and of the
/// processor time of the whole process, which other threads lengthen. Never less than the thread's own.
/// </summary>
public static class ProcessorTime
{
    /// <summary>A moment to measure from.</summary>
    public static (long Wall, TimeSpan Processor) Now() =>
        (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

    public static TimeSpan Since((long Wall, TimeSpan Processor) moment)
    {
        var wall = Stopwatch.GetElapsedTime(moment.Wall);
        var processor = Environment.CpuUsage.TotalTime - moment.Processor;
        return wall < processor ? wall : processor;
    }
}
