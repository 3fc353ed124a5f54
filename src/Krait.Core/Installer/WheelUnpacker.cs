using System.Buffers;
using System.Security.Cryptography;
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
    ReadOnlyMemory<byte> archive,
    WheelFileName name,
    DirectoryHandle entry,
    RecordPolicy recordPolicy,
    ICollection<string> warnings
)
{
    private const int WholeLimit = 4 << 20;
    private const int ChunkSize = 256 << 10;
    private const int FileMode = 0x1B6;
    private const int ExecutableMode = 0x1FF;
    private readonly DirectoryHandle?[] _folders = new DirectoryHandle?[Schemes.Count];
    private readonly HashSet<(Scheme, string)> _made = [];

    /// <param name="check">Called with the wheel's metadata before anything is written.</param>
    public void Unpack(Action<CoreMetadata>? check)
    {
        try
        {
            var zip = ZipReader.Open(archive);
            var contents = WheelContents.Read(zip, name);
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
            throw Invalid(e.Message, e.InnerException);
        }
        finally
        {
            foreach (var folder in _folders)
            {
                folder?.Dispose();
            }
        }
    }

    /// <summary>When a file was written, in seconds, rounded up.</summary>
    private long TimeOf(string file)
    {
        const long Second = 1_000_000_000;
        return entry.TryStatus(file, out var status)
            ? (status.Identity.ModifiedNanoseconds / Second) + 1
            : throw new StorageException("look at", entry.PathOf(file), ErrorNumber.NotFound);
    }

    private DistributionException Invalid(string reason, Exception? cause) =>
        new($"Failed to read `{name.Text}`", new DistributionException(reason, cause)) { ExitCode = 1 };

    private void Extract(ZipReader zip, WheelContents contents, WheelManifestBuilder manifest)
    {
        Span<byte> hash = stackalloc byte[32];
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            for (var i = 0; i < zip.Entries.Length; i++)
            {
                var member = zip.Entries[i];
                if (member.IsDirectory || !contents.TryPlace(zip.Name(i), out var scheme, out var path))
                {
                    continue;
                }

                MakeFolders(scheme, path, manifest);
                if (member.Size > buffer.Length && member.Size <= WholeLimit)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = ArrayPool<byte>.Shared.Rent((int)member.Size);
                }

                var isExecutable = member.IsExecutable || scheme == Scheme.Scripts;
                var mode = isExecutable ? ExecutableMode : FileMode;
                var isNeutral =
                    member.Size <= buffer.Length
                        ? WriteWhole(zip, i, scheme, path, mode, buffer.AsSpan(0, (int)member.Size), hash)
                        : WriteChunks(zip, i, scheme, path, mode, buffer, hash);
                contents.Record.Check(zip, i, hash);
                var kind =
                    isNeutral && scheme == Scheme.Scripts ? ManifestKind.NeutralScript
                    : isExecutable ? ManifestKind.Executable
                    : ManifestKind.File;
                manifest.AddFile(scheme, kind, Encoding.UTF8.GetBytes(path), member.Size, hash);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Returns whether it begins as a neutral script.</summary>
    private bool WriteWhole(
        ZipReader zip,
        int index,
        Scheme scheme,
        string path,
        int mode,
        Span<byte> content,
        Span<byte> hash
    )
    {
        zip.ReadAll(index, content);
        SHA256.HashData(content, hash);
        Folder(scheme).CreateFile(Encoding.UTF8.GetBytes(path + "\0"), content, mode);
        return Shebang.IsNeutral(content);
    }

    private bool WriteChunks(
        ZipReader zip,
        int index,
        Scheme scheme,
        string path,
        int mode,
        byte[] buffer,
        Span<byte> hash
    )
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = Folder(scheme).CreateFile(path, mode);
        using var member = zip.OpenMember(index);
        var isNeutral = false;
        long position = 0;
        for (int count; (count = member.Read(buffer)) > 0; position += count)
        {
            var chunk = buffer.AsSpan(0, count);
            isNeutral |= position == 0 && Shebang.IsNeutral(chunk);
            sum.AppendData(chunk);
            try
            {
                RandomAccess.Write(file, chunk, position);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw StorageException.From("write", Folder(scheme).PathOf(path), e);
            }
        }

        _ = sum.GetHashAndReset(hash);
        return isNeutral;
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
                _ = Folder(scheme).CreateDirectory(folder);
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
