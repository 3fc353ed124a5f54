using System.Runtime.InteropServices;
using Krait.Versions;

namespace Krait.Indexes;

/// <summary>One file of a page while the page is being read. Slices are of the page's text.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct PageFile
{
    public PageFile() { }

    public TextSlice FileName;
    public TextSlice Address;
    public TextSlice RequiresPython;
    public TextSlice YankReason;

    /// <summary>64 digits, or nothing.</summary>
    public TextSlice Sha256;

    /// <summary>Other hashes, <c>algorithm:digits</c> with blanks between.</summary>
    public TextSlice OtherHashes;
    public TextSlice MetadataSha256;
    public long Size = -1;
    public long UploadTime = ProjectLayout.NoTime;
    public byte Flags;

    public PackageVersion Version;
    public ushort RequiresId = ProjectLayout.NoId;
    public ushort TagSetId = ProjectLayout.NoId;
}
