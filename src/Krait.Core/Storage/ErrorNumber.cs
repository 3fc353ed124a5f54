namespace Krait.Storage;

/// <summary>The errors of the operating system that callers tell apart (Linux numbers; other systems are mapped to them).</summary>
internal enum ErrorNumber
{
    None = 0,
    NotPermitted = 1,
    NotFound = 2,
    Interrupted = 4,
    InputOutput = 5,
    BadDescriptor = 9,
    NoChild = 10,
    TryAgain = 11,
    OutOfMemory = 12,
    AccessDenied = 13,
    Busy = 16,
    Exists = 17,
    CrossDevice = 18,
    NotDirectory = 20,
    IsDirectory = 21,
    Invalid = 22,
    NotTerminal = 25,
    TextFileBusy = 26,
    NoSpace = 28,
    ReadOnlyFileSystem = 30,
    TooManyLinks = 31,
    BrokenPipe = 32,
    NameTooLong = 36,
    NotImplemented = 38,
    NotEmpty = 39,
    LinkLoop = 40,
    NotSupported = 95,
    QuotaExceeded = 122,
}
