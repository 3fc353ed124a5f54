using Krait.Storage;

namespace Krait.Pythons;

/// <summary>
/// Turns the path of an executable into what is known of it: from the cache, else by reading files, else by asking
/// the program. Never looks at anything but that path and where it leads.
/// </summary>
/// <param name="cache">Facts seen before.</param>
/// <param name="environment">Environment of a program that must be asked, as <c>NAME=value</c> lines.</param>
internal sealed class PythonInspector(InterpreterCache cache, IReadOnlyList<string> environment)
{
    private readonly Dictionary<string, PythonInterpreter?> _known = new(StringComparer.Ordinal);
    private SystemNames? _system;

    private SystemNames System => _system ??= SystemNames.Read();

    /// <summary>
    /// The interpreter at an absolute path; null, with the problem, when there is none. An environment is recognised
    /// by the file beside the executable or one folder up, as Python itself does it.
    /// </summary>
    public PythonInterpreter? TryInspect(string executable, out InspectionProblem? problem)
    {
        problem = null;
        if (_known.TryGetValue(executable, out var known) && known is not null)
        {
            return known;
        }

        var interpreter = Inspect(executable, out problem);
        _known[executable] = interpreter;
        return interpreter;
    }

    private static bool Exists(string executable, out InspectionProblem? problem)
    {
        problem = null;
        if (FileStatus.TryGet(executable, out var status))
        {
            if (status.IsFile && status.IsExecutable)
            {
                return true;
            }

            problem = new InspectionProblem(executable, "It is not an executable file");
            return false;
        }

        if (FileStatus.WhyNot(executable) == ErrorNumber.AccessDenied)
        {
            problem = new InspectionProblem(executable, $"Permission denied: `{executable}`", IsHidden: true);
            return false;
        }

        problem = FileStatus.TryGet(executable, out _, followLinks: false)
            ? new InspectionProblem(
                executable,
                $"Broken symlink at `{executable}`, was the underlying Python interpreter removed?",
                IsBrokenLink: true
            )
            : new InspectionProblem(executable, "There is no such file", IsMissing: true);
        return false;
    }

    private PythonInterpreter? Inspect(string executable, out InspectionProblem? problem)
    {
        if (!Exists(executable, out problem))
        {
            return null;
        }

        var folder = Path.GetDirectoryName(executable)!;
        foreach (var root in new[] { folder, Path.GetDirectoryName(folder) })
        {
            if (root is not null && VirtualEnvironmentFile.TryRead(root) is { } file)
            {
                return InspectEnvironment(executable, root, file, out problem);
            }
        }

        var facts = FactsOf(executable, out problem);
        return facts is null ? null : new PythonInterpreter(facts, executable, null, null, System);
    }

    private PythonInterpreter? InspectEnvironment(
        string executable,
        string root,
        VirtualEnvironmentFile file,
        out InspectionProblem? problem
    )
    {
        if (BaseOf(executable, root, file) is not { } program)
        {
            problem = new InspectionProblem(
                executable,
                $"The Python that the environment was made with is gone: {file.Home}"
            );
            return null;
        }

        var facts = FactsOf(program, out problem);
        if (facts is null)
        {
            return null;
        }

        var interpreter = new PythonInterpreter(facts, executable, root, file, System);

        // Only Python knows what a module says: such an environment, which is rare, is asked each time.
        return FileStatus.TryGet(interpreter.OwnPlatformModule!, out _)
            ? new PythonInterpreter(
                facts,
                executable,
                root,
                file,
                System,
                PythonQuery.RefusesManylinux(executable, interpreter.Paths.PureLibrary, environment)
            )
            : interpreter;
    }

    /// <summary>
    /// The executable behind that of an environment: where its link leads once it leaves the environment, or, for a
    /// copy, the one in <c>home</c>. Environments made from environments are followed to the end.
    /// </summary>
    private static string? BaseOf(string executable, string root, VirtualEnvironmentFile file)
    {
        const int MostLevels = 16;
        for (var level = 0; level < MostLevels; level++)
        {
            var inside = root + Path.DirectorySeparatorChar;
            var chain = PythonLayout.LinkChain(executable);
            var program = chain.Find(p => !p.StartsWith(inside, StringComparison.Ordinal));
            program ??= file.Home is { } home ? InHome(home, chain, file) : null;
            if (program is null || !FileStatus.TryGet(program, out _))
            {
                return null;
            }

            var outer = Path.GetDirectoryName(Path.GetDirectoryName(program));
            if (outer is null || VirtualEnvironmentFile.TryRead(outer) is not { } outerFile)
            {
                return program;
            }

            (executable, root, file) = (program, outer, outerFile);
        }

        return null;
    }

    private static string? InHome(string home, List<string> chain, VirtualEnvironmentFile file)
    {
        var minor = string.Join('.', (file.Version ?? "").Split('.').Take(2));
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        string[] names =
        [
            .. minor.Length > 0 ? new[] { $"python{minor}{suffix}" } : [],
            Path.GetFileName(chain[^1]),
            $"python3{suffix}",
            $"python{suffix}",
        ];
        foreach (var name in names)
        {
            var path = Path.Join(home, name);
            if (FileStatus.TryGet(path, out _))
            {
                return path;
            }
        }

        return null;
    }

    private PythonFacts? FactsOf(string executable, out InspectionProblem? problem)
    {
        problem = null;
        if (cache.TryGet(executable) is { } cached)
        {
            return cached;
        }

        var facts = PythonReader.TryRead(executable, System, out var dependencies);
        if (facts is not null)
        {
            cache.Put(executable, facts, dependencies);
            return facts;
        }

        if (PythonQuery.TryAsk(executable, environment, out var reason) is not { } answer)
        {
            problem = new InspectionProblem(
                executable,
                $"Querying Python at `{executable}` failed: {reason}"
            );
            return null;
        }

        dependencies = new FactsDependencies();
        facts = AnsweredFacts.From(answer, dependencies);
        if (facts is null)
        {
            problem = new InspectionProblem(
                executable,
                $"Python at `{executable}` gave an incomplete answer"
            );
            return null;
        }

        // A shim answers for another program, today this and tomorrow that one: not to be kept under its name.
        if (SameFile(executable, facts.Executable))
        {
            foreach (var path in PythonLayout.LinkChain(executable))
            {
                dependencies.Note(path);
            }

            cache.Put(executable, facts, dependencies);
        }

        return facts;
    }

    private static bool SameFile(string one, string other) =>
        FileStatus.TryGet(one, out var first)
        && FileStatus.TryGet(other, out var second)
        && first.Identity == second.Identity;
}
