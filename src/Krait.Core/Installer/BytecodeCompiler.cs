using System.Globalization;
using Krait.Storage;

namespace Krait.Installer;

/// <summary>Compiles modules to bytecode with the environment's own interpreter, in one process over a work list.</summary>
internal static class BytecodeCompiler
{
    private const string Script = """
        import py_compile, sys
        failed = 0
        for line in open(sys.argv[1], encoding="utf-8"):
            path = line.rstrip("\n")
            try:
                py_compile.compile(path, doraise=True)
            except (py_compile.PyCompileError, OSError, ValueError, SyntaxError):
                failed += 1
        print("\nkrait-compiled: %d" % failed)
        """;

    // An installation may print things of its own whenever it starts or ends; the answer is found by its mark.
    private const string Mark = "krait-compiled:";

    /// <summary>
    /// Compiles the files and returns how many could not be (test data with syntax errors are common). The list is
    /// passed by a file in <paramref name="folder"/>, which is removed afterwards.
    /// </summary>
    /// <exception cref="EnvironmentException">The interpreter cannot be run.</exception>
    public static int Compile(string interpreter, IReadOnlyList<string> files, string folder, TimeSpan limit)
    {
        if (files.Count == 0)
        {
            return 0;
        }

        using var place = DirectoryHandle.OpenOrCreate(folder);
        var name = $"compile-{Guid.NewGuid():N}";
        var lines = files.Where(f => !f.Contains('\n', StringComparison.Ordinal));
        place.CreateFile(name, System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        try
        {
            var result = ChildProcess.Run(
                interpreter,
                [interpreter, "-I", "-c", Script, place.PathOf(name)],
                [],
                limit
            );
            return result.ExitCode == 0 && TryReadAnswer(result.Output, out var failed)
                ? failed
                : throw new EnvironmentException(
                    result.TimedOut
                        ? "Bytecode compilation timed out"
                        : "Bytecode compilation failed: the interpreter ended with an error"
                )
                {
                    ExitCode = 2,
                };
        }
        finally
        {
            _ = place.TryUnlink(name);
        }
    }

    private static bool TryReadAnswer(ReadOnlySpan<byte> output, out int failed)
    {
        var text = System.Text.Encoding.UTF8.GetString(output);
        failed = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).Trim();
            if (line.StartsWith(Mark, StringComparison.Ordinal))
                return int.TryParse(line[Mark.Length..], CultureInfo.InvariantCulture, out failed);
        }
        return false;
    }
}
