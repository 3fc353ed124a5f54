using System.Text;

namespace Krait.Storage;

internal static unsafe partial class Native
{
    /// <summary>The answer of <c>uname(2)</c>.</summary>
    public static SystemNames ReadSystemNames()
    {
        const int Field = 65;
        Span<byte> buffer = stackalloc byte[Field * 6];
        buffer.Clear();
        fixed (byte* start = buffer)
        {
            if (SystemName(start) < 0)
            {
                return new SystemNames("", "", "", "");
            }
        }

        return new SystemNames(
            Text(buffer, 0),
            Text(buffer, Field * 2),
            Text(buffer, Field * 3),
            Text(buffer, Field * 4)
        );

        static string Text(ReadOnlySpan<byte> buffer, int start)
        {
            var field = buffer.Slice(start, Field);
            return Encoding.UTF8.GetString(field[..Math.Max(0, field.IndexOf((byte)0))]);
        }
    }

    /// <summary>
    /// Sets a variable as the native libraries of this process see it; what managed code has read, and hands on to child
    /// processes, stays. Only for the time before there are other threads: they may be reading variables.
    /// </summary>
    public static void SetVariable(string name, string value)
    {
        if (IsAvailable)
            _ = SetVariable(name, value, 1);
    }
}
