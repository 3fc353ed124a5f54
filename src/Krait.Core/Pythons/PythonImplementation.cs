namespace Krait.Pythons;

/// <summary>Which program runs the language.</summary>
public enum PythonImplementation
{
    CPython,
    PyPy,
    GraalPy,
    Pyodide,

    /// <summary>Anything else; its name is in <see cref="PythonInterpreter.ImplementationName"/>.</summary>
    Other,
}

internal static class PythonImplementations
{
    /// <summary>By <c>sys.implementation.name</c>, in lower case.</summary>
    public static PythonImplementation Of(string name) =>
        name switch
        {
            "cpython" => PythonImplementation.CPython,
            "pypy" => PythonImplementation.PyPy,
            "graalpy" => PythonImplementation.GraalPy,
            "pyodide" => PythonImplementation.Pyodide,
            _ => PythonImplementation.Other,
        };

    /// <summary>By the long or short name that a request uses: <c>cpython</c>, <c>cp</c>, <c>pp</c>, …</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PythonImplementation implementation)
    {
        Span<char> lower = stackalloc char[16];
        implementation = default;
        if (text.Length > lower.Length)
        {
            return false;
        }

        PythonImplementation? found = lower[..text.ToLowerInvariant(lower)] switch
        {
            "cpython" or "cp" => PythonImplementation.CPython,
            "pypy" or "pp" => PythonImplementation.PyPy,
            "graalpy" or "gp" => PythonImplementation.GraalPy,
            "pyodide" => PythonImplementation.Pyodide,
            _ => null,
        };
        implementation = found ?? default;
        return found is not null;
    }

    /// <summary>As people write it: <c>CPython</c>, <c>PyPy</c>.</summary>
    public static string DisplayName(string name) =>
        name switch
        {
            "cpython" => "CPython",
            "pypy" => "PyPy",
            "graalpy" => "GraalPy",
            "pyodide" => "Pyodide",
            _ => name,
        };

    /// <summary>As it stands in keys and in names of executables.</summary>
    public static string Key(PythonImplementation implementation) =>
        implementation switch
        {
            PythonImplementation.PyPy => "pypy",
            PythonImplementation.GraalPy => "graalpy",
            PythonImplementation.Pyodide => "pyodide",
            _ => "cpython",
        };
}
