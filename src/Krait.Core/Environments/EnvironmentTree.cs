using Krait.Pythons;
using Krait.Storage;

namespace Krait.Environments;

/// <summary>
/// Fills an empty folder with an environment, but for <c>pyvenv.cfg</c>, which its caller writes last: it makes the
/// folder an environment.
/// </summary>
internal static class EnvironmentTree
{
    public static void Fill(DirectoryHandle root, EnvironmentOptions options)
    {
        root.CreateFile("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n"u8);
        root.CreateFile(".gitignore", "*"u8);
        root.CreateDirectory("bin");
        using (var scripts = root.OpenDirectory("bin"))
        {
            FillScripts(scripts, options);
        }

        var library = options.Interpreter.LibraryName;
        root.CreateDirectory("lib");
        if (options.Interpreter.PointerBytes == 8 && options.Interpreter.SystemPlatform != "darwin")
        {
            root.CreateSymbolicLink("lib64", "lib");
        }

        if (options.Copies)
        {
            using var libraries = root.OpenDirectory("lib");
            ExecutableCopy.WriteLibraries(libraries, options.Interpreter);
        }

        root.CreateDirectory($"lib/{library}");
        if (options.Interpreter.Major == 2)
        {
            LegacyLibrary.Fill(root, options);
        }

        root.CreateDirectory($"lib/{library}/site-packages");
    }

    private static void FillScripts(DirectoryHandle scripts, EnvironmentOptions options)
    {
        var interpreter = options.Interpreter;
        if (interpreter.Major == 2)
        {
            ExecutableCopy.Write(scripts, "python", interpreter.BaseExecutable);
        }
        else if (options.Copies)
        {
            ExecutableCopy.Write(scripts, "python", interpreter.BaseExecutable);
            foreach (var name in Aliases(interpreter))
            {
                ExecutableCopy.Write(scripts, name, interpreter.BaseExecutable);
            }
        }
        else
        {
            scripts.CreateSymbolicLink("python", interpreter.BaseExecutable);
        }

        if (!options.Copies || interpreter.Major == 2)
        {
            foreach (var name in Aliases(interpreter))
            {
                scripts.CreateSymbolicLink(name, "python");
            }
        }

        var texts = new ActivationTexts(
            options.Relocatable ? null : options.Path,
            options.Prompt,
            $"../lib/{interpreter.LibraryName}/site-packages",
            "bin"
        );
        foreach (var script in ActivationScripts.All(texts))
        {
            scripts.CreateFile(script.Name, script.Content);
        }
    }

    private static IEnumerable<string> Aliases(PythonInterpreter interpreter)
    {
        var (major, minor) = (interpreter.Major, interpreter.Minor);
        yield return $"python{major}";
        yield return $"python{major}.{minor}";
        if (interpreter.IsFreeThreaded)
        {
            yield return $"python{major}.{minor}t";
        }

        if (interpreter.Implementation == PythonImplementation.PyPy)
        {
            yield return "pypy";
            yield return $"pypy{major}";
            yield return $"pypy{major}.{minor}";
        }
        else if (interpreter.Implementation == PythonImplementation.GraalPy)
        {
            yield return "graalpy";
        }
    }
}
