using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;

namespace Krait.TestKit;

/// <summary>
/// The inputs of a loop from one run to the next: <c>NAME.kept</c> has a line of base64 (of UTF-16) for each that reached a
/// new branch. The input at hand lies in <c>NAME.last</c>, mapped, which outlives a process that dies of it (a stack overflow
/// can't be caught); the next run tries it first.
/// </summary>
internal sealed class FuzzingCorpus : IDisposable
{
    private readonly string _path;
    private readonly string _last;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly StreamWriter _kept;

    private FuzzingCorpus(string path)
    {
        _path = path;
        _last = path + ".last";
        if (File.Exists(_last))
            Inputs.Add(Text(File.ReadAllBytes(_last)));
        if (File.Exists(path + ".kept"))
            Inputs.AddRange(
                File.ReadLines(path + ".kept").Select(line => Utf16(Convert.FromBase64String(line)))
            );
        const int Room = 4 + 8 * Mutation.LongestInput;
        _file = MemoryMappedFile.CreateFromFile(_last, FileMode.Create, null, Room);
        _view = _file.CreateViewAccessor();
        _kept = new StreamWriter(path + ".kept", append: true) { AutoFlush = true };
    }

    /// <summary>What earlier runs left.</summary>
    public List<string> Inputs { get; } = [];

    /// <summary>Null where <c>KRAIT_FUZZ_FOLDER</c> names no folder.</summary>
    public static FuzzingCorpus? Of(string name)
    {
        if (Environment.GetEnvironmentVariable("KRAIT_FUZZ_FOLDER") is not { Length: > 0 } folder)
            return null;
        Directory.CreateDirectory(folder);
        return new FuzzingCorpus(Path.Combine(folder, name));
    }

    /// <summary>Notes what is about to be parsed.</summary>
    public void Try(string input)
    {
        var bytes = MemoryMarshal.AsBytes(input.AsSpan());
        var length = (int)Math.Min(bytes.Length, _view.Capacity - 4);
        _view.Write(0, length);
        _view.SafeMemoryMappedViewHandle.WriteSpan(4, bytes[..length]);
    }

    public void Keep(string input) =>
        _kept.WriteLine(Convert.ToBase64String(MemoryMarshal.AsBytes(input.AsSpan())));

    /// <summary>Writes what the parser failed on to <c>NAME.failed</c>, in base64 of UTF-8, and tells where that is.</summary>
    public string KeepFailed(string input)
    {
        File.WriteAllText(_path + ".failed", Convert.ToBase64String(Encoding.UTF8.GetBytes(input)));
        return _path + ".failed";
    }

    public void Dispose()
    {
        _kept.Dispose();
        _view.Dispose();
        _file.Dispose();
        File.Delete(_last);
    }

    private static string Text(byte[] last) =>
        last.Length < 4
            ? ""
            : Utf16(last.AsSpan(4, Math.Clamp(BitConverter.ToInt32(last), 0, last.Length - 4)));

    private static string Utf16(ReadOnlySpan<byte> bytes) => Encoding.Unicode.GetString(bytes);
}
