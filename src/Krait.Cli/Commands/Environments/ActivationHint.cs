using Krait.Cli.Settings;

namespace Krait.Cli.Commands.Environments;

/// <summary>The command that activates an environment in the shell that the user sits at.</summary>
internal static class ActivationHint
{
    /// <summary>Null for a shell that is not known, or has no script.</summary>
    public static string? For(string environment, bool isRelocatable)
    {
        var folder = OperatingSystem.IsWindows() ? "Scripts" : "bin";
        var script = Path.Combine(environment, folder, "activate");
        if (script.StartsWith("./", StringComparison.Ordinal))
            script = script[2..];
        return Shell() switch
        {
            "nu" => "overlay use " + Quoted(script + ".nu"),
            "fish" => "source " + Quoted(script + ".fish"),
            "csh" or "tcsh" => isRelocatable ? null : "source " + Quoted(script + ".csh"),
            "pwsh" => Quoted(script + ".ps1"),
            "sh" => "source " + Quoted(script),
            _ => null,
        };
    }

    private static string? Shell()
    {
        // Shells set these for themselves without exporting them, save where users do; the login shell comes last.
        if (EnvironmentVariables.Plain("NU_VERSION") is not null)
            return "nu";
        if (EnvironmentVariables.Plain("FISH_VERSION") is not null)
            return "fish";
        foreach (var name in (ReadOnlySpan<string>)["BASH_VERSION", "ZSH_VERSION", "KSH_VERSION"])
        {
            if (EnvironmentVariables.Plain(name) is not null)
                return "sh";
        }
        if (EnvironmentVariables.Plain("PSModulePath") is not null)
            return "pwsh";
        return Path.GetFileName(EnvironmentVariables.Plain("SHELL")) switch
        {
            "bash" or "zsh" or "ksh" => "sh",
            "fish" => "fish",
            "csh" => "csh",
            "tcsh" => "tcsh",
            "pwsh" => "pwsh",
            _ => null,
        };
    }

    private static string Quoted(string path)
    {
        var isPlain = path.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+:@%,=".Contains(c));
        return isPlain ? path : "'" + path.Replace("'", "'\"'\"'", StringComparison.Ordinal) + "'";
    }
}
