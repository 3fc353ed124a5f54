using System.Buffers;
using System.Text;
using Krait.Storage;

namespace Krait.Pythons;

/// <summary>
/// Finds the facts of a CPython on Linux by reading files, without running it: the ELF image, its library, the data
/// that its build left. Where any of them is missing or ambiguous it finds nothing, and the interpreter is asked.
/// </summary>
internal sealed partial class PythonReader
{
    private static readonly SearchValues<char> s_versionCharacters = SearchValues.Create("0123456789.");
    private readonly List<string> _chain;
    private readonly SystemNames _system;

    private PythonReader(string executable, SystemNames system)
    {
        _chain = PythonLayout.LinkChain(executable);
        _system = system;
    }

    private FactsDependencies Dependencies { get; } = new();

    /// <summary>The facts, and the files they rest on; null when they cannot be known this way.</summary>
    public static PythonFacts? TryRead(
        string executable,
        SystemNames system,
        out FactsDependencies dependencies
    )
    {
        var reader = new PythonReader(executable, system);
        dependencies = reader.Dependencies;
        return OperatingSystem.IsLinux() ? reader.TryRead() : null;
    }

    private PythonFacts? TryRead()
    {
        foreach (var path in _chain)
        {
            Dependencies.Note(path);
        }

        using var program = ElfImage.TryOpen(_chain[0]);
        if (program is null || MachineOf(program) is not { } machine)
        {
            return null;
        }

        using var library = OpenLibrary(program, out var isShared);
        var image = isShared ? library : program;
        if (image is null || FindLayout(program, image) is not { } layout)
        {
            return null;
        }

        var isDebug = image.Exports("_Py_RefTotal") || image.Exports("_Py_NegativeRefcount");
        if (
            VersionOf(image, layout, isDebug) is not { } version
            || !layout.LibraryName.AsSpan(6).TrimEnd('t').SequenceEqual(MinorOf(version))
            || ReadBuild(layout, isDebug) is not { } build
            || PathsOf(layout, build) is not { } paths
            || !Dependencies.Note(Path.Join(layout.StandardLibrary, "os.py"))
            || HasOverrides(layout, paths)
            || LibcReader.TryRead(program.Interpreter, Dependencies) is not { } libc
        )
        {
            return null;
        }

        return new PythonFacts
        {
            Implementation = "cpython",
            ImplementationVersion = version,
            Version = version,
            Executable = layout.Executable,
            Prefix = layout.Prefix,
            StandardLibrary = layout.StandardLibrary,
            LibraryName = layout.LibraryName,
            AbiFlags = build.AbiFlags,
            ExtensionSuffix = build.ExtensionSuffix,
            IsDebug = isDebug,
            IsFreeThreaded = build.IsFreeThreaded,
            SystemPlatform = version.StartsWith("2.", StringComparison.Ordinal) ? "linux2" : "linux",
            Machine = machine,
            Libc = libc.Kind,
            LibcMajor = libc.Major,
            LibcMinor = libc.Minor,
            Paths = paths,
            IsStandalone = build.IsStandalone,
        };
    }

    private static ReadOnlySpan<char> MinorOf(string version)
    {
        var second = version.IndexOf('.', version.IndexOf('.', StringComparison.Ordinal) + 1);
        return second < 0 ? version : version.AsSpan(0, second);
    }

    /// <summary>Null when the program is for another processor than the kernel's: then names come from emulation.</summary>
    private string? MachineOf(ElfImage program)
    {
        var name = program.Machine switch
        {
            62 => "x86_64",
            183 => "aarch64",
            21 => "ppc64le",
            243 => "riscv64",
            258 => "loongarch64",
            _ => null,
        };
        return name == _system.Machine ? name : null;
    }

    private ElfImage? OpenLibrary(ElfImage program, out bool isShared)
    {
        isShared = false;
        foreach (var needed in program.Needed)
        {
            if (!needed.StartsWith("libpython", StringComparison.Ordinal))
            {
                continue;
            }

            isShared = true;
            foreach (var folder in LibraryFolders(program))
            {
                var path = Path.Join(folder, needed);
                if (FileStatus.TryGet(path, out _))
                {
                    Dependencies.Note(path);
                    return ElfImage.TryOpen(path);
                }
            }
        }

        return null;
    }

    private IEnumerable<string> LibraryFolders(ElfImage program)
    {
        var origin = Path.GetDirectoryName(_chain[^1])!;
        foreach (var folder in program.RunPath.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return folder
                .Replace("${ORIGIN}", origin, StringComparison.Ordinal)
                .Replace("$ORIGIN", origin, StringComparison.Ordinal);
        }

        yield return $"/lib/{_system.Machine}-linux-gnu";
        yield return $"/usr/lib/{_system.Machine}-linux-gnu";
        yield return "/lib64";
        yield return "/usr/lib64";
        yield return "/lib";
        yield return "/usr/lib";
        yield return "/usr/local/lib";
    }

    private PythonLayout? FindLayout(ElfImage program, ElfImage image)
    {
        var names = new List<string>();
        if (image.TryReadConstant("Py_Version", out var number))
        {
            AddNames($"{(number >> 24) & 0xFF}.{(number >> 16) & 0xFF}");
        }
        else
        {
            foreach (var needed in program.Needed)
            {
                if (needed.StartsWith("libpython", StringComparison.Ordinal))
                {
                    AddNames(LeadingVersion(needed.AsSpan("libpython".Length)));
                }
            }

            var last = Path.GetFileName(_chain[^1]);
            if (last.StartsWith("python", StringComparison.Ordinal))
            {
                AddNames(LeadingVersion(last.AsSpan("python".Length)));
            }
        }

        return PythonLayout.TryFind(_chain, names);

        void AddNames(string version)
        {
            if (version.Length < 3)
            {
                return;
            }

            var isThreaded = program.Needed.Any(n =>
                n.StartsWith($"libpython{version}t", StringComparison.Ordinal)
            );
            isThreaded |= Path.GetFileName(_chain[^1]).EndsWith('t');
            names.Add(isThreaded ? $"python{version}t" : $"python{version}");
            names.Add(isThreaded ? $"python{version}" : $"python{version}t");
        }
    }

    private static string LeadingVersion(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(s_versionCharacters);
        return new string((end < 0 ? text : text[..end]).TrimEnd('.'));
    }

    private string? VersionOf(ElfImage image, PythonLayout layout, bool isDebug)
    {
        if (image.TryReadConstant("Py_Version", out var number))
        {
            return VersionText((uint)number);
        }

        // Before 3.11 only the headers say it; several sets of them may lie side by side.
        var flags = isDebug ? new[] { "d", "dm", "" } : ["m", "", "mu", "u"];
        foreach (var flag in flags)
        {
            var header = Path.Join(layout.Prefix, "include", layout.LibraryName + flag, "patchlevel.h");
            if (FileContent.ReadIfPossible(header) is { } bytes)
            {
                Dependencies.Note(header);
                return PythonTextFile.Definition(bytes, "PY_VERSION"u8);
            }
        }

        return null;
    }

    private static string VersionText(uint number)
    {
        var text = new StringBuilder($"{number >> 24}.{(number >> 16) & 0xFF}.{(number >> 8) & 0xFF}");
        var level = ((number >> 4) & 0xF) switch
        {
            0xA => "a",
            0xB => "b",
            0xC => "rc",
            _ => "",
        };
        if (level.Length > 0)
        {
            text.Append(level).Append(number & 0xF);
        }

        return text.ToString();
    }
}
