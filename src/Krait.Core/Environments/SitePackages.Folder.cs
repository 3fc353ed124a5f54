using System.Text;
using Krait.Metadata;
using Krait.Requirements;
using Krait.Storage;
using Krait.Versions;

namespace Krait.Environments;

public sealed partial class SitePackages
{
    private const string DistInfo = ".dist-info";
    private const string EggInfo = ".egg-info";
    private const string EggLink = ".egg-link";
    private const string Egg = ".egg";
    private const long LargestHeader = 16 << 20;

    /// <summary>Reads one folder of packages.</summary>
    private sealed class FolderReader(
        string folder,
        List<InstalledDistribution> all,
        List<BrokenDistribution> broken
    )
    {
        private readonly List<string> _distInfos = [];
        private readonly List<string> _eggs = [];

        public void Read()
        {
            using var handle = DirectoryHandle.TryOpen(folder, out var error);
            if (handle is null)
            {
                // Taking any other failure for absence would show an environment as empty.
                if (error is not (ErrorNumber.NotFound or ErrorNumber.NotDirectory))
                {
                    throw new StorageException("list folder", folder, error);
                }

                return;
            }

            handle.VisitEntries(
                this,
                static (reader, name, _) =>
                {
                    // Most names are neither: no text is made of them.
                    if (name.EndsWith(".dist-info"u8))
                    {
                        reader._distInfos.Add(Encoding.UTF8.GetString(name));
                    }
                    else if (
                        name.EndsWith(".egg-info"u8)
                        || name.EndsWith(".egg-link"u8)
                        || name.EndsWith(".egg"u8)
                    )
                    {
                        reader._eggs.Add(Encoding.UTF8.GetString(name));
                    }
                }
            );
            var first = all.Count;
            foreach (var name in _distInfos)
            {
                AddDistInfo(handle, name);
            }

            if (_eggs.Count > 0)
            {
                AddEggs(handle, first);
            }
        }

        private void AddDistInfo(DirectoryHandle handle, string entry)
        {
            // pip renames what it is about to remove to `~NAME`.
            if (entry.StartsWith('~'))
            {
                return;
            }

            var stem = entry.AsSpan(0, entry.Length - DistInfo.Length);
            var path = Path.Join(folder, entry);
            var metadata = Path.Join(path, "METADATA");
            if (!handle.TryStatus($"{entry}/METADATA", out var status, followLinks: true) || !status.IsFile)
            {
                if (handle.TryStatus(entry, out var self, followLinks: true) && self.IsDirectory)
                {
                    broken.Add(new(InfoName.NameOnly(stem), path, "`METADATA` file not found"));
                }

                return;
            }

            var isPlain = stem[(stem.IndexOf('-') + 1)..].IndexOf('_') < 0;
            if (isPlain && InfoName.TryParse(stem, out var name, out var version))
            {
                all.Add(new(name, version, InstalledForm.DistInfo, path, metadata));
            }
            else if (
                TryReadHeader(metadata, out name, out version)
                || InfoName.TryParse(stem, out name, out version)
            )
            {
                all.Add(new(name, version, InstalledForm.DistInfo, path, metadata));
            }
            else
            {
                broken.Add(new(InfoName.NameOnly(stem), path, "its metadata has no valid name and version"));
            }
        }

        private void AddEggs(DirectoryHandle handle, int first)
        {
            var known = new HashSet<PackageName>();
            for (var i = first; i < all.Count; i++)
            {
                known.Add(all[i].Name);
            }

            foreach (var entry in _eggs)
            {
                var distribution = entry.EndsWith(EggLink, StringComparison.Ordinal)
                    ? TryReadLink(entry)
                    : TryReadEgg(handle, entry);
                if (distribution is null)
                {
                    continue;
                }

                // An egg-info beside a dist-info of the same name came with its wheel: it is a file of that, no more.
                if (distribution.Form == InstalledForm.EggLink || !known.Contains(distribution.Name))
                {
                    all.Add(distribution);
                }
            }
        }

        private InstalledDistribution? TryReadEgg(DirectoryHandle handle, string entry)
        {
            // Reading anything else, such as a pipe, could wait for ever.
            if (
                !handle.TryStatus(entry, out var status, followLinks: true)
                || !(status.IsDirectory || status.IsFile)
            )
            {
                return null;
            }

            var path = Path.Join(folder, entry);
            var isEgg = entry.EndsWith(Egg, StringComparison.Ordinal);
            var form =
                isEgg ? InstalledForm.Egg
                : status.IsDirectory ? InstalledForm.EggInfoFolder
                : InstalledForm.EggInfoFile;
            var metadata =
                isEgg ? Path.Join(path, "EGG-INFO", "PKG-INFO")
                : status.IsDirectory ? Path.Join(path, "PKG-INFO")
                : path;
            var stem = entry.AsSpan(0, entry.Length - (isEgg ? Egg.Length : EggInfo.Length));
            if (
                TryReadHeader(metadata, out var name, out var version)
                || TryParseEgg(stem, out name, out version)
            )
            {
                return new InstalledDistribution(name, version, form, path, metadata);
            }

            broken.Add(new(InfoName.NameOnly(stem), path, "its metadata has no valid name and version"));
            return null;
        }

        /// <summary><c>NAME-VERSION[-pyX.Y[-PLATFORM]]</c>; in these, dashes of name and version are underscores.</summary>
        private static bool TryParseEgg(
            ReadOnlySpan<char> stem,
            out PackageName name,
            out PackageVersion version
        )
        {
            Span<Range> parts = stackalloc Range[5];
            version = default;
            var count = stem.Split(parts, '-');
            return PackageName.TryParse(stem[parts[0]], out name)
                && count >= 2
                && InfoName.TryParseVersion(stem[parts[1]], out version);
        }

        /// <summary>The first line of an egg-link is the source tree; beside it lies the egg-info.</summary>
        private InstalledDistribution? TryReadLink(string entry)
        {
            var path = Path.Join(folder, entry);
            var stem = entry[..^EggLink.Length];
            var text = FileContent.ReadIfPossible(path, 1 << 20) is { } bytes
                ? FileContent.TextOf(bytes)
                : "";
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            var source = (end < 0 ? text : text[..end]).Trim();
            if (source.Length > 0)
            {
                source = Path.GetFullPath(source, folder);
                foreach (var candidate in EggInfosOf(source, stem))
                {
                    var metadata = Path.Join(candidate, "PKG-INFO");
                    if (TryReadHeader(metadata, out var name, out var version))
                    {
                        return new InstalledDistribution(name, version, InstalledForm.EggLink, path, metadata)
                        {
                            SourceFolder = source,
                        };
                    }
                }
            }

            broken.Add(new(InfoName.NameOnly(stem), path, $"it leads to no source tree: {source}"));
            return null;
        }

        private static IEnumerable<string> EggInfosOf(string source, string stem)
        {
            yield return Path.Join(source, stem + EggInfo);
            yield return Path.Join(source, stem.Replace('-', '_') + EggInfo);
            using var handle = DirectoryHandle.TryOpen(source);
            foreach (var entry in handle?.ReadEntries() ?? [])
            {
                if (
                    entry.Name.EndsWith(EggInfo, StringComparison.Ordinal)
                    && InfoName.NameOnly(entry.Name.AsSpan(0, entry.Name.Length - EggInfo.Length))
                        == InfoName.NameOnly(stem)
                )
                {
                    yield return Path.Join(source, entry.Name);
                }
            }
        }

        private static bool TryReadHeader(string path, out PackageName name, out PackageVersion version)
        {
            name = default;
            version = default;
            if (FileContent.ReadIfPossible(path, LargestHeader) is not { } bytes)
            {
                return false;
            }

            var (hasName, hasVersion) = (false, false);
            var reader = new HeaderReader(bytes);
            while (!(hasName && hasVersion) && reader.Read())
            {
                if (!hasName && reader.Is("name"u8))
                {
                    hasName = PackageName.TryParse(Encoding.UTF8.GetString(reader.Value), out name);
                }
                else if (!hasVersion && reader.Is("version"u8))
                {
                    hasVersion = PackageVersion.TryParse(reader.Value, out version);
                }
            }

            return hasName && hasVersion;
        }
    }
}
