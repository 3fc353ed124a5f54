using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Resolver;
using Krait.Versions;

namespace Krait.Cli.Settings;

/// <summary>Which environment a <c>pip</c> command works on.</summary>
internal sealed record TargetSettings
{
    /// <summary>What <c>--python</c> says; null for nothing.</summary>
    public string? Python { get; private init; }

    public bool System { get; private init; }

    public bool BreakSystemPackages { get; private init; }

    /// <summary>Absolute path of <c>--target</c>; null for none.</summary>
    public string? Target { get; private init; }

    /// <summary>Absolute path of <c>--prefix</c>; null for none.</summary>
    public string? Prefix { get; private init; }

    public static TargetSettings Read(SettingsReader reader, GlobalSettings global)
    {
        string? Absolute(string? path) =>
            path is null ? null : Path.GetFullPath(path, global.WorkingDirectory);
        return new TargetSettings
        {
            Python = reader.Text(PythonOptions.Python) is { Length: > 0 } python ? python : null,
            System = reader.IsOn(TargetOptions.System),
            BreakSystemPackages = reader.IsOn(TargetOptions.BreakSystemPackages),
            Target = Absolute(reader.Text(TargetOptions.Target)),
            Prefix = Absolute(reader.Text(TargetOptions.Prefix)),
        };
    }

    /// <summary>The Python that <c>--python-version</c> puts in the place of the interpreter's; null for none.</summary>
    /// <exception cref="UsageException">It is no version of a Python.</exception>
    public static PackageVersion? ReadVersion(SettingsReader reader) =>
        reader.Text(TargetOptions.PythonVersion) is { } text ? ParseVersion(text) : null;

    /// <inheritdoc cref="ReadVersion"/>
    public static PackageVersion ParseVersion(string text)
    {
        var problem =
            !PackageVersion.TryParse(text, out var version) ? $"Python version `{text}` could not be parsed"
            : version.IsDevelopment ? $"Python version `{text}` is a development release"
            : version.IsLocal ? $"Python version `{text}` is a local version"
            : version.Epoch != 0 ? $"Python version `{text}` has a non-zero epoch"
            : null;
        return problem is null
            ? version
            : throw new UsageException(
                $"invalid value '{text}' for '{TargetOptions.PythonVersion}': {problem}"
            );
    }

    /// <summary>The platform that <c>--python-platform</c> names; null for the interpreter's.</summary>
    /// <exception cref="UsageException">There is no such platform.</exception>
    public static TargetTriple? ReadPlatform(SettingsReader reader)
    {
        if (reader.Text(TargetOptions.PythonPlatform) is not { } name)
            return null;
        return TargetTriple.TryParse(name, out var target)
            ? target
            : throw new UsageException(
                $"invalid value '{name}' for '{TargetOptions.PythonPlatform}'\n  [possible values: {string.Join(", ", TargetTriple.Names)}]"
            );
    }
}
