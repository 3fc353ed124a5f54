using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Krait.Installer;

/// <summary>Gathers what a <see cref="WheelManifest"/> holds and writes its bytes; the flags are those of that type.</summary>
internal sealed class WheelManifestBuilder(string name, string version, string infoFolder, uint flags)
{
    private readonly ArrayBufferWriter<byte>[] _sections = Enumerable
        .Range(0, (int)WheelManifest.Section.Count)
        .Select(_ => new ArrayBufferWriter<byte>())
        .ToArray();

    private readonly ArrayBufferWriter<byte>[] _fileRecords = Enumerable
        .Range(0, Schemes.Count)
        .Select(_ => new ArrayBufferWriter<byte>())
        .ToArray();

    private readonly List<(byte[] Path, byte[] Row)> _rows = [];

    /// <summary>Adds a folder; folders come before what is in them.</summary>
    public void AddDirectory(Scheme scheme, ReadOnlySpan<byte> path) =>
        AddEntry(scheme, ManifestKind.Directory, path);

    /// <summary>Adds a file with its size and SHA-256.</summary>
    public void AddFile(
        Scheme scheme,
        ManifestKind kind,
        ReadOnlySpan<byte> path,
        long size,
        ReadOnlySpan<byte> hash
    )
    {
        AddEntry(scheme, kind, path);
        var record = _fileRecords[(int)scheme];
        var number = record.GetSpan(8);
        BinaryPrimitives.WriteInt64LittleEndian(number, size);
        record.Advance(8);
        record.Write(hash[..32]);
        if (scheme == Scheme.Site)
        {
            AddRow(path, hash, size);
        }
    }

    /// <summary>Adds a row of RECORD that stands for no file of the store, such as that of RECORD itself.</summary>
    public void AddRow(ReadOnlySpan<byte> path, ReadOnlySpan<byte> hash, long size)
    {
        var text = new ArrayBufferWriter<byte>(path.Length + 64);
        RecordText.AppendRow(text, path, hash, size);
        _rows.Add((path.ToArray(), text.WrittenSpan.ToArray()));
    }

    public void AddEntryPoint(string script, string module, string attribute)
    {
        var section = _sections[(int)WheelManifest.Section.EntryPoints];
        foreach (var part in (ReadOnlySpan<string>)[script, module, attribute])
        {
            section.Write(Encoding.UTF8.GetBytes(part));
            section.Write("\0"u8);
        }
    }

    /// <param name="madeAt">When the last file was written, in nanoseconds since 1970, by the file system's clock.</param>
    public byte[] Build(long madeAt)
    {
        _sections[(int)WheelManifest.Section.Name].Write(Encoding.UTF8.GetBytes(name));
        _sections[(int)WheelManifest.Section.Version].Write(Encoding.UTF8.GetBytes(version));
        _sections[(int)WheelManifest.Section.InfoFolder].Write(Encoding.UTF8.GetBytes(infoFolder));
        foreach (var record in _fileRecords)
        {
            _sections[(int)WheelManifest.Section.FileRecords].Write(record.WrittenSpan);
        }

        WriteRows();
        var start = WheelManifest.HeaderSize + (_sections.Length * 8);
        var bytes = new byte[start + _sections.Sum(s => s.WrittenCount)];
        WheelManifest.Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(20), flags);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), madeAt);
        for (var i = 0; i < _sections.Length; i++)
        {
            var place = bytes.AsSpan(WheelManifest.HeaderSize + (i * 8));
            BinaryPrimitives.WriteInt32LittleEndian(place, start);
            BinaryPrimitives.WriteInt32LittleEndian(place[4..], _sections[i].WrittenCount);
            _sections[i].WrittenSpan.CopyTo(bytes.AsSpan(start));
            start += _sections[i].WrittenCount;
        }

        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), WheelManifest.Checksum(bytes));
        return bytes;
    }

    private void AddEntry(Scheme scheme, ManifestKind kind, ReadOnlySpan<byte> path)
    {
        var list = _sections[(int)WheelManifest.Section.Lists + (int)scheme];
        var head = list.GetSpan(3);
        head[0] = (byte)kind;
        BinaryPrimitives.WriteUInt16LittleEndian(head[1..], checked((ushort)path.Length));
        list.Advance(3);
        list.Write(path);
        list.Write("\0"u8);
    }

    private void WriteRows()
    {
        _rows.Sort(static (a, b) => a.Path.AsSpan().SequenceCompareTo(b.Path));
        var offsets = _sections[(int)WheelManifest.Section.RecordOffsets];
        var rows = _sections[(int)WheelManifest.Section.RecordRows];
        foreach (var (_, row) in _rows)
        {
            BinaryPrimitives.WriteInt32LittleEndian(offsets.GetSpan(4), rows.WrittenCount);
            offsets.Advance(4);
            rows.Write(row);
        }
    }
}
