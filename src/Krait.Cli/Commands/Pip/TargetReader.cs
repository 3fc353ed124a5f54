using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Cli.Settings;
using Krait.Pythons;
using Krait.Resolver;
using Krait.Versions;

namespace Krait.Cli.Commands.Pip;

/// <summary>What is resolved for: the interpreter, or what <c>--python-version</c> and <c>--python-platform</c> put in its place.</summary>
internal static class TargetReader
{
    /// <exception cref="UsageException">A version or platform cannot be read.</exception>
    public static ResolutionTarget Read(SettingsReader reader, PythonInterpreter interpreter)
    {
        PackageVersion? version = null;
        if (reader.Text(TargetOptions.PythonVersion) is { } text)
        {
            version = PackageVersion.TryParse(text, out var parsed)
                ? parsed
                : throw new UsageException(
                    $"invalid value '{text}' for '{TargetOptions.PythonVersion}': not a version"
                );
        }
        TargetTriple? platform = null;
        if (
            reader.Text(TargetOptions.PythonPlatform) is { } name
            && !TargetTriple.TryParse(name, out platform)
        )
        {
            var names = string.Join(", ", TargetTriple.Names);
            throw new UsageException(
                $"invalid value '{name}' for '{TargetOptions.PythonPlatform}'\n  [possible values: {names}]"
            );
        }
        return ResolutionTarget.Of(interpreter.Markers, interpreter.Tags, version, platform);
    }
}
