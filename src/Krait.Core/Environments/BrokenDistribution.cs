using Krait.Requirements;

namespace Krait.Environments;

/// <summary>
/// What is left of a distribution after a crash or a killed command: a record that cannot be used. It is no
/// distribution, but an installation of the same name must put something whole in its place.
/// </summary>
/// <param name="Name">The name, as far as the folder tells it; null when it tells none.</param>
/// <param name="Path">Absolute path of the folder or file.</param>
/// <param name="Reason">What is wrong, as a clause without a full stop.</param>
public sealed record BrokenDistribution(PackageName? Name, string Path, string Reason)
{
    private const string InfoSuffix = ".dist-info";

    /// <summary>Whether it is recorded as wheels are, so that a RECORD may tell its files.</summary>
    public bool HasInfoFolder => Path.EndsWith(InfoSuffix, StringComparison.Ordinal);

    /// <summary>The version as the folder spells it; empty when it does not.</summary>
    public string VersionText
    {
        get
        {
            var stem = System.IO.Path.GetFileName(Path.AsSpan());
            stem = HasInfoFolder ? stem[..^InfoSuffix.Length] : stem;
            return stem[(stem.IndexOf('-') is >= 0 and var dash ? dash + 1 : stem.Length)..].ToString();
        }
    }
}
