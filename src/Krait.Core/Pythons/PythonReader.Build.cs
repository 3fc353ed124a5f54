using Krait.Storage;

namespace Krait.Pythons;

internal sealed partial class PythonReader
{
    private Build? ReadBuild(PythonLayout layout, bool isDebug)
    {
        if (FindBuildData(layout, isDebug) is not { } file)
        {
            return null;
        }

        if (FileContent.ReadIfPossible(file) is not { } bytes)
        {
            return null;
        }

        Dependencies.Note(file);
        var suffix =
            PythonTextFile.DictionaryValue(bytes, "EXT_SUFFIX"u8)
            ?? PythonTextFile.DictionaryValue(bytes, "SO"u8);
        var debug = PythonTextFile.DictionaryValue(bytes, "Py_DEBUG"u8);
        if (suffix is null || (debug == "1") != isDebug)
        {
            return null;
        }

        return new Build(
            AbiFlags(bytes, layout),
            suffix,
            PythonTextFile.DictionaryValue(bytes, "Py_GIL_DISABLED"u8) == "1",
            PythonTextFile.DictionaryValue(bytes, "PYTHON_BUILD_STANDALONE"u8) == "1"
                || PythonTextFile.DictionaryValue(bytes, "prefix"u8) == "/install"
        );
    }

    private static string AbiFlags(byte[] data, PythonLayout layout)
    {
        if (PythonTextFile.DictionaryValue(data, "ABIFLAGS"u8) is { } flags)
        {
            return flags;
        }

        // Python 2.7 has no such flags, only two widths of characters.
        var isWide = PythonTextFile.DictionaryValue(data, "Py_UNICODE_SIZE"u8) == "4";
        return layout.LibraryName == "python2.7" ? (isWide ? "mu" : "m") : "";
    }

    /// <summary>The one file of build data that belongs to this program; null when several might.</summary>
    private string? FindBuildData(PythonLayout layout, bool isDebug)
    {
        if (layout.LibraryName == "python2.7")
        {
            return Path.Join(layout.StandardLibrary, "_sysconfigdata.py");
        }

        var multiarch = $"{_system.Machine}-linux-gnu";
        var isOld = layout.LibraryName is "python3.6" or "python3.7";
        var flags = (layout.LibraryName.EndsWith('t') ? "t" : "") + (isDebug ? "d" : "") + (isOld ? "m" : "");
        var likely = Path.Join(layout.StandardLibrary, $"_sysconfigdata_{flags}_linux_{multiarch}.py");
        if (FileStatus.TryGet(likely, out _))
        {
            return likely;
        }

        using var folder = DirectoryHandle.TryOpen(layout.StandardLibrary);
        var found = folder
            ?.ReadEntries()
            .Where(e =>
                e.Name.StartsWith("_sysconfigdata_", StringComparison.Ordinal)
                && e.Name.EndsWith(".py", StringComparison.Ordinal)
            )
            .ToList();
        return found is [var only] ? Path.Join(layout.StandardLibrary, only.Name) : null;
    }

    private PythonPaths? PathsOf(PythonLayout layout, Build build)
    {
        var single = Path.Join(layout.StandardLibrary, "sysconfig.py");
        var file = FileStatus.TryGet(single, out _)
            ? single
            : Path.Join(layout.StandardLibrary, "sysconfig", "__init__.py");
        if (FileContent.ReadIfPossible(file) is not { } bytes)
        {
            return null;
        }

        Dependencies.Note(file);
        ReadOnlySpan<byte> text = bytes;
        if (text.IndexOf("rpm_prefix"u8) >= 0)
        {
            return null;
        }

        var prefix = layout.Prefix;
        var name = layout.LibraryName;
        var headers = Path.Join(
            prefix,
            "include",
            name + (build.AbiFlags is "m" or "dm" or "d" ? build.AbiFlags : "")
        );
        if (text.IndexOf("posix_local"u8) >= 0)
        {
            // Debian: what is installed by hand goes below /usr/local, to another folder than Debian's own packages.
            var local = prefix == "/usr" ? "/usr/local" : Path.Join(prefix, "local");
            var packages = Path.Join(local, "lib", name, "dist-packages");
            return new PythonPaths(packages, packages, Path.Join(local, "bin"), headers, local);
        }

        var site = Path.Join(Path.GetDirectoryName(layout.StandardLibrary), name, "site-packages");
        var pure = Path.Join(prefix, "lib", name, "site-packages");
        return new PythonPaths(pure, site, Path.Join(prefix, "bin"), headers, prefix);
    }

    /// <summary>Whether a module that changes the answers is installed: then only Python itself can tell.</summary>
    /// <summary>The module by which an owner forbids wheels for common Linux systems.</summary>
    internal const string PlatformModule = "_manylinux.py";

    private bool HasOverrides(PythonLayout layout, PythonPaths paths)
    {
        return Dependencies.Note(Path.Join(layout.StandardLibrary, PlatformModule))
            | Dependencies.Note(Path.Join(paths.PureLibrary, PlatformModule));
    }

    private sealed record Build(
        string AbiFlags,
        string ExtensionSuffix,
        bool IsFreeThreaded,
        bool IsStandalone
    );
}
