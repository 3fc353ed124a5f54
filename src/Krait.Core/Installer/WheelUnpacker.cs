using System.Text;
using Krait.Archives;
using Krait.Metadata;
using Krait.Storage;
using Krait.Tags;

namespace Krait.Installer;

/// <summary>
/// Unpacks one wheel into a store entry: checks that it is what its name says, sorts its files by scheme, writes each once
/// while hashing it, holds the hashes against RECORD, and writes the manifest last. Implements the binary distribution format
/// (PEP 427) as far as it does not depend on the environment.
/// </summary>
internal sealed class WheelUnpacker(
    ArchiveBytes archive,
    WheelFileName name,
    DirectoryHandle entry,
    RecordPolicy recordPolicy,
    ICollection<string> warnings,
    WorkerSlots? workers
)
{
    private readonly DirectoryHandle?[] _folders = new DirectoryHandle?[Schemes.Count];
    private readonly HashSet<(Scheme, string)> _made = [];

    /// <summary>Whether the wheel may say another version than its file name does.</summary>
    public bool AllowsOtherVersions { get; init; }

    /// <param name="check">Called with the wheel's metadata before anything is written.</param>
    public void Unpack(Action<CoreMetadata>? check)
    {
        try
        {
            var zip = ZipReader.Open(archive);
            var contents = WheelContents.Read(zip, name, AllowsOtherVersions);
            check?.Invoke(contents.Metadata);
            var manifest = contents.CreateManifest();
            Extract(zip, contents, manifest);
            contents.Record.ReportDifferences(name.Name.Value, recordPolicy, warnings);
            entry.CreateFile(InfoFiles.Installer, InfoFiles.InstallerName);
            entry.CreateFile(InfoFiles.Requested, []);
            entry.CreateFile(WheelManifest.FileName, manifest.Build(TimeOf(InfoFiles.Requested)));
        }
        catch (ArchiveException e)
        {
            throw Invalid(e.Message, e.InnerException);
        }
        catch (InvalidWheelException e)
        {
            throw Invalid(e.Message, e.InnerException, e.Hints);
        }
        finally
        {
            foreach (var folder in _folders)
            {
                folder?.Dispose();
            }
        }
    }

    /// <summary>When a file was written, by the clock that all files of the entry were stamped with.</summary>
    private long TimeOf(string file) =>
        entry.TryStatus(file, out var status)
            ? status.Identity.ModifiedNanoseconds
            : throw new StorageException("look at", entry.PathOf(file), ErrorNumber.NotFound);

    private DistributionException Invalid(
        string reason,
        Exception? cause,
        IReadOnlyList<string>? hints = null
    ) =>
        new($"Failed to read `{name.Text}`", new DistributionException(reason, cause))
        {
            ExitCode = 1,
            Hints = hints ?? [],
        };

    /// <summary>
    /// Folders are made and places found in the order of the archive, and so is what was written held against RECORD; the
    /// writing between is shared with workers that have nothing else to do.
    /// </summary>
    private void Extract(ZipReader zip, WheelContents contents, WheelManifestBuilder manifest)
    {
        var files = new List<UnpackedFile>();
        for (var i = 0; i < zip.Entries.Length; i++)
        {
            var member = zip.Entries[i];
            if (member.IsDirectory || !contents.TryPlace(zip.Name(i), out var scheme, out var path))
            {
                continue;
            }

            MakeFolders(scheme, path, manifest);
            files.Add(new(i, scheme, path, member.Size, member.IsExecutable || scheme == Scheme.Scripts));
            _ = Folder(scheme);
        }

        new WheelExtraction(zip, _folders, files).Run(workers);
        foreach (var file in files)
        {
            contents.Record.Check(zip, file.Member, file.Hash);
            manifest.AddFile(file.Scheme, file.Kind, Encoding.UTF8.GetBytes(file.Path), file.Size, file.Hash);
        }
    }

    private void MakeFolders(Scheme scheme, string path, WheelManifestBuilder manifest)
    {
        var end = path.LastIndexOf('/');
        if (end < 0 || _made.Contains((scheme, path[..end])))
        {
            return;
        }

        for (var at = path.IndexOf('/', StringComparison.Ordinal); at >= 0; at = path.IndexOf('/', at + 1))
        {
            var folder = path[..at];
            if (_made.Add((scheme, folder)))
            {
                _ = Folder(scheme).CreateDirectoryBeneath(folder);
                manifest.AddDirectory(scheme, Encoding.UTF8.GetBytes(folder));
            }
        }
    }

    private DirectoryHandle Folder(Scheme scheme)
    {
        if (_folders[(int)scheme] is { } open)
        {
            return open;
        }

        _ = entry.CreateDirectory(scheme.FolderName());
        return _folders[(int)scheme] = entry.OpenDirectory(scheme.FolderName());
    }
}
