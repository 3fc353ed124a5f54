using System.Text;

namespace Krait.Installer;

/// <summary>The entry points of a manifest that become scripts: name, module, attribute, each ended by a zero byte.</summary>
internal ref struct ManifestEntryPoints(ReadOnlySpan<byte> list)
{
    private ReadOnlySpan<byte> _rest = list;

    public readonly bool IsEmpty => _rest.IsEmpty;

    public (string Name, string Module, string Attribute) Current { get; private set; }

    public readonly ManifestEntryPoints GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        Current = (Next(), Next(), Next());
        return true;
    }

    private string Next()
    {
        var end = _rest.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(_rest[..end]);
        _rest = _rest[(end + 1)..];
        return text;
    }
}
