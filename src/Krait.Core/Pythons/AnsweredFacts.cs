namespace Krait.Pythons;

/// <summary>Facts from the answer of an interpreter, completed by what its files say better.</summary>
internal static class AnsweredFacts
{
    /// <summary>Null when the answer lacks what must be known. Notes the files that the facts rest on.</summary>
    public static PythonFacts? From(PythonQuery.Answer answer, FactsDependencies dependencies)
    {
        var library = answer["stdlib"];
        var executable = answer["executable"];
        if (
            answer["version"].Length == 0
            || !Path.IsPathFullyQualified(library)
            || !Path.IsPathFullyQualified(executable)
            || !Path.IsPathFullyQualified(answer["purelib"])
        )
        {
            return null;
        }

        dependencies.Note(executable);
        dependencies.Note(Path.Join(library, "os.py"));
        dependencies.Note(Path.Join(library, PythonReader.PlatformModule));
        dependencies.Note(Path.Join(answer["purelib"], PythonReader.PlatformModule));
        var name = Path.GetFileName(library);
        var layout = OperatingSystem.IsWindows()
            ? null
            : PythonLayout.TryFind(PythonLayout.LinkChain(executable), [name]);
        var libc = LibcOf(executable, answer["libc"], dependencies);
        var machine = answer["machine"];
        var pointer = answer["pointer"] == "4" ? 4 : 8;
        return new PythonFacts
        {
            Implementation = answer["implementation"],
            ImplementationVersion = answer["implementation_version"],
            Version = answer["version"],
            Executable = layout?.Executable ?? executable,
            Prefix = layout?.Prefix ?? answer["prefix"],
            StandardLibrary = layout?.StandardLibrary ?? library,
            LibraryName = name,
            AbiFlags = AbiFlags(answer),
            ExtensionSuffix = answer["suffix"],
            IsDebug = answer["debug"] == "1",
            IsFreeThreaded = answer["freethreaded"] == "1",
            PointerBytes = pointer,
            OsName = answer["os_name"],
            SystemPlatform = answer["sys_platform"],
            Machine = pointer == 8 ? machine : Narrow(machine),
            SystemVersion = answer["system_version"],
            Libc = libc.Kind,
            LibcMajor = libc.Major,
            LibcMinor = libc.Minor,
            RefusesManylinux = answer["refuses_manylinux"] == "1",
            PackagesRefuseManylinux = answer["packages_refuse_manylinux"] == "1",
            Paths = new PythonPaths(
                answer["purelib"],
                answer["platlib"],
                answer["scripts"],
                answer["include"],
                answer["data"]
            ),
            IsStandalone = answer["standalone"] == "1",
        };
    }

    private static string AbiFlags(PythonQuery.Answer answer)
    {
        var isOld = answer["version"].StartsWith("2.", StringComparison.Ordinal);
        return !isOld ? answer["abiflags"]
            : answer["unicode"] == "1114111" ? "mu"
            : "m";
    }

    /// <summary>A 32-bit program on a 64-bit kernel is told the kernel's name for the machine.</summary>
    private static string Narrow(string machine) =>
        machine switch
        {
            "x86_64" => "i686",
            "aarch64" => "armv8l",
            _ => machine,
        };

    private static (PythonLibc Kind, int Major, int Minor) LibcOf(
        string executable,
        string answered,
        FactsDependencies dependencies
    )
    {
        using (var image = ElfImage.TryOpen(executable))
        {
            if (image is not null && LibcReader.TryRead(image.Interpreter, dependencies) is { } libc)
            {
                return libc;
            }
        }

        // "glibc 2.36"
        var version = answered.StartsWith("glibc ", StringComparison.Ordinal) ? answered[6..].Split('.') : [];
        return
            version.Length >= 2
            && int.TryParse(version[0], out var major)
            && int.TryParse(version[1], out var minor)
            ? (PythonLibc.Glibc, major, minor)
            : default;
    }
}
