using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Krait.Archives;
using Krait.Storage;

namespace Krait.Installer;

/// <summary>
/// Writes the files of one wheel and hashes them on the way. The thread that calls <see cref="Run"/> works with as many helpers
/// as find free slots; the largest files are begun first, so that none is left for the end. Of several failures the one that
/// counts is that of the file which comes first in that order, whoever met it when.
/// </summary>
internal sealed class WheelExtraction(
    ZipReader zip,
    IReadOnlyList<DirectoryHandle?> folders,
    IReadOnlyList<UnpackedFile> files
)
{
    private const int BufferSize = 256 << 10;

    /// <summary>Less is written before a helper has started.</summary>
    private const long WorthHelp = 512 << 10;

    private readonly Lock _gate = new();
    private readonly int[] _order = OrderOf(files);
    private readonly List<Task> _helpers = [];
    private long _rest = files.Sum(f => f.Size);
    private int _next;
    private int _failed = int.MaxValue;
    private ExceptionDispatchInfo? _failure;

    /// <exception cref="ArchiveException">A member is not what the archive says.</exception>
    /// <exception cref="StorageException">A file cannot be written.</exception>
    public void Run(WorkerSlots? workers)
    {
        Work(workers);

        // A helper is begun by the one thread that waits here, and ends when there is nothing left to take.
        Task.WaitAll([.. _helpers]);
        _failure?.Throw();
    }

    private static int[] OrderOf(IReadOnlyList<UnpackedFile> files)
    {
        var order = new int[files.Count];
        var keys = new (long Size, int Index)[files.Count];
        for (var i = 0; i < order.Length; i++)
        {
            // Small files stay in the order of the archive: they lie side by side there, and so will they in the folder.
            (order[i], keys[i]) = (i, (files[i].Size > BufferSize ? -files[i].Size : 0, i));
        }

        Array.Sort(keys, order);
        return order;
    }

    private void Work(WorkerSlots? workers)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (int at; (at = Interlocked.Increment(ref _next) - 1) < _order.Length; )
            {
                var file = files[_order[at]];
                _ = Interlocked.Add(ref _rest, -file.Size);
                Write(at, file, buffer, workers);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void FindHelp(WorkerSlots? workers)
    {
        if (workers is not null && Interlocked.Read(ref _rest) > WorthHelp && workers.TryEnter())
        {
            _helpers.Add(Task.Run(() => Help(workers)));
        }
    }

    private void Help(WorkerSlots workers)
    {
        try
        {
            Work(null);
        }
        finally
        {
            workers.Leave();
        }
    }

    private void Write(int at, UnpackedFile file, byte[] buffer, WorkerSlots? workers)
    {
        try
        {
            FindHelp(workers);
            if (file.Size <= buffer.Length)
            {
                WriteWhole(file, buffer.AsSpan(0, (int)file.Size));
            }
            else
            {
                WriteChunks(file, buffer, workers);
            }
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                if (at < _failed)
                {
                    (_failed, _failure) = (at, ExceptionDispatchInfo.Capture(e));
                }

                // All that come before are taken already.
                _next = _order.Length;
            }
        }
    }

    private void WriteWhole(UnpackedFile file, Span<byte> content)
    {
        zip.ReadAll(file.Member, content);
        _ = SHA256.HashData(content, file.Hash);
        file.IsNeutral = Shebang.IsNeutral(content);
        FolderOf(file).CreateFileBeneath(file.Path, content, file.Mode);
    }

    private void WriteChunks(UnpackedFile file, byte[] buffer, WorkerSlots? workers)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var handle = FolderOf(file).CreateFileBeneath(file.Path, file.Mode);
        using var member = zip.OpenMember(file.Member);
        long position = 0;
        for (int count; (count = member.Read(buffer)) > 0; position += count)
        {
            var chunk = buffer.AsSpan(0, count);
            if (position == 0)
            {
                file.IsNeutral = Shebang.IsNeutral(chunk);
            }

            sum.AppendData(chunk);
            FolderOf(file).Write(handle, chunk, position, file.Path);
            FindHelp(workers);
        }

        _ = sum.GetHashAndReset(file.Hash);
    }

    private DirectoryHandle FolderOf(UnpackedFile file) => folders[(int)file.Scheme]!;
}
