using System.Diagnostics;
using System.Text;
using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Cli.Settings;
using Krait.Cli.Terminal;
using Krait.Projects;
using Krait.Resolver;
using Krait.Storage;

namespace Krait.Cli.Commands.Pip;

/// <summary><c>krait pip compile</c>: requirements with loose bounds in, pinned ones out.</summary>
internal sealed class CompileCommand
{
    private readonly Invocation _invocation;
    private readonly CompileSettings _settings;
    private readonly ResolverSettings _resolver;

    private CompileCommand(Invocation invocation)
    {
        _invocation = invocation;
        _settings = CompileSettings.Read(invocation.Reader, invocation.Global);
        _resolver = ResolverSettings.Read(invocation.Reader, TimeProvider.System);
    }

    public static CommandDescription Description =>
        new()
        {
            Path = "pip compile",
            Summary = "Pin requirements: find a version of everything that they need",
            UsageTail = "<SRC_FILE|--group <GROUP>>",
            Positional = "SRC_FILE",
            PositionalMeaning = "Requirements files; - is standard input",
            Options = () =>
                [
                    RequirementOptions.Constraints,
                    RequirementOptions.Overrides,
                    RequirementOptions.Excludes,
                    RequirementOptions.Extra,
                    RequirementOptions.AllExtras,
                    RequirementOptions.Group,
                    RequirementOptions.NoDeps,
                    .. CompileOptions.All,
                    TargetOptions.System,
                    TargetOptions.Certificate,
                    TargetOptions.PythonVersion,
                    TargetOptions.PythonPlatform,
                    PythonOptions.Python,
                    .. BuildOptions.All,
                    .. PackageIndexOptions.WithTorch,
                    .. ResolverOptions.All,
                    .. CacheOptions.Refreshing,
                    InstallerOptions.LinkMode,
                ],
            RunAsync = static (invocation, cancellation) =>
                new CompileCommand(invocation).RunAsync(cancellation),
        };

    private async Task<int> RunAsync(CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        if (_resolver.Deprecation is { } deprecation)
            _invocation.Terminal.Warning(deprecation);
        using EventRenderer events = new(_invocation.Terminal, _invocation.Global.ShowsProgress);
        using CompileInputs inputs = new(_invocation, _settings, _resolver, events);
        var gathered = inputs.Gather();
        using var packages = inputs.Open(gathered);
        var interpreter = new CompilePython(_invocation, _settings).Find(
            packages.Pythons,
            _resolver.OnlyBinary.IncludesAll
        );
        var target = ResolutionTarget.Of(
            interpreter.Markers,
            interpreter.Tags,
            _settings.PythonVersion,
            _settings.Platform
        );
        var input = inputs.ToInput(gathered, target);
        var resolution = await packages.ResolveAsync(input, cancellation).ConfigureAwait(false);
        if (_settings.Text.Hashes && !_settings.IsLock)
            resolution = await packages.HashAsync(resolution, input, cancellation).ConfigureAwait(false);
        var body = _settings.IsLock
            ? await LockTextAsync(packages, resolution, input, cancellation).ConfigureAwait(false)
            : RequirementsText(inputs.Preamble(gathered), resolution, input);
        events.Pause();
        var count = Durations.Count(resolution.Packages.Count, "package");
        _invocation.Terminal.Done("Resolved", count, watch.Elapsed);
        Write(body);
        foreach (var warning in resolution.Warnings)
            _invocation.Terminal.Warning(warning);
        if (_settings.IsLock)
            WarnOfUnused();
        return 0;
    }

    private async Task<string> LockTextAsync(
        PackageManager packages,
        Resolution resolution,
        ResolverInput input,
        CancellationToken cancellation
    )
    {
        var folder = Path.GetDirectoryName(_settings.OutputFile) ?? _invocation.Global.WorkingDirectory;
        var toml = await packages
            .LockAsync(resolution, input, _settings.Text.Omitted, folder, cancellation)
            .ConfigureAwait(false);
        return toml.Write();
    }

    private string RequirementsText(string preamble, Resolution resolution, ResolverInput input)
    {
        StringBuilder text = new();
        if (_settings.EmitsMarker && ValidityMarker.Of(resolution, input) is { Length: > 0 } marker)
            text.Append("# Pinned dependencies known to be valid for:\n#    ").Append(marker).Append('\n');
        text.Append(preamble);
        text.Append(RequirementsTxt.Write(resolution, input, _settings.Text));
        return text.ToString();
    }

    /// <summary>Comments in a colour of their own, on a terminal.</summary>
    private string Colored(string text)
    {
        var palette = _invocation.Terminal.Output;
        if (!palette.IsOn)
            return text;
        var lines = text.Split('\n')
            .Select(line => line.TrimStart().StartsWith('#') ? palette.Green(line) : line);
        return string.Join('\n', lines);
    }

    private void Write(string body)
    {
        var text = _settings.Header ? CompileHeader.Of(_settings) + body : body;
        if (_settings.OutputFile is not { } file)
        {
            _invocation.Terminal.Answer(Colored(text));
            return;
        }
        _invocation.Terminal.Data(Colored(text), important: false);
        if (Path.GetDirectoryName(file) is { } folder)
            Directory.CreateDirectory(folder);
        AtomicFile.Write(file, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>A lock file has no place for what these options write.</summary>
    private void WarnOfUnused()
    {
        OptionDescription[] unused =
        [
            CompileOptions.EmitMarkerExpression,
            CompileOptions.EmitIndexUrl,
            CompileOptions.EmitFindLinks,
            CompileOptions.EmitBuildOptions,
            CompileOptions.EmitIndexAnnotation,
        ];
        foreach (var option in unused.Where(_invocation.Reader.IsOn))
        {
            _invocation.Terminal.Warning(
                $"The `{option.Name}` option is not supported for `pylock.toml` output"
            );
        }
    }
}
