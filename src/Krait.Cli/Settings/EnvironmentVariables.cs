using System.Collections;

namespace Krait.Cli.Settings;

/// <summary>The process's variables. Krait's own name is asked first; failing that, the same variable of uv.</summary>
internal static class EnvironmentVariables
{
    /// <summary>Krait's own, then uv's.</summary>
    public static readonly string[] OwnPrefixes = ["KRAIT_", "UV_"];

    /// <summary>The value of <c>KRAIT_NAME</c>, else of <c>UV_NAME</c>, and which of them it was; null if neither is set.</summary>
    public static (string Variable, string Value)? Find(string name) => Find(name, OwnPrefixes);

    /// <summary>The same under other prefixes.</summary>
    public static (string Variable, string Value)? Find(string name, string[] prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (Environment.GetEnvironmentVariable(prefix + name) is { } value)
                return (prefix + name, value);
        }
        return null;
    }

    /// <summary>A variable that is no one's own, as <c>HOME</c>; null if it is not set or empty.</summary>
    public static string? Plain(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>A yes or no; null if the variable is not set.</summary>
    /// <exception cref="KraitException">It is set to something else; exit code 2.</exception>
    public static bool? Boolean(string name) => Boolean(name, OwnPrefixes);

    /// <summary>The same under other prefixes.</summary>
    public static bool? Boolean(string name, string[] prefixes)
    {
        if (Find(name, prefixes) is not var (variable, value))
            return null;
        return value.ToLowerInvariant() switch
        {
            "y" or "yes" or "t" or "true" or "on" or "1" => true,
            "n" or "no" or "f" or "false" or "off" or "0" => false,
            _ => throw Invalid(variable, value, "expected a boolish value"),
        };
    }

    /// <summary>A whole number from 0; null if the variable is not set or empty.</summary>
    /// <exception cref="KraitException">It is set to something else; exit code 2.</exception>
    public static int? Number(string name)
    {
        if (Find(name) is not var (variable, value) || value.Length == 0)
            return null;
        return int.TryParse(value, System.Globalization.NumberStyles.None, null, out var number)
            ? number
            : throw Invalid(variable, value, "expected a whole number");
    }

    /// <summary>The folders of <c>PATH</c>.</summary>
    public static string[] SearchPath() => Plain("PATH")?.Split(Path.PathSeparator) ?? [];

    /// <summary>All variables as lines <c>NAME=value</c>, for child processes.</summary>
    public static string[] Lines()
    {
        var lines = new List<string>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            lines.Add($"{variable.Key}={variable.Value}");
        return [.. lines];
    }

    /// <summary>The error of a variable that holds something else than it should; exit code 2.</summary>
    public static KraitException Invalid(string variable, string value, string expected) =>
        new($"Failed to parse environment variable `{variable}` with invalid value `{value}`: {expected}")
        {
            ExitCode = 2,
        };
}
