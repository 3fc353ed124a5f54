using Krait.Archives;
using Krait.Metadata;
using Krait.Requirements;

namespace Krait.Sources;

/// <summary>Finds and reads a wheel's METADATA, and holds it against the file's name.</summary>
internal static class WheelMembers
{
    private const int LargestMetadata = 16 << 20;

    /// <summary>The place of METADATA among the members.</summary>
    /// <exception cref="DistributionException">There is none for this package, or more than one.</exception>
    public static int FindMetadata(ZipDirectory directory, PackageName name)
    {
        var found = -1;
        for (var i = 0; i < directory.Entries.Length; i++)
        {
            var member = directory.Name(i);
            var slash = member.IndexOf('/', StringComparison.Ordinal);
            if (
                slash < 0
                || !member.AsSpan(slash + 1).SequenceEqual("METADATA")
                || !IsInfoFolder(member.AsSpan(0, slash), name)
            )
                continue;
            if (found >= 0)
                throw new DistributionException("The wheel has several `.dist-info` folders of its own name");
            found = i;
        }
        return found >= 0
            ? found
            : throw new DistributionException(
                $"The wheel has no `.dist-info` folder with METADATA for `{name}`"
            );
    }

    /// <summary>Reads METADATA out of a whole wheel.</summary>
    public static CoreMetadata Read(ArchiveBytes archive, Distribution distribution, bool allowsOtherVersions)
    {
        var zip = ZipReader.Open(archive);
        var member = FindMetadata(zip.Directory, distribution.Name);
        return Parse(zip.ReadAll(member, LargestMetadata), distribution, allowsOtherVersions);
    }

    /// <summary>Reads a METADATA file and makes sure that it is of this package and version.</summary>
    /// <exception cref="DistributionException">It cannot be read, or is of another one.</exception>
    public static CoreMetadata Parse(
        ReadOnlySpan<byte> bytes,
        Distribution distribution,
        bool allowsOtherVersions
    )
    {
        if (!CoreMetadata.TryParse(bytes, out var metadata, out var error))
            throw new DistributionException(
                $"The metadata of `{distribution.FileName}` cannot be read: {error}"
            );
        if (metadata.Name != distribution.Name)
        {
            throw new DistributionException(
                $"Package metadata name `{metadata.Name}` does not match given name `{distribution.Name}`"
            );
        }
        // Rebuilt wheels carry a local label in their name that their metadata does not have.
        if (
            !allowsOtherVersions
            && metadata.Version != distribution.Version
            && metadata.Version != distribution.Version.WithoutLocal()
        )
        {
            throw new DistributionException(
                $"Package metadata version `{metadata.Version}` does not match given version `{distribution.Version}`"
            );
        }
        return metadata;
    }

    private static bool IsInfoFolder(ReadOnlySpan<char> folder, PackageName name)
    {
        if (!folder.EndsWith(".dist-info", StringComparison.OrdinalIgnoreCase))
            return false;
        var stem = folder[..^".dist-info".Length];
        var dash = stem.LastIndexOf('-');
        // Some tools spell the version their own way there; METADATA has the true one.
        return dash > 0 && PackageName.TryParse(stem[..dash], out var found) && found == name;
    }
}
