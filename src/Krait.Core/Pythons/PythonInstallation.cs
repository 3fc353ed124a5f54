namespace Krait.Pythons;

/// <summary>An interpreter and where it was found.</summary>
public sealed record PythonInstallation(PythonSource Source, PythonInterpreter Interpreter);
