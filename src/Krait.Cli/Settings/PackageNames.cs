using Krait.Cli.Arguments;
using Krait.Requirements;

namespace Krait.Cli.Settings;

/// <summary>Options whose values are package names.</summary>
internal static class PackageNames
{
    /// <exception cref="UsageException">A value is no package name.</exception>
    public static IReadOnlySet<PackageName> ReadSet(SettingsReader reader, OptionDescription option) =>
        reader.Texts(option).Select(text => Parse(text, option)).ToHashSet();

    /// <exception cref="UsageException">The text is no package name.</exception>
    public static PackageName Parse(string text, OptionDescription option) =>
        PackageName.TryParse(text, out var name)
            ? name
            : throw new UsageException(
                $"invalid value '{text}' for '{option}': Not a valid package or extra name: \"{text}\". Names must start and end with a letter or digit and may only contain -, _, ., and alphanumeric characters."
            );

    /// <summary>Reads <c>PACKAGE=VALUE</c>.</summary>
    /// <exception cref="UsageException">There is no equals sign, or no name before it.</exception>
    public static (PackageName Name, string Value) ParsePair(string text, OptionDescription option)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (Parse(text[..equals], option), text[(equals + 1)..])
            : throw new UsageException($"invalid value '{text}' for '{option}': expected PACKAGE=VALUE");
    }
}
