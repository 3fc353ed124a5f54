using System.Text;
using Krait.Metadata;
using Krait.Requirements;
using Krait.Tags;
using Krait.Versions;

namespace Krait.Indexes;

/// <summary>
/// Collects the files of a project from a page and packs them. Files whose name is none of a distribution of the project, or whose
/// requires-python cannot be read, are left out.
/// </summary>
internal sealed partial class ProjectBuilder(PackageName name, PageText text)
{
    private readonly List<PageFile> _files = [];
    private readonly Dictionary<string, ushort> _requires = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ushort> _tagSets = new(StringComparer.Ordinal);
    private readonly List<string> _requiresTexts = [];
    private readonly List<string> _tagTexts = [];

    public PackageName Name { get; } = name;

    public ProjectStatus Status { get; set; }

    public string? StatusReason { get; set; }

    /// <summary>What relative addresses are relative to; absolute.</summary>
    public Uri? Base { get; set; }

    /// <summary>A file that the page listed though it is another project's; null if there was none.</summary>
    public string? Foreign { get; private set; }

    public int Count => _files.Count;

    /// <summary>Takes a file into the project, or leaves it out.</summary>
    public bool Add(in PageFile file)
    {
        if (_files.Count >= ProjectLayout.MaximumFiles || file.Address.IsEmpty || IsTooLong(file))
            return false;
        if (!IsAddress(text[file.Address]))
            return false;
        var copy = file;
        if (!TryReadName(ref copy) || !TryReadRequires(ref copy))
            return false;
        _files.Add(copy);
        return true;
    }

    // A page from the network must not name files of this machine.
    private bool IsAddress(ReadOnlySpan<byte> address)
    {
        var end = address.IndexOfAny(":/?"u8);
        if (end < 0 || address[end] != ':')
            return true;
        var scheme = address[..end];
        return System.Text.Ascii.EqualsIgnoreCase(scheme, "https"u8)
            || System.Text.Ascii.EqualsIgnoreCase(scheme, "http"u8)
            || (Base is { IsFile: true } && System.Text.Ascii.EqualsIgnoreCase(scheme, "file"u8));
    }

    private static bool IsTooLong(in PageFile file) =>
        (file.FileName.Length | file.Address.Length | file.YankReason.Length | file.OtherHashes.Length)
        > ushort.MaxValue;

    private bool TryReadName(ref PageFile file)
    {
        var fileName = text[file.FileName];
        if (fileName.EndsWith(".whl"u8))
            return TryReadWheel(fileName[..^4], ref file);
        var stem =
            fileName.EndsWith(".tar.gz"u8) ? fileName[..^7]
            : fileName.EndsWith(".zip"u8) ? fileName[..^4]
            : default;
        return !stem.IsEmpty && TryReadSource(stem, ref file);
    }

    // What WheelFileName.TryParse accepts, without its allocations: pages have thousands of names, and few are ever chosen.
    private bool TryReadWheel(ReadOnlySpan<byte> stem, ref PageFile file)
    {
        var nameEnd = stem.IndexOf((byte)'-');
        if (nameEnd <= 0)
            return false;
        var rest = stem[(nameEnd + 1)..];
        var versionEnd = rest.IndexOf((byte)'-');
        if (versionEnd <= 0 || !PackageVersion.TryParse(rest[..versionEnd], out var version))
            return false;
        var dashes = rest.Count((byte)'-');
        if (dashes is not (3 or 4) || rest[..versionEnd].ContainsAny(" \t"u8))
            return false;
        var tags = rest[(versionEnd + 1)..];
        if (dashes == 4)
        {
            var buildEnd = tags.IndexOf((byte)'-');
            if (!BuildTag.TryParse(Encoding.UTF8.GetString(tags[..buildEnd]), out _))
                return false;
            file.Flags |= ProjectLayout.HasBuildTag;
            tags = tags[(buildEnd + 1)..];
        }
        if (!IsName(stem[..nameEnd], isWheel: true))
        {
            NoteForeign(file);
            return false;
        }
        if (!TryGetTagSet(tags, out file.TagSetId))
            return false;
        file.Version = version;
        file.Flags |= ProjectLayout.Wheel;
        return true;
    }

    private bool TryReadSource(ReadOnlySpan<byte> stem, ref PageFile file)
    {
        for (var dash = 0; dash < stem.Length; dash++)
        {
            if (
                stem[dash] == '-'
                && IsName(stem[..dash], isWheel: false)
                && PackageVersion.TryParse(stem[(dash + 1)..], out file.Version)
            )
                return true;
        }
        return false;
    }

    // Whether the text normalizes to the project's name: lower case, runs of '-', '_' and '.' as one dash.
    private bool IsName(ReadOnlySpan<byte> candidate, bool isWheel)
    {
        var expected = Name.Value;
        var at = 0;
        for (var i = 0; i < candidate.Length; i++)
        {
            var c = candidate[i];
            if (c is (byte)'-' or (byte)'_' or (byte)'.')
            {
                if (isWheel && c == '_' && i + 1 < candidate.Length && candidate[i + 1] == '_')
                    return false;
                if (i > 0 && candidate[i - 1] is (byte)'-' or (byte)'_' or (byte)'.')
                    continue;
                c = (byte)'-';
            }
            else if (c is >= (byte)'A' and <= (byte)'Z')
            {
                c |= 0x20;
            }
            if (at >= expected.Length || expected[at++] != c)
                return false;
        }
        return at == expected.Length;
    }

    private void NoteForeign(in PageFile file)
    {
        if (
            Foreign is null
            && WheelFileName.TryParse(text.Text(file.FileName), out var wheel)
            && wheel.Name != Name
        )
            Foreign = wheel.Name.Value;
    }

    private bool TryGetTagSet(ReadOnlySpan<byte> tags, out ushort id)
    {
        Span<char> chars = stackalloc char[WheelTags.LongestText];
        id = ProjectLayout.NoId;
        if (tags.Length > chars.Length || !Encoding.UTF8.TryGetChars(tags, chars, out var length))
            return false;
        var lookup = _tagSets.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(chars[..length], out id))
            return id != ProjectLayout.NoId;
        if (!WheelTags.TryParse(chars[..length], out var set) || _tagTexts.Count >= ProjectLayout.NoId)
        {
            id = ProjectLayout.NoId;
            return false;
        }
        id = (ushort)_tagTexts.Count;
        _tagTexts.Add(set.ToString());
        lookup[chars[..length]] = id;
        return true;
    }

    private bool TryReadRequires(ref PageFile file)
    {
        var requires = text[file.RequiresPython];
        if (requires.IsEmpty)
            return true;
        Span<char> chars = stackalloc char[512];
        if (requires.Length > chars.Length || !Encoding.UTF8.TryGetChars(requires, chars, out var length))
            return false;
        var lookup = _requires.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(chars[..length], out file.RequiresId))
            return file.RequiresId != ProjectLayout.NoId;
        file.RequiresId = ProjectLayout.NoId;
        if (
            _requiresTexts.Count < ProjectLayout.NoId
            && LenientRequirement.TryParseSpecifiers(chars[..length], out var specifiers)
        )
        {
            file.RequiresId = (ushort)_requiresTexts.Count;
            _requiresTexts.Add(specifiers.ToString());
        }
        lookup[chars[..length]] = file.RequiresId;
        return file.RequiresId != ProjectLayout.NoId;
    }
}
