using Krait.Storage;

namespace Krait.Installer;

/// <summary>
/// A folder tree on one file system in which a transaction works. What is under way lies in <c>.krait</c> at its top:
/// <c>stage</c> mirrors the tree with what is to come, <c>trash</c> holds what is to go, under numbers.
/// </summary>
internal sealed class TransactionArea : IDisposable
{
    public const string WorkName = ".krait";
    public const string StagePath = WorkName + "/stage";
    public const string TrashPath = WorkName + "/trash";
    private DirectoryHandle? _stage;
    private DirectoryHandle? _trash;

    private TransactionArea(string path, DirectoryHandle root, ulong device)
    {
        Path = path;
        Root = root;
        Device = device;
    }

    /// <summary>The canonical path: no link in it.</summary>
    public string Path { get; }

    public DirectoryHandle Root { get; }

    public ulong Device { get; }

    public DirectoryHandle Stage => _stage ??= Prepare(StagePath);

    public DirectoryHandle Trash => _trash ??= Prepare(TrashPath);

    /// <summary>Whether anything is staged.</summary>
    public bool HasStage => _stage is not null;

    /// <summary>Opens the folder, making it where it is missing.</summary>
    public static TransactionArea Open(string path)
    {
        var root = DirectoryHandle.OpenOrCreate(path);
        try
        {
            var canonical = CanonicalPath.Of(root);
            if (!root.TryStatus(".", out var status))
            {
                throw new StorageException("look at", path, ErrorNumber.InputOutput);
            }

            return new(canonical, root, status.Identity.Device);
        }
        catch
        {
            root.Dispose();
            throw;
        }
    }

    /// <summary>Removes all that is under way. Errors are left to the next transaction: nothing of it is visible.</summary>
    public void Clear()
    {
        CloseWork();
        try
        {
            if (Root.Contains(WorkName))
            {
                Root.RemoveTree(WorkName);
            }
        }
        catch (StorageException)
        {
            // It stays as it is; whoever works here next finds it and tries again.
            return;
        }
    }

    public void Dispose()
    {
        CloseWork();
        Root.Dispose();
    }

    private void CloseWork()
    {
        _stage?.Dispose();
        _trash?.Dispose();
        _stage = null;
        _trash = null;
    }

    private DirectoryHandle Prepare(string relative)
    {
        _ = Root.CreateDirectory(WorkName);
        _ = Root.CreateDirectory(relative);
        return Root.OpenDirectory(relative);
    }
}
