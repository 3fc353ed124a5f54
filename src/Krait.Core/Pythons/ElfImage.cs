using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Krait.Storage;
using Microsoft.Win32.SafeHandles;

namespace Krait.Pythons;

/// <summary>
/// A 64-bit little-endian ELF program or library, read piecewise: its loader, the libraries it needs, and the values
/// of exported constants. Bad files give nothing; they throw nothing but <see cref="StorageException"/> on opening.
/// </summary>
internal sealed class ElfImage : IDisposable
{
    private const int MostHeaders = 64;
    private const int MostDynamic = 256;
    private readonly SafeFileHandle _file;
    private readonly List<Segment> _segments = [];
    private readonly List<string> _needed = [];
    private ulong _strings;
    private ulong _symbols;
    private ulong _hash;

    private ElfImage(SafeFileHandle file) => _file = file;

    /// <summary>The value of <c>e_machine</c>.</summary>
    public int Machine { get; private set; }

    /// <summary>The dynamic loader; empty for a library.</summary>
    public string Interpreter { get; private set; } = "";

    public IReadOnlyList<string> Needed => _needed;

    /// <summary>Where its libraries are looked for, <c>$ORIGIN</c> unreplaced; empty when it does not say.</summary>
    public string RunPath { get; private set; } = "";

    /// <summary>Null when the file is not there, may not be read, or is no such image.</summary>
    public static ElfImage? TryOpen(string path)
    {
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        var image = new ElfImage(file);
        try
        {
            if (image.ReadHeaders())
            {
                return image;
            }
        }
        catch (IOException)
        {
            // Unreadable: as good as absent.
        }

        image.Dispose();
        return null;
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The 8 bytes at an exported symbol; false when it is not exported.</summary>
    public bool TryReadConstant(string name, out ulong value)
    {
        value = 0;
        Span<byte> bytes = stackalloc byte[8];
        if (FindSymbol(name) is not { } address || !ReadVirtual(address, bytes))
        {
            return false;
        }

        value = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return true;
    }

    public bool Exports(string name) => FindSymbol(name) is not null;

    private static uint GnuHash(ReadOnlySpan<char> name)
    {
        uint hash = 5381;
        foreach (var c in name)
        {
            hash = (hash * 33) + c;
        }

        return hash;
    }

    private bool ReadHeaders()
    {
        Span<byte> header = stackalloc byte[64];
        if (!ReadFile(0, header) || !header.StartsWith("\u007fELF"u8) || header[4] != 2 || header[5] != 1)
        {
            return false;
        }

        Machine = BinaryPrimitives.ReadUInt16LittleEndian(header[18..]);
        var table = BinaryPrimitives.ReadUInt64LittleEndian(header[32..]);
        int entrySize = BinaryPrimitives.ReadUInt16LittleEndian(header[54..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(header[56..]);
        if (entrySize != 56 || count > MostHeaders)
        {
            return false;
        }

        Span<byte> headers = stackalloc byte[56 * MostHeaders];
        headers = headers[..(count * entrySize)];
        if (!ReadFile(table, headers))
        {
            return false;
        }

        Segment? dynamic = null;
        for (; !headers.IsEmpty; headers = headers[entrySize..])
        {
            var segment = new Segment(
                BinaryPrimitives.ReadUInt64LittleEndian(headers[8..]),
                BinaryPrimitives.ReadUInt64LittleEndian(headers[16..]),
                BinaryPrimitives.ReadUInt64LittleEndian(headers[32..])
            );
            switch (BinaryPrimitives.ReadUInt32LittleEndian(headers))
            {
                case 1:
                    _segments.Add(segment);
                    break;
                case 2:
                    dynamic = segment;
                    break;
                case 3:
                    Interpreter = ReadText(segment.Offset);
                    break;
            }
        }

        return dynamic is null || ReadDynamic(dynamic.Value);
    }

    private bool ReadDynamic(Segment segment)
    {
        var buffer = new byte[Math.Min(segment.Size, MostDynamic * 16)];
        if (!ReadFile(segment.Offset, buffer))
        {
            return false;
        }

        var needed = new List<ulong>();
        ulong? runPath = null;
        for (ReadOnlySpan<byte> rest = buffer; rest.Length >= 16; rest = rest[16..])
        {
            var value = BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]);
            switch (BinaryPrimitives.ReadUInt64LittleEndian(rest))
            {
                case 1:
                    needed.Add(value);
                    break;
                case 5:
                    _strings = value;
                    break;
                case 6:
                    _symbols = value;
                    break;
                case 15 when runPath is null:
                case 29:
                    runPath = value;
                    break;
                case 0x6ffffef5:
                    _hash = value;
                    break;
            }
        }

        foreach (var offset in needed)
        {
            _needed.Add(ReadVirtualText(_strings + offset));
        }

        if (runPath is { } at)
        {
            RunPath = ReadVirtualText(_strings + at);
        }

        return true;
    }

    private ulong? FindSymbol(string name)
    {
        // DT_GNU_HASH: number of buckets, first symbol, size of the Bloom filter, shift; filter; buckets; chains.
        Span<byte> bytes = stackalloc byte[24];
        if (_hash == 0 || !ReadVirtual(_hash, bytes[..16]))
        {
            return null;
        }

        var buckets = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        var first = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        var filter = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (buckets == 0)
        {
            return null;
        }

        var hash = GnuHash(name);
        var bucketTable = _hash + 16 + (filter * 8UL);
        var chains = bucketTable + (buckets * 4UL);
        if (!ReadVirtual(bucketTable + (hash % buckets * 4UL), bytes[..4]))
        {
            return null;
        }

        const int LongestChain = 10_000;
        var symbol = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        for (var i = 0; symbol >= first && i < LongestChain; i++, symbol++)
        {
            if (!ReadVirtual(chains + ((symbol - first) * 4UL), bytes[..4]))
            {
                return null;
            }

            var chain = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            if ((chain | 1) == (hash | 1) && ReadVirtual(_symbols + (symbol * 24UL), bytes))
            {
                var text = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
                var section = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
                var value = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
                if (section != 0 && ReadVirtualText(_strings + text) == name)
                {
                    return value;
                }
            }

            if ((chain & 1) != 0)
            {
                break;
            }
        }

        return null;
    }

    private bool ReadVirtual(ulong address, Span<byte> bytes)
    {
        foreach (var segment in _segments)
        {
            if (address >= segment.Address && address - segment.Address < segment.Size)
            {
                return ReadFile(address - segment.Address + segment.Offset, bytes);
            }
        }

        return false;
    }

    private string ReadVirtualText(ulong address)
    {
        foreach (var segment in _segments)
        {
            if (address >= segment.Address && address - segment.Address < segment.Size)
            {
                return ReadText(address - segment.Address + segment.Offset);
            }
        }

        return "";
    }

    private string ReadText(ulong offset)
    {
        Span<byte> buffer = stackalloc byte[512];
        var read = RandomAccess.Read(_file, buffer, (long)Math.Min(offset, long.MaxValue));
        var end = buffer[..read].IndexOf((byte)0);
        return end < 0 ? "" : Encoding.UTF8.GetString(buffer[..end]);
    }

    private bool ReadFile(ulong offset, Span<byte> bytes) =>
        offset <= long.MaxValue && RandomAccess.Read(_file, bytes, (long)offset) == bytes.Length;

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Segment(ulong Offset, ulong Address, ulong Size);
}
