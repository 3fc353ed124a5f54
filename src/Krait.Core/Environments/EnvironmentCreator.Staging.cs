using Krait.Pythons;
using Krait.Storage;

namespace Krait.Environments;

public static partial class EnvironmentCreator
{
    private static void CreateNew(EnvironmentOptions options, CancellationToken cancellation)
    {
        var parentPath = Path.GetDirectoryName(options.Path) ?? "/";
        var made = MissingFolder(parentPath);
        try
        {
            using var parent = OpenParent(parentPath);
            var name = Path.GetFileName(options.Path);
            Stage(
                parent,
                name,
                options,
                staged =>
                {
                    // Whoever was faster keeps the place.
                    var error = parent.TryRename(staged, parent, name, RenameOptions.KeepExisting);
                    if (
                        error is ErrorNumber.Invalid or ErrorNumber.NotImplemented or ErrorNumber.NotSupported
                    )
                    {
                        error = parent.TryRename(staged, parent, name);
                    }

                    if (error is ErrorNumber.Exists or ErrorNumber.NotEmpty)
                    {
                        throw Failure(
                            $"A virtual environment already exists at: {options.Shown}",
                            "Use the `--clear` flag or set `KRAIT_VENV_CLEAR=1` to replace the existing virtual environment"
                        );
                    }

                    Throw(error, options);
                },
                cancellation
            );
        }
        catch when (made is not null)
        {
            RemoveEmptyFolders(parentPath, made);
            throw;
        }
    }

    private static DirectoryHandle OpenParent(string path)
    {
        try
        {
            return DirectoryHandle.OpenOrCreate(path);
        }
        catch (StorageException e)
        {
            throw new EnvironmentException(
                "Failed to create virtual environment",
                new KraitException(e.Message)
            )
            {
                ExitCode = 2,
                Hints = e.Hints,
            };
        }
    }

    /// <summary>
    /// Builds the environment in a folder of its own inside <paramref name="parent"/> and hands its name on to be moved.
    /// The folder is locked while it is built: one that nobody holds is the rest of a crash, and is used again.
    /// </summary>
    private static void Stage(
        DirectoryHandle parent,
        string name,
        EnvironmentOptions options,
        Action<string> commit,
        CancellationToken cancellation
    )
    {
        var staged = StagingPrefix + name;
        if (staged.Length > 255)
        {
            staged =
                StagingPrefix
                + Fingerprint.Text(Fingerprint.Hash64(System.Text.Encoding.UTF8.GetBytes(name)));
        }

        var root = Claim(parent, ref staged);
        try
        {
            using (root)
            {
                cancellation.ThrowIfCancellationRequested();
                EnvironmentTree.Fill(root, options);
                root.CreateFile(VirtualEnvironmentFile.FileName, EnvironmentConfiguration.Write(options));
                cancellation.ThrowIfCancellationRequested();
                commit(staged);
            }
        }
        catch
        {
            RemoveQuietly(parent, staged);
            throw;
        }
    }

    private static DirectoryHandle Claim(DirectoryHandle parent, ref string staged)
    {
        const int MostAttempts = 32;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var isNew = parent.CreateDirectory(staged);
            if (parent.TryOpenDirectory(staged, followLinks: false, out _) is not { } root)
            {
                // Whoever had it has moved it to its place meanwhile: the name is free again.
                continue;
            }

            if (!root.TryLock())
            {
                // Another process builds the same environment right now.
                root.Dispose();
                staged += $"{Guid.NewGuid():N}"[..8];
                continue;
            }

            // Locked after it was moved it is somebody's environment, not a leftover.
            if (IsCalled(root, parent, staged))
            {
                if (!isNew)
                {
                    root.RemoveContents();
                }

                return root;
            }

            root.Dispose();
        }

        throw new StorageException("lock", parent.PathOf(staged), ErrorNumber.Busy);
    }

    private static bool IsCalled(DirectoryHandle folder, DirectoryHandle parent, string name) =>
        folder.TryStatus(".", out var own)
        && parent.TryStatus(name, out var named)
        && (own.Identity.Device, own.Identity.Inode) == (named.Identity.Device, named.Identity.Inode);

    /// <summary>Puts an environment into a folder that stays: made inside it, moved up name by name, its file last.</summary>
    private static void FillInside(
        EnvironmentOptions options,
        DirectoryHandle folder,
        CancellationToken cancellation
    )
    {
        Stage(
            folder,
            "tree",
            options,
            staged =>
            {
                using var tree = folder.OpenDirectory(staged);
                MoveInto(tree, folder, isTop: true);
                var name = VirtualEnvironmentFile.FileName;
                tree.Rename(name, folder, name);
                Throw(folder.TryRemoveDirectory(staged), options);
            },
            cancellation
        );
        foreach (var entry in folder.ReadEntries())
        {
            if (entry.Name.StartsWith(StagingPrefix, StringComparison.Ordinal))
            {
                RemoveQuietly(folder, entry.Name);
            }
        }
    }

    private static void MoveInto(DirectoryHandle source, DirectoryHandle target, bool isTop)
    {
        foreach (var entry in source.ReadEntries())
        {
            if (isTop && entry.Name == VirtualEnvironmentFile.FileName)
            {
                continue;
            }

            if (
                entry.Kind == EntryKind.Directory
                && target.TryOpenDirectory(entry.Name, followLinks: true, out _) is { } existing
            )
            {
                using (existing)
                using (var inner = source.OpenDirectory(entry.Name))
                {
                    MoveInto(inner, existing, isTop: false);
                }

                Throw(source.TryRemoveDirectory(entry.Name), source.PathOf(entry.Name));
                continue;
            }

            var isKept =
                entry.Kind == EntryKind.SymbolicLink
                && target.TryStatus(entry.Name, out var status)
                && status.IsDirectory;
            if (isKept)
            {
                // `lib64` of some environments is a folder of its own: it keeps its packages.
                source.Unlink(entry.Name);
            }
            else
            {
                source.Rename(entry.Name, target, entry.Name);
            }
        }
    }

    /// <summary>Replaces a whole folder: the new one takes its place in one step, then the old one goes.</summary>
    private static void Replace(
        EnvironmentOptions options,
        string real,
        DirectoryHandle folder,
        CancellationToken cancellation
    )
    {
        var parentPath = Path.GetDirectoryName(real);
        if (parentPath is null || Contains(real, options.WorkingDirectory))
        {
            Empty(folder);
            FillInside(options, folder, cancellation);
            return;
        }

        using var parent = DirectoryHandle.Open(parentPath);
        var name = Path.GetFileName(real);
        var isInPlace = false;
        Stage(
            parent,
            name,
            options,
            staged =>
            {
                var error = parent.TryRename(staged, parent, name, RenameOptions.Exchange);
                if (error == ErrorNumber.None)
                {
                    parent.RemoveTree(staged);
                    return;
                }

                if (error == ErrorNumber.Busy)
                {
                    // A mount point cannot be moved.
                    isInPlace = true;
                    RemoveQuietly(parent, staged);
                    return;
                }

                var aside = staged + "-old";
                parent.Rename(name, parent, aside);
                parent.Rename(staged, parent, name);
                parent.RemoveTree(aside);
            },
            cancellation
        );
        if (isInPlace)
        {
            Empty(folder);
            FillInside(options, folder, cancellation);
        }
    }

    /// <summary>Empties an environment; the file that makes it one goes last, so that it can be cleared again.</summary>
    private static void Empty(DirectoryHandle folder)
    {
        foreach (var entry in folder.ReadEntries())
        {
            if (entry.Name != VirtualEnvironmentFile.FileName)
            {
                folder.RemoveTree(entry.Name);
            }
        }

        folder.Unlink(VirtualEnvironmentFile.FileName);
    }

    private static bool Contains(string folder, string? path) =>
        path is not null && (path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal));

    private static string? MissingFolder(string path)
    {
        string? missing = null;
        for (var at = path; at is not null && !FileStatus.TryGet(at, out _); at = Path.GetDirectoryName(at))
        {
            missing = at;
        }

        return missing;
    }

    private static void RemoveEmptyFolders(string path, string top)
    {
        for (var at = path; at.Length >= top.Length; at = Path.GetDirectoryName(at)!)
        {
            using var parent = DirectoryHandle.TryOpen(Path.GetDirectoryName(at) ?? "/");
            if (parent is null || parent.TryRemoveDirectory(Path.GetFileName(at)) != ErrorNumber.None)
            {
                return;
            }
        }
    }

    private static void RemoveQuietly(DirectoryHandle parent, string name)
    {
        try
        {
            parent.RemoveTree(name);
        }
        catch (StorageException)
        {
            // The first failure is the one to report; the rest is used again next time.
        }
    }

    private static void Throw(ErrorNumber error, EnvironmentOptions options) => Throw(error, options.Shown);

    private static void Throw(ErrorNumber error, string path)
    {
        if (error != ErrorNumber.None)
        {
            throw new StorageException("create", path, error);
        }
    }
}
