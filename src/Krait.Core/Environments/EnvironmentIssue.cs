using Krait.Requirements;
using Krait.Versions;

namespace Krait.Environments;

/// <summary>Something wrong with what is installed. <see cref="object.ToString"/> says it in a sentence without a full stop.</summary>
public abstract record EnvironmentIssue
{
    private EnvironmentIssue() { }

    /// <summary>Whether a package is one of those that do not fit.</summary>
    public bool Concerns(PackageName name) =>
        this switch
        {
            MissingDependency missing => missing.Package == name,
            WrongDependency wrong => wrong.Package == name || wrong.Requirement.Name == name,
            WrongPython wrong => wrong.Package == name,
            WrongPlatform wrong => wrong.Package == name,
            SeveralRecords several => several.Package == name,
            UnreadableRecord broken => broken.Package == name.Value,
            _ => false,
        };

    /// <summary>A requirement that nothing installed meets.</summary>
    public sealed record MissingDependency(PackageName Package, Requirement Requirement) : EnvironmentIssue
    {
        public override string ToString() =>
            $"The package `{Package}` requires `{Requirement.ToCanonicalText()}`, but it's not installed";
    }

    /// <summary>A requirement that what is installed does not meet.</summary>
    public sealed record WrongDependency(
        PackageName Package,
        Requirement Requirement,
        PackageVersion Installed
    ) : EnvironmentIssue
    {
        public override string ToString() =>
            $"The package `{Package}` requires `{Requirement.ToCanonicalText()}`, but `{Installed}` is installed";
    }

    /// <summary>The environment's Python is not one that the package supports.</summary>
    public sealed record WrongPython(PackageName Package, VersionSpecifiers RequiresPython, string Python)
        : EnvironmentIssue
    {
        public override string ToString() =>
            $"The package `{Package}` requires Python {RequiresPython}, but `{Python}` is installed";
    }

    /// <summary>None of the tags of the wheel it came from fits the environment.</summary>
    public sealed record WrongPlatform(PackageName Package) : EnvironmentIssue
    {
        public override string ToString() => $"The package `{Package}` was built for a different platform";
    }

    /// <summary>More than one record of a package.</summary>
    public sealed record SeveralRecords(PackageName Package, IReadOnlyList<string> Paths) : EnvironmentIssue
    {
        public override string ToString() =>
            $"The package `{Package}` has multiple installed distributions:\n"
            + string.Join('\n', Paths.Select(path => $"  - {path}"));
    }

    /// <summary>A record that cannot be read.</summary>
    public sealed record UnreadableRecord(string Package, string Path, string Reason) : EnvironmentIssue
    {
        /// <summary>What is wrong with a distribution of which something is left; named by its folder where that tells no name.</summary>
        public static UnreadableRecord Of(BrokenDistribution broken) =>
            new(broken.Name?.Value ?? System.IO.Path.GetFileName(broken.Path), broken.Path, broken.Reason);

        public override string ToString() =>
            $"The package `{Package}` is broken or incomplete: {Reason}: {Path}";
    }
}
