using Krait.Cli.Arguments;
using Krait.Requirements;

namespace Krait.Cli.Settings;

/// <summary>Options whose values are package names.</summary>
internal static class PackageNames
{
    /// <exception cref="UsageException">A value is no package name.</exception>
    public static IReadOnlySet<PackageName> ReadSet(SettingsReader reader, OptionDescription option) =>
        reader.Texts(option).Select(text => Parse(text, option)).ToHashSet();

    /// <summary>What is wrong with a text as a name; null for nothing.</summary>
    public static string? Problem(string text) =>
        PackageName.TryParse(text, out _)
            ? null
            : $"Not a valid package or extra name: \"{text}\". Names must start and end with a letter or digit and may only contain -, _, ., and alphanumeric characters.";

    /// <exception cref="UsageException">The text is no package name.</exception>
    public static PackageName Parse(string text, OptionDescription option) =>
        Problem(text) is { } problem
            ? throw new UsageException($"invalid value '{text}' for '{option}': {problem}")
            : PackageName.Parse(text);

    /// <summary>Reads <c>PACKAGE=VALUE</c>.</summary>
    /// <exception cref="UsageException">There is no equals sign, or no name before it.</exception>
    public static (PackageName Name, string Value) ParsePair(string text, OptionDescription option)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (Parse(text[..equals], option), text[(equals + 1)..])
            : throw new UsageException(
                $"invalid value '{text}' for '{option}': Invalid `{option.Name[2..]}` value `{text}`: expected format `PACKAGE={option.PairValue}`"
            );
    }
}
