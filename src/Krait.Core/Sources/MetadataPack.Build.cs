using System.Buffers.Binary;
using System.Text;

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

        var texts = new Dictionary<string, uint>(StringComparer.Ordinal);
        var words = new List<uint>();
        var firsts = new List<uint>();
        foreach (var (_, (metadata, isFromSidecar)) in all)
        {
            firsts.Add((uint)words.Count);
            words.Add(isFromSidecar ? FromSidecar : 0);
            words.Add(metadata.RequiresPython is { } python ? Number(texts, python.ToString()) : NoText);
            words.Add((uint)metadata.Extras.Count);
            words.Add((uint)metadata.Requires.Count);
            foreach (var extra in metadata.Extras)
                words.Add(Number(texts, extra.Value));
            foreach (var requirement in metadata.Requires)
                words.Add(Number(texts, requirement.ToString()));
        }
        return Pack([.. all.Keys], firsts, words, texts);
    }

    private static byte[] Pack(
        List<ulong> keys,
        List<uint> firsts,
        List<uint> words,
        Dictionary<string, uint> texts
    )
    {
        var ordered = new byte[texts.Count][];
        var textBytes = 0;
        foreach (var (text, number) in texts)
        {
            ordered[number] = Encoding.UTF8.GetBytes(text);
            textBytes += ordered[number].Length;
        }
        var bytes = new byte[HeaderSize + 12 * keys.Count + 4 * words.Count + 8 * texts.Count + textBytes];
        var span = bytes.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(span, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(span[4..], Layout);
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(span[12..], keys.Count);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], texts.Count);
        BinaryPrimitives.WriteInt32LittleEndian(span[20..], words.Count);

        var at = HeaderSize;
        foreach (var key in keys)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(span[at..], key);
            at += 8;
        }
        foreach (var word in (IEnumerable<uint>)[.. firsts, .. words])
        {
            BinaryPrimitives.WriteUInt32LittleEndian(span[at..], word);
            at += 4;
        }
        var textAt = at + 8 * ordered.Length;
        foreach (var text in ordered)
        {
            BinaryPrimitives.WriteInt32LittleEndian(span[at..], textAt);
            BinaryPrimitives.WriteInt32LittleEndian(span[(at + 4)..], text.Length);
            at += 8;
            text.CopyTo(span[textAt..]);
            textAt += text.Length;
        }
        BinaryPrimitives.WriteUInt64LittleEndian(span[24..], Check(span));
        return bytes;
    }

    private static uint Number(Dictionary<string, uint> texts, string text)
    {
        if (!texts.TryGetValue(text, out var number))
            texts[text] = number = (uint)texts.Count;
        return number;
    }
}
