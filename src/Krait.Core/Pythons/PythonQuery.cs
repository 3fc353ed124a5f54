using System.Text;
using Krait.Storage;

namespace Krait.Pythons;

/// <summary>
/// Asks an interpreter for its facts: one small isolated script, which runs on Python 2.7 and 3.x and on PyPy. Its
/// answer stands between marks, so that whatever else is printed at start-up does not disturb; site hooks do not run.
/// </summary>
internal static partial class PythonQuery
{
    private const string Begin = "<<krait:facts<<";
    private const string End = ">>krait:facts>>";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    /// <summary>The answer; null with a reason when the program fails, hangs, or is no Python.</summary>
    public static Answer? TryAsk(string executable, IReadOnlyList<string> environment, out string problem)
    {
        try
        {
            var result = Run(executable, ["-I", "-S", "-B"], environment);
            if (result.ExitCode != 0 && result.Error.AsSpan().IndexOf("-I"u8) >= 0)
            {
                // Before 3.4 there is no -I.
                result = Run(executable, ["-E", "-s", "-S", "-B"], environment);
            }

            return Read(result, out problem);
        }
        catch (StorageException e)
        {
            problem = e.Message;
            return null;
        }
    }

    /// <summary>Whether the <c>_manylinux</c> module in a folder forbids manylinux wheels; false when it cannot be asked.</summary>
    public static bool RefusesManylinux(string executable, string folder, IReadOnlyList<string> environment)
    {
        const int Refuses = 3;
        try
        {
            string[] line = [executable, "-E", "-s", "-S", "-B", "-c", OwnPlatformScript, folder];
            return ChildProcess.Run(executable, line, environment, s_limit).ExitCode == Refuses;
        }
        catch (StorageException)
        {
            return false;
        }
    }

    private static ChildResult Run(string executable, string[] options, IReadOnlyList<string> environment) =>
        ChildProcess.Run(executable, [executable, .. options, "-c", Script], environment, s_limit);

    private static Answer? Read(ChildResult result, out string problem)
    {
        var output = Encoding.UTF8.GetString(result.Output);
        var end = output.LastIndexOf(End, StringComparison.Ordinal);
        var begin = end < 0 ? -1 : output.LastIndexOf(Begin, end, StringComparison.Ordinal);
        problem = "";
        if (begin < 0)
        {
            problem =
                result.TimedOut ? $"it gave no answer within {s_limit.TotalSeconds} seconds"
                : result.ExitCode != 0 ? $"it failed with exit code {result.ExitCode}{Excerpt(result.Error)}"
                : "its answer is not that of a Python";
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in output.AsSpan(begin + Begin.Length, end - begin - Begin.Length).EnumerateLines())
        {
            var equals = line.IndexOf('=');
            if (equals > 0 && TryDecode(line[(equals + 1)..], out var value))
            {
                values[line[..equals].ToString()] = value;
            }
        }

        return new Answer(values);
    }

    private static bool TryDecode(ReadOnlySpan<char> digits, out string value)
    {
        try
        {
            value = Encoding.UTF8.GetString(Convert.FromHexString(digits));
            return true;
        }
        catch (FormatException)
        {
            value = "";
            return false;
        }
    }

    private static string Excerpt(byte[] error)
    {
        const int Most = 600;
        var text = Encoding.UTF8.GetString(error).Trim();
        return text.Length == 0 ? "" : ": " + (text.Length > Most ? text[..Most] + "…" : text);
    }

    /// <summary>The values that the script put, by its names for them; an absent one is the empty text.</summary>
    internal sealed class Answer(Dictionary<string, string> values)
    {
        public string this[string name] => values.GetValueOrDefault(name, "");
    }
}
