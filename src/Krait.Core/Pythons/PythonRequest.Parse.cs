using System.Buffers;
using Krait.Storage;

namespace Krait.Pythons;

public abstract partial record PythonRequest
{
    private static readonly SearchValues<char> s_versionStart = SearchValues.Create("0123456789<>=!~");

    /// <summary>
    /// Reads a request in any of its forms: <c>3.12</c>, <c>&gt;=3.11,&lt;3.13</c>, <c>python3.12</c>,
    /// <c>pypy@3.10</c>, <c>cp312</c>, <c>cpython-3.12-linux-x86_64-gnu</c>, a folder, a file, the name of an
    /// executable. Every text is some request. Looks whether a file or folder of that name is there.
    /// </summary>
    /// <exception cref="PythonNotFoundException">A version is named that nothing here supports, or the text holds a NUL.</exception>
    public static PythonRequest Parse(string text, string workingDirectory)
    {
        text = text.Trim();
        if (TryParseKind(text) is { } kind)
        {
            Check(kind.Version);
            return kind;
        }

        if (text.Contains('\0'))
        {
            throw new PythonNotFoundException("A request for a Python cannot contain a NUL character.");
        }

        var path = Path.GetFullPath(text, workingDirectory);
        if (text.Length > 0 && FileStatus.TryGet(path, out var status))
        {
            return status.IsDirectory ? new DirectoryRequest(path, text) : new FileRequest(path, text);
        }

        if (text.Contains('/') || (OperatingSystem.IsWindows() && text.Contains('\\')))
        {
            return new FileRequest(path, text);
        }

        if (TryParseKey(text) is { } key)
        {
            Check(key.Version);
            return key;
        }

        return new NameRequest(text);
    }

    /// <summary>Reads the forms that do not depend on files: for <c>.python-version</c>. Null for all others.</summary>
    public static PythonRequest? TryParseVersion(string text)
    {
        text = text.Trim();
        return TryParseKind(text) ?? TryParseKey(text);
    }

    private static PythonRequest? TryParseKind(string text)
    {
        switch (text.ToLowerInvariant())
        {
            case "":
            case "default":
                return Default;
            case "any":
                return Any;
        }

        // `python3.12`, `python@3.12`, `3.12`.
        var rest = text.AsSpan();
        if (rest.StartsWith("python", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest["python".Length..];
            if (rest.StartsWith("@"))
            {
                rest = rest[1..];
            }
        }

        if (PythonVersionRequest.TryParse(rest, out var version))
        {
            return new VersionRequest(version);
        }

        return TryParseImplementation(text);
    }

    private static ImplementationRequest? TryParseImplementation(string text)
    {
        var name = text.AsSpan();
        var at = name.IndexOf('@');
        var end = at >= 0 ? at : name.IndexOfAny(s_versionStart);
        var rest = end < 0 ? default : name[(at >= 0 ? at + 1 : end)..];
        if (!PythonImplementations.TryParse(end < 0 ? name : name[..end], out var implementation))
        {
            return null;
        }

        if (end < 0)
        {
            return new ImplementationRequest(implementation, null);
        }

        return PythonVersionRequest.TryParse(rest, out var version)
            ? new ImplementationRequest(implementation, version)
            : null;
    }

    private static KeyRequest? TryParseKey(string text)
    {
        var parts = text.Split('-');
        if (parts.Length is < 2 or > 5)
        {
            return null;
        }

        PythonImplementation? implementation = null;
        if (!IsAny(parts[0]))
        {
            if (!PythonImplementations.TryParse(parts[0], out var named))
            {
                return null;
            }

            implementation = named;
        }

        PythonVersionRequest? version = null;
        if (!IsAny(parts[1]) && !PythonVersionRequest.TryParse(parts[1], out version))
        {
            return null;
        }

        var system = Part(2) switch
        {
            "darwin" => "macos",
            var other => other,
        };
        string?[] systems = [null, "linux", "macos", "windows", "emscripten", "freebsd", "openbsd", "netbsd"];
        string?[] libraries = [null, "gnu", "gnueabi", "gnueabihf", "musl", "none"];
        return systems.Contains(system) && libraries.Contains(Part(4))
            ? new KeyRequest(implementation, version, system, Part(3), Part(4))
            : null;

        string? Part(int index) => index >= parts.Length || IsAny(parts[index]) ? null : parts[index];

        static bool IsAny(string part) => part.Equals("any", StringComparison.OrdinalIgnoreCase);
    }

    private static void Check(PythonVersionRequest? version)
    {
        if (version is not { Major: { } major })
        {
            return;
        }

        if (version.Minor is { } minor && !(major == 2 && minor == 7) && (major, minor).CompareTo((3, 6)) < 0)
        {
            throw Invalid($"Python <3.6 is not supported but {major}.{minor} was requested.");
        }

        if (
            version.Variant.HasFlag(PythonVariant.FreeThreaded)
            && version.Minor is { } old
            && (major, old).CompareTo((3, 13)) < 0
        )
        {
            throw Invalid($"Python <3.13 does not support free-threading but {version} was requested.");
        }

        static PythonNotFoundException Invalid(string reason) =>
            new($"Invalid version request: {reason}") { ExitCode = 2 };
    }
}
