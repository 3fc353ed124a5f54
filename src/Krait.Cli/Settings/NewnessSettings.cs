using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Requirements;

namespace Krait.Cli.Settings;

/// <summary>From when on uploads do not count.</summary>
internal sealed record NewnessSettings
{
    /// <summary>The moment for all packages; null for none.</summary>
    public DateTimeOffset? CutOff { get; private init; }

    /// <summary>What holds for one package instead; null where all its uploads count.</summary>
    public IReadOnlyDictionary<PackageName, DateTimeOffset?> CutOffs { get; private init; } =
        new Dictionary<PackageName, DateTimeOffset?>();

    /// <summary>The moment for a package; null for none.</summary>
    public DateTimeOffset? Of(PackageName name) => CutOffs.TryGetValue(name, out var own) ? own : CutOff;

    /// <exception cref="UsageException">A value cannot be read.</exception>
    public static NewnessSettings Read(SettingsReader reader, TimeProvider time)
    {
        var pairs = new Dictionary<PackageName, DateTimeOffset?>();
        foreach (var text in reader.Texts(ResolverOptions.ExcludeNewerPackage))
        {
            var (name, value) = PackageNames.ParsePair(text, ResolverOptions.ExcludeNewerPackage);
            pairs.TryAdd(
                name,
                value == "false" ? null
                    : ExcludeNewerText.TryParse(value, time, out var moment) ? moment
                    : throw new UsageException(
                        $"invalid value '{text}' for '{ResolverOptions.ExcludeNewerPackage}': Invalid `exclude-newer-package` value `{value}`: {ExcludeNewerText.Problem(value)}"
                    )
            );
        }
        return new NewnessSettings
        {
            CutOff = reader.Text(ResolverOptions.ExcludeNewer) is { } all
                ? ExcludeNewerText.Parse(all, ResolverOptions.ExcludeNewer, time)
                : null,
            CutOffs = pairs,
        };
    }
}
