using Krait.Cli.Arguments.Options;

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
            Python = reader.Text(PythonOptions.Python),
            System = reader.IsOn(TargetOptions.System),
            BreakSystemPackages = reader.IsOn(TargetOptions.BreakSystemPackages),
            Target = Absolute(reader.Text(TargetOptions.Target)),
            Prefix = Absolute(reader.Text(TargetOptions.Prefix)),
        };
    }
}
