namespace Krait.Storage;

/// <summary>
/// A file, folder or link could not be read, made, changed or removed. The message names what was tried, the path
/// and the operating system's reason.
/// </summary>
public sealed class StorageException : KraitException
{
    internal StorageException(string action, string path, ErrorNumber error, Exception? cause = null)
        : base($"failed to {action} `{path}`: {ReasonOf(error, cause)}", cause)
    {
        Error = error;
        Path = path;
        ExitCode = 2;
        if (HintFor(error, cause) is { } hint)
        {
            Hints = [hint];
        }
    }

    /// <summary>What was worked on, as the caller named it.</summary>
    public string Path { get; }

    internal ErrorNumber Error { get; }

    /// <summary>Maps what the base library throws for file work to an exception of this family.</summary>
    internal static StorageException From(string action, string path, Exception cause) =>
        new(action, path, NumberOf(cause), cause);

    internal static ErrorNumber NumberOf(Exception cause) =>
        cause switch
        {
            StorageException storage => storage.Error,
            FileNotFoundException or DirectoryNotFoundException => ErrorNumber.NotFound,
            UnauthorizedAccessException => ErrorNumber.AccessDenied,
            PathTooLongException => ErrorNumber.NameTooLong,
            // Elsewhere than on Windows the result code is the system's own number.
            _ when !OperatingSystem.IsWindows() && cause.HResult is > 0 and < 4096 => (ErrorNumber)
                cause.HResult,
            _ => (cause.HResult & 0xFFFF) switch
            {
                80 or 183 => ErrorNumber.Exists,
                145 => ErrorNumber.NotEmpty,
                112 or 39 => ErrorNumber.NoSpace,
                32 or 33 => ErrorNumber.Busy,
                17 => ErrorNumber.CrossDevice,
                _ => ErrorNumber.InputOutput,
            },
        };

    /// <summary>The operating system's reason in words, with its number.</summary>
    internal static string ReasonOf(ErrorNumber error, Exception? cause = null)
    {
        var text = error switch
        {
            ErrorNumber.NotPermitted => "Operation not permitted",
            ErrorNumber.NotFound => "No such file or directory",
            ErrorNumber.AccessDenied => "Permission denied",
            ErrorNumber.InputOutput when IsCertain(cause) => "Input/output error",
            ErrorNumber.OutOfMemory => "Cannot allocate memory",
            ErrorNumber.TooManyFilesInSystem => "Too many open files in system",
            ErrorNumber.TooManyFiles => "Too many open files",
            ErrorNumber.FileTooLarge => "File too large",
            ErrorNumber.TextFileBusy => "Text file busy",
            ErrorNumber.Busy => "Device or resource busy",
            ErrorNumber.Exists => "File exists",
            ErrorNumber.CrossDevice => "Invalid cross-device link",
            ErrorNumber.NotDirectory => "Not a directory",
            ErrorNumber.IsDirectory => "Is a directory",
            ErrorNumber.Invalid => "Invalid argument",
            ErrorNumber.NoSpace => "No space left on device",
            ErrorNumber.ReadOnlyFileSystem => "Read-only file system",
            ErrorNumber.TooManyLinks => "Too many links",
            ErrorNumber.NameTooLong => "File name too long",
            ErrorNumber.NotEmpty => "Directory not empty",
            ErrorNumber.LinkLoop => "Too many levels of symbolic links",
            ErrorNumber.QuotaExceeded => "Disk quota exceeded",
            _ => null,
        };
        return text is null ? cause?.Message ?? $"os error {(int)error}" : $"{text} (os error {(int)error})";
    }

    /// <summary>Whether the number was the system's, not the one that stands for all that the base library does not tell.</summary>
    private static bool IsCertain(Exception? cause) =>
        cause is null || cause.HResult == (int)ErrorNumber.InputOutput;

    private static string? HintFor(ErrorNumber error, Exception? cause) =>
        error switch
        {
            ErrorNumber.NoSpace or ErrorNumber.QuotaExceeded =>
                "Free some space on the file system and run the command again; nothing was changed",
            ErrorNumber.TooManyFiles =>
                "Raise the limit on open files (`ulimit -n`) and run the command again",
            ErrorNumber.FileTooLarge =>
                "The file system, or a limit on file sizes (`ulimit -f`), does not allow files of this size",
            ErrorNumber.ReadOnlyFileSystem => "The file system is read-only; choose another place",
            ErrorNumber.InputOutput when IsCertain(cause) =>
                "The disk, or the connection to it, may be failing; the system's log may tell more",
            ErrorNumber.TextFileBusy or ErrorNumber.Busy =>
                "A program is using it; end that program and run the command again",
            ErrorNumber.AccessDenied or ErrorNumber.NotPermitted =>
                "Check who owns the path and its permissions, or choose another place",
            _ => null,
        };
}
