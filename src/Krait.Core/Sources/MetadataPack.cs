using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Krait.Requirements;
using Krait.Storage;
using Krait.Versions;

namespace Krait.Sources;

/// <summary>
/// The requirements of a project's distributions as they were read once, in one file, little-endian:
/// <code>
/// 0 magic u32 | 4 layout u16 | 6 zero u16 | 8 length u32 | 12 records u32 | 16 texts u32 | 20 words u32 | 24 requirements u32 |
/// 28 zero u32 | 32 check u64 of all the rest
/// 40 keys u64[records], ascending | first word u32[records] | words u32[] |
///    requirements (text u32, marker's text u32 or all ones)[] | texts (offset u32, length u32)[] | the texts in UTF-8
/// </code>
/// A record is a run of words: flags, requires-python text (or all ones), how many extras, how many requirements, then the extras' texts
/// and the numbers of the requirements. Versions of one project mostly share their requirements, so each is kept once, and read
/// once a process. Thread-safe.
/// </summary>
internal sealed partial class MetadataPack
{
    private const uint Magic = 0x4d52_4b50;
    private const ushort Layout = 2;
    private const int HeaderSize = 40;
    private const uint NoText = uint.MaxValue;
    private const uint FromSidecar = 1;

    private readonly MappedFile _file;
    private readonly MarkerTable _markers;
    private readonly int _records;
    private readonly int _texts;
    private readonly int _words;
    private readonly Requirement?[] _requirements;

    private MetadataPack(MappedFile file, MarkerTable markers)
    {
        _file = file;
        _markers = markers;
        _records = Int(12);
        _texts = Int(16);
        _words = Int(20);
        _requirements = new Requirement?[Int(24)];
    }

    private ReadOnlySpan<byte> Bytes => _file.Bytes;

    private int WordsAt => HeaderSize + 12 * _records;

    private int RequirementsAt => WordsAt + 4 * _words;

    private int TextsAt => RequirementsAt + 8 * _requirements.Length;

    /// <summary>Reads packed bytes; null where they are not whole or of another layout.</summary>
    public static MetadataPack? TryOpen(MappedFile file, MarkerTable markers)
    {
        var span = file.Bytes;
        if (
            span.Length < HeaderSize
            || BinaryPrimitives.ReadUInt32LittleEndian(span) != Magic
            || BinaryPrimitives.ReadUInt16LittleEndian(span[4..]) != Layout
            || BinaryPrimitives.ReadInt32LittleEndian(span[8..]) != span.Length
            || BinaryPrimitives.ReadUInt64LittleEndian(span[32..]) != Check(span)
        )
            return null;
        var (records, texts, words, requirements) = (
            BinaryPrimitives.ReadUInt32LittleEndian(span[12..]),
            BinaryPrimitives.ReadUInt32LittleEndian(span[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(span[20..]),
            BinaryPrimitives.ReadUInt32LittleEndian(span[24..])
        );
        return HeaderSize + 12L * records + 4L * words + 8L * requirements + 8L * texts <= span.Length
            ? new MetadataPack(file, markers)
            : null;
    }

    /// <summary>The metadata of the file with this key.</summary>
    public bool TryFind(ulong key, out PackedMetadata found)
    {
        found = default;
        var keys = MemoryMarshal.Cast<byte, ulong>(Bytes.Slice(HeaderSize, 8 * _records));
        var at = keys.BinarySearch(key);
        if (at < 0)
            return false;
        var word = Int(HeaderSize + 8 * _records + 4 * at);
        var flags = Word(word);
        var python = Word(word + 1);
        var extras = new ExtraName[Count(word + 2)];
        var requires = new Requirement[Count(word + 3)];
        for (var i = 0; i < extras.Length; i++)
            extras[i] = ExtraName.Parse(Text(Word(word + 4 + i)));
        for (var i = 0; i < requires.Length; i++)
            requires[i] = RequirementOf(Word(word + 4 + extras.Length + i));
        var specifiers = python == NoText ? null : VersionSpecifiers.Parse(Text(python));
        found = new PackedMetadata(
            new WheelMetadata(requires, specifiers, extras),
            (flags & FromSidecar) != 0
        );
        return true;
    }

    private Requirement RequirementOf(uint number)
    {
        if (number >= (uint)_requirements.Length)
            throw new InvalidDataException();
        return Volatile.Read(ref _requirements[number]) ?? (_requirements[number] = Read((int)number));
    }

    private Requirement Read(int number)
    {
        var at = RequirementsAt + 8 * number;
        var requirement = Requirement.Parse(Text((uint)Int(at)));
        var marker = (uint)Int(at + 4);
        return marker == NoText
            ? requirement
            : new Requirement(requirement.Name)
            {
                Extras = requirement.Extras,
                Specifiers = requirement.Specifiers,
                Url = requirement.Url,
                Marker = _markers.Get(Text(marker)),
            };
    }

    private int Count(int word) => Word(word) is var count && count <= _words ? (int)count : 0;

    private uint Word(int number) =>
        (uint)number < (uint)_words
            ? BinaryPrimitives.ReadUInt32LittleEndian(Bytes[(WordsAt + 4 * number)..])
            : throw new InvalidDataException();

    private string Text(uint number)
    {
        if (number >= (uint)_texts)
            throw new InvalidDataException();
        var at = TextsAt + 8 * (int)number;
        return Encoding.UTF8.GetString(Bytes.Slice(Int(at), Int(at + 4)));
    }

    private int Int(int at) => BinaryPrimitives.ReadInt32LittleEndian(Bytes[at..]);

    private static ulong Check(ReadOnlySpan<byte> bytes) =>
        Fingerprint.Hash64(bytes[HeaderSize..], Fingerprint.Hash64(bytes[..32]));
}

/// <summary>Metadata from a pack, and whether it came from a file beside the wheel, not from the wheel itself.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PackedMetadata(WheelMetadata Metadata, bool IsFromSidecar);
