using System.Buffers.Binary;

namespace Krait.Installer;

/// <summary>Walks the entries of one scheme in the order of the list: a folder comes before what is in it.</summary>
internal ref struct ManifestReader(ReadOnlySpan<byte> list)
{
    private ReadOnlySpan<byte> _rest = list;

    public ManifestEntry Current { get; private set; }

    public readonly ManifestReader GetEnumerator() => this;

    /// <summary>False at the end. A list is only read after its checksum, so that a bad length cannot occur here.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16LittleEndian(_rest[1..]);
        Current = new((ManifestKind)_rest[0], _rest.Slice(3, length + 1));
        _rest = _rest[(length + 4)..];
        return true;
    }
}
