using Krait.Requirements;

namespace Krait.Cli.Commands.Pip;

/// <summary>What happened, or would happen, to a package. The order is that of reports.</summary>
internal enum ChangeKind
{
    Removed,
    Installed,
    Reinstalled,
}

/// <summary>One line of a report: a package that came, went, or came again.</summary>
/// <param name="Name">The package.</param>
/// <param name="Kind">What happened to it.</param>
/// <param name="Version">Its version as text.</param>
/// <param name="Suffix">What follows the version, as <c> (from file:///…)</c>; may be empty.</param>
internal sealed record PackageChange(PackageName Name, ChangeKind Kind, string Version, string Suffix = "");
