using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Krait.Requirements;

namespace Krait.Sources;

/// <content>Writing a pack.</content>
internal sealed partial class MetadataPack
{
    /// <summary>Packs what <paramref name="old"/> has and <paramref name="added"/> on top.</summary>
    public static byte[] Merge(MetadataPack? old, IReadOnlyDictionary<ulong, PackedMetadata> added)
    {
        var all = new SortedDictionary<ulong, PackedMetadata>();
        for (var i = 0; i < (old?._records ?? 0); i++)
        {
            var key = BinaryPrimitives.ReadUInt64LittleEndian(old!.Bytes[(HeaderSize + 8 * i)..]);
            if (old.TryFind(key, out var kept))
                all[key] = kept;
        }
        foreach (var (key, metadata) in added)
            all[key] = metadata;

        var texts = new Numbered<string>();
        var requirements = new Numbered<(uint Text, uint Marker)>();
        var words = new List<uint>();
        var firsts = new List<uint>();
        foreach (var (_, (metadata, isFromSidecar)) in all)
        {
            firsts.Add((uint)words.Count);
            words.Add(isFromSidecar ? FromSidecar : 0);
            words.Add(metadata.RequiresPython is { } python ? texts.Add(python.ToString()) : NoText);
            words.Add((uint)metadata.Extras.Count);
            words.Add((uint)metadata.Requires.Count);
            foreach (var extra in metadata.Extras)
                words.Add(texts.Add(extra.Value));
            foreach (var requirement in metadata.Requires)
            {
                var marker = requirement.Marker is { } condition ? texts.Add(condition.ToString()) : NoText;
                words.Add(requirements.Add((texts.Add(TextOf(requirement)), marker)));
            }
        }
        return Pack([.. all.Keys], firsts, words, requirements.Items, texts.Items);
    }

    private static string TextOf(Requirement requirement) =>
        requirement.Marker is null
            ? requirement.ToString()
            : new Requirement(requirement.Name)
            {
                Extras = requirement.Extras,
                Specifiers = requirement.Specifiers,
                Url = requirement.Url,
            }.ToString();

    private static byte[] Pack(
        List<ulong> keys,
        List<uint> firsts,
        List<uint> words,
        List<(uint Text, uint Marker)> requirements,
        List<string> texts
    )
    {
        var textBytes = 0;
        foreach (var text in texts)
            textBytes += Encoding.UTF8.GetByteCount(text);
        var textAt =
            HeaderSize + 12 * keys.Count + 4 * words.Count + 8 * requirements.Count + 8 * texts.Count;
        var bytes = new byte[textAt + textBytes];
        var span = bytes.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(span, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(span[4..], Layout);
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(span[12..], keys.Count);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], texts.Count);
        BinaryPrimitives.WriteInt32LittleEndian(span[20..], words.Count);
        BinaryPrimitives.WriteInt32LittleEndian(span[24..], requirements.Count);

        var at = span[HeaderSize..];
        foreach (var key in keys)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(at, key);
            at = at[8..];
        }
        at = Write(Write(at, firsts), words);
        foreach (var (text, marker) in requirements)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(at, text);
            BinaryPrimitives.WriteUInt32LittleEndian(at[4..], marker);
            at = at[8..];
        }
        foreach (var text in texts)
        {
            var written = Encoding.UTF8.GetBytes(text, span[textAt..]);
            BinaryPrimitives.WriteInt32LittleEndian(at, textAt);
            BinaryPrimitives.WriteInt32LittleEndian(at[4..], written);
            at = at[8..];
            textAt += written;
        }
        BinaryPrimitives.WriteUInt64LittleEndian(span[32..], Check(span));
        return bytes;
    }

    private static Span<byte> Write(Span<byte> at, List<uint> numbers)
    {
        foreach (var number in CollectionsMarshal.AsSpan(numbers))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(at, number);
            at = at[4..];
        }
        return at;
    }

    /// <summary>Things in the order in which they were first seen, each once.</summary>
    private sealed class Numbered<T>
        where T : notnull
    {
        private readonly Dictionary<T, uint> _numbers = [];

        public List<T> Items { get; } = [];

        public uint Add(T item)
        {
            if (_numbers.TryGetValue(item, out var number))
                return number;
            number = (uint)Items.Count;
            _numbers.Add(item, number);
            Items.Add(item);
            return number;
        }
    }
}
