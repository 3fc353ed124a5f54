using System.Buffers;
using System.Text;
using Krait.Storage;

namespace Krait.Installer;

/// <summary>
/// Brings wheels from the store to the stage of a transaction. All that a distribution needs is made there: links to the
/// files of the store, scripts, RECORD. One object a thread; all share the <paramref name="folders"/>.
/// </summary>
/// <param name="folders">The folders of the stage, prepared for every wheel.</param>
/// <param name="target">What the wheels are installed into.</param>
/// <param name="linker">How files come there.</param>
/// <param name="plan">
/// Told of files that several wheels bring; null where other threads stage too: then such files throw
/// <see cref="StageConflictException"/>, since the order of the wheels decides which stays.
/// </param>
internal sealed class WheelStager(
    StageFolders folders,
    InstallTarget target,
    FileLinker linker,
    SwitchPlan? plan
)
{
    private const int SmallContent = 64 << 10;
    private readonly string _shebang = target.IsRelocatable
        ? Shebang.Relative(target.Interpreter)
        : Shebang.For(target.Interpreter);
    private readonly ArrayBufferWriter<byte> _text = new(64 * 1024);

    /// <summary>Stages one wheel. Throws <see cref="DamagedWheelException"/> when the store entry is not whole.</summary>
    public void Stage(WheelInstallation installation)
    {
        var manifest = installation.Wheel.Manifest;
        var rows = new List<byte[]>();
        var index = 0;
        for (var scheme = Scheme.Site; (int)scheme < Schemes.Count; scheme++)
        {
            if (manifest.Has(scheme))
            {
                StageScheme(installation, scheme, rows, ref index);
            }
        }

        StageEntryPoints(installation, rows);
        StageInfo(installation, rows);
    }

    private void StageScheme(WheelInstallation installation, Scheme scheme, List<byte[]> rows, ref int index)
    {
        var wheel = installation.Wheel;
        var stage = FolderOf(installation, scheme);
        using var source =
            PresentFolder.Open(wheel.Folder, scheme.FolderName(), followLinks: false)
            ?? throw new DamagedWheelException(wheel.Hash, scheme.FolderName());
        foreach (var entry in wheel.Manifest.Entries(scheme))
        {
            if (entry.IsDirectory)
            {
                _ = stage.Handle.CreateDirectory(entry.Path);
                continue;
            }

            if (entry.Kind == ManifestKind.NeutralScript)
            {
                CheckUnchanged(wheel, source, entry, index);
                var name = Encoding.UTF8.GetString(entry.Name);
                var script =
                    source.TryReadFile(name)
                    ?? throw new DamagedWheelException(wheel.Hash, $"scripts/{name}");
                script = Shebang.Rewrite(script, target.Interpreter, target.IsRelocatable);
                CreateScript(stage, name, script, rows, installation);
                index++;
                continue;
            }

            Link(installation, source, entry, stage, index);
            if (scheme != Scheme.Site)
            {
                var path = Path.Join(stage.Path, Encoding.UTF8.GetString(entry.Name));
                var size = wheel.Manifest.FileSize(index, out var hash);
                rows.Add(RecordText.Row(CanonicalPath.Relative(SiteOf(installation), path), hash, size));
            }

            index++;
        }
    }

    private void Link(
        WheelInstallation installation,
        DirectoryHandle source,
        ManifestEntry entry,
        StageFolder stage,
        int index
    )
    {
        var stored = CheckUnchanged(installation.Wheel, source, entry, index);
        // Names of one file share its permission bits. Where it was unpacked under another umask a link would bring those.
        var isShareable =
            linker.Mode != LinkMode.Hardlink || stored == (entry.Mode & folders.Permissions) || stored == 0;
        var error = isShareable
            ? linker.TryLink(source, entry.Path, stage.Handle, entry.Path, entry.Mode)
            : linker.TryCopy(source, entry.Path, stage.Handle, entry.Path, entry.Mode);
        switch (error)
        {
            case ErrorNumber.None:
                return;
            case ErrorNumber.Exists:
                Replace(installation, source, entry, stage, index);
                return;
            case ErrorNumber.NotDirectory or ErrorNumber.IsDirectory when plan is null:
                throw new StageConflictException();
            case ErrorNumber.NotFound:
                throw new DamagedWheelException(installation.Wheel.Hash, Encoding.UTF8.GetString(entry.Name));
            default:
                var path = Path.Join(stage.Path, Encoding.UTF8.GetString(entry.Name));
                throw new StorageException("install", path, error);
        }
    }

    /// <summary>
    /// A stored file that somebody wrote to, perhaps through a hard link in another environment, must not come into this
    /// one. Size and time tell; where they are in doubt (a cache that was copied) the content does. Returns the stored file's
    /// permission bits, 0 where they are not known.
    /// </summary>
    private static int CheckUnchanged(
        StoredWheel wheel,
        DirectoryHandle source,
        ManifestEntry entry,
        int index
    )
    {
        var size = wheel.Manifest.FileSize(index, out var hash);
        if (source.TryStatus(entry.Path, out var status) != ErrorNumber.None)
        {
            // What is wrong shows when it is linked.
            return 0;
        }

        if (
            status.IsFile
            && status.Size == size
            && status.Identity.ModifiedNanoseconds <= wheel.Manifest.MadeAt
        )
        {
            return status.Mode;
        }

        var name = Encoding.UTF8.GetString(entry.Name);
        if (!IsSame(source, name, size, hash))
        {
            throw new DamagedWheelException(wheel.Hash, name);
        }

        return status.Mode;
    }

    /// <summary>Two wheels of this transaction bring a file of one name: the later one wins, and it is told if they differ.</summary>
    private void Replace(
        WheelInstallation installation,
        DirectoryHandle source,
        ManifestEntry entry,
        StageFolder stage,
        int index
    )
    {
        var name = Encoding.UTF8.GetString(entry.Name);
        var size = installation.Wheel.Manifest.FileSize(index, out var hash);
        if (IsSame(stage.Handle, name, size, hash))
        {
            return;
        }

        Override(installation, stage, name);
        linker.Link(source, name, stage.Handle, name, entry.Mode);
    }

    private static bool IsSame(DirectoryHandle folder, string name, long size, ReadOnlySpan<byte> hash)
    {
        if (!folder.TryStatus(name, out var status) || status.Size != size || status.IsDirectory)
        {
            return false;
        }

        if (folder.TryReadFile(name, limit: long.MaxValue) is not { } content)
        {
            return false;
        }

        Span<byte> present = stackalloc byte[SmallSha256.HashSize];
        if (content.Length <= SmallContent)
        {
            SmallSha256.Hash(content, present);
        }
        else
        {
            _ = System.Security.Cryptography.SHA256.HashData(content, present);
        }

        return present.SequenceEqual(hash);
    }

    private void Override(WheelInstallation installation, StageFolder stage, string name)
    {
        if (plan is null)
        {
            throw new StageConflictException();
        }

        var path = Path.Join(stage.Path, name);
        var error = stage.Handle.TryUnlink(name);
        if (error != ErrorNumber.None)
        {
            throw new DistributionException(
                $"Failed to install `{installation.Name}`: `{path}` is a folder of another package"
            )
            {
                ExitCode = 2,
            };
        }

        plan.Warn($"`{path}` is brought by several packages; that of `{installation.Name}` is used");
    }

    private void StageEntryPoints(WheelInstallation installation, List<byte[]> rows)
    {
        var entryPoints = installation.Wheel.Manifest.EntryPoints;
        if (entryPoints.IsEmpty)
        {
            return;
        }

        var stage = FolderOf(installation, Scheme.Scripts);
        foreach (var (name, module, attribute) in entryPoints)
        {
            var script = ScriptLauncher.Create(_shebang, module, attribute);
            foreach (var file in PipScripts.NamesOf(installation.Name, name, target.PythonVersion))
            {
                CreateScript(stage, file, script, rows, installation);
            }
        }
    }

    private void CreateScript(
        StageFolder stage,
        string name,
        byte[] script,
        List<byte[]> rows,
        WheelInstallation installation
    )
    {
        const int Everybody = 0x1FF;
        try
        {
            stage.Handle.CreateFile(name, script, Everybody);
        }
        catch (StorageException e) when (e.Error == ErrorNumber.Exists)
        {
            if (
                stage.Handle.TryReadFile(name, long.MaxValue) is not { } other
                || !other.AsSpan().SequenceEqual(script)
            )
            {
                Override(installation, stage, name);
                stage.Handle.CreateFile(name, script, Everybody);
            }
        }

        Span<byte> hash = stackalloc byte[SmallSha256.HashSize];
        SmallSha256.Hash(script, hash);
        var path = CanonicalPath.Relative(SiteOf(installation), Path.Join(stage.Path, name));
        rows.Add(RecordText.Row(path, hash, script.Length));
    }

    /// <summary>INSTALLER, REQUESTED, direct_url.json and, last, RECORD.</summary>
    private void StageInfo(WheelInstallation installation, List<byte[]> rows)
    {
        var manifest = installation.Wheel.Manifest;
        var stage = FolderOf(installation, Scheme.Site).Handle;
        var folder = manifest.InfoFolder;
        if (!installation.IsAnonymous)
        {
            LinkInfo(installation, InfoFiles.Installer, InfoFiles.InstallerName);
            rows.Add(InfoFiles.InstallerRow(folder));
        }

        if (installation.IsRequested && !installation.IsAnonymous)
        {
            LinkInfo(installation, InfoFiles.Requested, []);
            rows.Add(InfoFiles.RequestedRow(folder));
        }

        if (installation.DirectUrl is { } url)
        {
            stage.CreateFile($"{folder}/{InfoFiles.DirectUrl}", url);
            Span<byte> hash = stackalloc byte[SmallSha256.HashSize];
            SmallSha256.Hash(url, hash);
            rows.Add(RecordText.Row($"{folder}/{InfoFiles.DirectUrl}", hash, url.Length));
        }

        _text.Clear();
        RecordText.Merge(manifest, rows, _text);
        var mode = manifest.IsRecordExecutable ? 0x1FF : 0x1B6;
        stage.CreateFile($"{folder}/{InfoFiles.Record}", _text.WrittenSpan, mode);
    }

    /// <summary>Brings one of the two files that every entry of the store has beside the wheel's own.</summary>
    private void LinkInfo(WheelInstallation installation, string name, ReadOnlySpan<byte> content)
    {
        var (wheel, stage) = (installation.Wheel, FolderOf(installation, Scheme.Site).Handle);
        var isWhole =
            wheel.Folder.TryStatus(name, out var status)
            && status.IsFile
            && status.Size == content.Length
            && (
                status.Identity.ModifiedNanoseconds <= wheel.Manifest.MadeAt
                || content.SequenceEqual(wheel.Folder.TryReadFile(name))
            );
        if (!isWhole)
        {
            throw new DamagedWheelException(wheel.Hash, name);
        }

        linker.Link(wheel.Folder, name, stage, $"{wheel.Manifest.InfoFolder}/{name}", 0x1B6);
    }

    private string SiteOf(WheelInstallation installation) => FolderOf(installation, Scheme.Site).Path;

    private StageFolder FolderOf(WheelInstallation installation, Scheme scheme) =>
        folders.Of(installation, scheme);
}
