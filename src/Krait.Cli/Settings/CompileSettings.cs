using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Projects;
using Krait.Projects.Locking;
using Krait.Resolver;
using Krait.Versions;

namespace Krait.Cli.Settings;

/// <summary>What <c>pip compile</c> resolves for, and what it writes.</summary>
internal sealed record CompileSettings
{
    /// <summary>Absolute; null for standard output alone.</summary>
    public string? OutputFile { get; private init; }

    /// <summary>Whether a <c>pylock.toml</c> is written, and no requirements file.</summary>
    public bool IsLock { get; private init; }

    /// <summary>Another version of Python than the interpreter's.</summary>
    public PackageVersion? PythonVersion { get; private init; }

    /// <summary><see cref="PythonVersion"/> as the user wrote it.</summary>
    public string? PythonVersionText { get; private init; }

    /// <summary>What <c>--python</c> says beyond a version.</summary>
    public string? Python { get; private init; }

    public TargetTriple? Platform { get; private init; }

    public RequirementsTxtOptions Text { get; private init; } = new();

    public bool Header { get; private init; }

    public string? CustomCommand { get; private init; }

    public bool EmitsIndexes { get; private init; }

    public bool EmitsFindLinks { get; private init; }

    public bool EmitsBuildOptions { get; private init; }

    public bool EmitsMarker { get; private init; }

    /// <exception cref="KraitException">What is asked for is not supported.</exception>
    /// <exception cref="UsageException">An option's value cannot be read.</exception>
    public static CompileSettings Read(SettingsReader reader, GlobalSettings global)
    {
        var output = reader.Text(CompileOptions.OutputFile);
        var isLock = ReadFormat(reader, output);
        var python = reader.Text(PythonOptions.Python);
        var version = reader.Text(TargetOptions.PythonVersion);
        if (version is null && python is not null && IsVersion(python))
            (python, version) = (null, python);
        return new CompileSettings
        {
            OutputFile = output is null ? null : Path.GetFullPath(output, global.WorkingDirectory),
            IsLock = isLock,
            Python = python,
            PythonVersion = version is null ? null : TargetSettings.ParseVersion(version),
            PythonVersionText = version,
            Platform = TargetSettings.ReadPlatform(reader),
            Text = new RequirementsTxtOptions
            {
                Hashes = reader.IsOn(CompileOptions.GenerateHashes),
                Extras = reader.IsOn(CompileOptions.NoStripExtras),
                Markers = reader.IsOn(CompileOptions.NoStripMarkers),
                Annotations = !reader.IsOn(CompileOptions.NoAnnotate),
                AnnotationStyle =
                    reader.Text(CompileOptions.AnnotationStyle) == "line"
                        ? AnnotationStyle.Line
                        : AnnotationStyle.Split,
                IndexAnnotations = reader.IsOn(CompileOptions.EmitIndexAnnotation),
                Omitted =
                [
                    .. reader
                        .Texts(CompileOptions.NoEmitPackage)
                        .Select(text => PackageNames.Parse(text, CompileOptions.NoEmitPackage)),
                ],
            },
            Header = !reader.IsOn(CompileOptions.NoHeader),
            CustomCommand = reader.Text(CompileOptions.CustomCompileCommand),
            EmitsIndexes = reader.IsOn(CompileOptions.EmitIndexUrl),
            EmitsFindLinks = reader.IsOn(CompileOptions.EmitFindLinks),
            EmitsBuildOptions = reader.IsOn(CompileOptions.EmitBuildOptions),
            EmitsMarker = reader.IsOn(CompileOptions.EmitMarkerExpression),
        };
    }

    /// <summary>Whether the output is a lock file: by the option, else by the name of the file.</summary>
    private static bool ReadFormat(SettingsReader reader, string? output)
    {
        var file = output is null ? "" : Path.GetFileName(output);
        if (file.Equals("pyproject.toml", StringComparison.OrdinalIgnoreCase))
        {
            throw Refused(
                "`pyproject.toml` is not a supported output format for `krait pip compile` (only `requirements.txt`-style output is supported)"
            );
        }
        if (reader.IsOn(CompileOptions.Universal))
        {
            throw NotYet(
                "Resolving for all platforms at once (`--universal`)",
                "Name one platform with `--python-platform` and `--python-version`"
            );
        }
        var format = reader.Text(CompileOptions.Format);
        var isLock =
            format == "pylock.toml"
            || (format is null && file.EndsWith(".toml", StringComparison.OrdinalIgnoreCase));
        if (isLock && file.Length > 0 && !PylockToml.IsFileName(file))
        {
            throw Refused(
                $"Expected the output filename to be `pylock.toml` or `pylock.<name>.toml`, where `<name>` is non-empty and contains no dots; found `{file}`"
            );
        }
        return isLock;
    }

    private static KraitException Refused(string message) => new(message) { ExitCode = 2 };

    private static KraitException NotYet(string what, string hint) =>
        new($"{what} is not supported yet") { ExitCode = 2, Hints = [hint] };

    private static bool IsVersion(string text) =>
        text.Length > 0
        && char.IsAsciiDigit(text[0])
        && text.All(c => char.IsAsciiDigit(c) || c == '.')
        && PackageVersion.TryParse(text, out _);
}
