using Krait.Cli.Arguments;
using Krait.Cli.Settings;
using Krait.Pythons;
using Krait.Resolver;

namespace Krait.Cli.Commands.Pip;

/// <summary>What is resolved for: the interpreter, or what <c>--python-version</c> and <c>--python-platform</c> put in its place.</summary>
internal static class TargetReader
{
    /// <exception cref="UsageException">A version or platform cannot be read.</exception>
    public static ResolutionTarget Read(SettingsReader reader, PythonInterpreter interpreter) =>
        ResolutionTarget.Of(
            interpreter.Markers,
            interpreter.Tags,
            TargetSettings.ReadVersion(reader),
            TargetSettings.ReadPlatform(reader)
        );
}
