using Krait.Archives;
using Krait.Metadata;
using Krait.Storage;

namespace Krait.Environments;

/// <summary>An egg that was left packed: its metadata is a member of the archive.</summary>
internal static class ZippedEgg
{
    private const string Member = "EGG-INFO/PKG-INFO";
    private const long LargestEgg = 256 << 20;

    /// <summary>PKG-INFO; null when the distribution is no packed egg, or one that cannot be read.</summary>
    public static byte[]? TryReadMetadata(InstalledDistribution distribution)
    {
        if (
            distribution.Form != InstalledForm.Egg
            || !FileStatus.TryGet(distribution.Path, out var status)
            || !status.IsFile
            || FileContent.ReadIfPossible(distribution.Path, LargestEgg) is not { } bytes
        )
        {
            return null;
        }

        try
        {
            var zip = ZipReader.Open(bytes);
            var member = zip.Find(Member);
            return member < 0 ? null : zip.ReadAll(member, CoreMetadata.LargestFile);
        }
        catch (ArchiveException)
        {
            return null;
        }
    }
}
