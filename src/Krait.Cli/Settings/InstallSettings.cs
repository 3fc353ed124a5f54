using Krait.Cli.Arguments.Options;
using Krait.Requirements;
using Krait.Storage;

namespace Krait.Cli.Settings;

/// <summary>How packages come into an environment.</summary>
internal sealed record InstallSettings
{
    public bool Reinstall { get; init; }

    public IReadOnlySet<PackageName> ReinstallPackages { get; init; } = new HashSet<PackageName>();

    public LinkMode LinkMode { get; init; } = LinkMode.Hardlink;

    public bool CompileBytecode { get; init; }

    public bool RequireHashes { get; init; }

    public bool VerifyHashes { get; init; } = true;

    /// <summary>Say what would be done, and do nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>As a dry run, with exit code 1 where something would change.</summary>
    public bool Check { get; init; }

    public bool Strict { get; init; }

    public bool ReportsJson { get; init; }

    /// <summary>Whether INSTALLER, REQUESTED and the rest are left out.</summary>
    public bool NoInstallerMetadata { get; init; }

    public bool ChangesNothing => DryRun || Check;

    public static InstallSettings Read(SettingsReader reader) =>
        new()
        {
            Reinstall = reader.IsOn(InstallerOptions.Reinstall),
            ReinstallPackages = PackageNames.ReadSet(reader, InstallerOptions.ReinstallPackage),
            LinkMode = LinkModeOf(reader),
            CompileBytecode = reader.IsOn(InstallerOptions.CompileBytecode),
            RequireHashes = reader.IsOn(InstallerOptions.RequireHashes),
            VerifyHashes = !reader.IsOn(InstallerOptions.NoVerifyHashes),
            DryRun = reader.IsOn(InstallerOptions.DryRun),
            Check = reader.IsOn(InstallerOptions.Check),
            Strict = reader.IsOn(TargetOptions.Strict),
            ReportsJson = reader.Text(InstallerOptions.OutputFormat) == "json",
            NoInstallerMetadata = reader.IsOn(GlobalOptions.NoInstallerMetadata),
        };

    public static LinkMode LinkModeOf(SettingsReader reader) =>
        reader.Text(InstallerOptions.LinkMode) switch
        {
            "clone" => LinkMode.Clone,
            "copy" => LinkMode.Copy,
            "symlink" => LinkMode.Symlink,
            _ => LinkMode.Hardlink,
        };
}
