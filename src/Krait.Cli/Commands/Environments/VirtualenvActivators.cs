using Krait.Environments;

namespace Krait.Cli.Commands.Environments;

/// <summary>virtualenv's names of activation scripts, and the choice among them.</summary>
internal static class VirtualenvActivators
{
    private static readonly (string Name, string[] Files)[] s_scripts =
    [
        ("bash", ["activate"]),
        ("batch", ["activate.bat", "deactivate.bat", "pydoc.bat"]),
        ("cshell", ["activate.csh"]),
        ("fish", ["activate.fish"]),
        ("nushell", ["activate.nu"]),
        ("powershell", ["activate.ps1"]),
        ("python", ["activate_this.py"]),
        ("xonsh", ["activate.xsh"]),
    ];

    /// <summary>Reads a comma-separated choice; null, which means all, for no choice.</summary>
    /// <exception cref="KraitException">A name is unknown; exit code 2.</exception>
    public static IReadOnlySet<string>? Parse(string? text)
    {
        if (text is null)
            return null;
        const StringSplitOptions Tidy =
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        var chosen = text.Split(',', Tidy).ToHashSet(StringComparer.Ordinal);
        var unknown = chosen
            .Except(s_scripts.Select(s => s.Name), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return unknown.Count == 0
            ? chosen
            : throw new KraitException(
                $"the following activators are not available: {string.Join(", ", unknown)}"
            )
            {
                ExitCode = 2,
                Hints = [$"There are {string.Join(", ", s_scripts.Select(s => s.Name))}"],
            };
    }

    /// <summary>Removes the scripts that were not chosen.</summary>
    public static void RemoveOthers(PythonEnvironment environment, IReadOnlySet<string>? chosen)
    {
        if (chosen is null)
            return;
        foreach (var file in s_scripts.Where(s => !chosen.Contains(s.Name)).SelectMany(s => s.Files))
            File.Delete(Path.Join(environment.Paths.Scripts, file));
    }
}
