using Krait.Cli.Commands;
using Krait.Cli.Commands.Cache;
using Krait.Cli.Commands.Environments;
using Krait.Cli.Commands.Pip;
using Krait.Cli.Commands.Python;

namespace Krait.Cli.Arguments;

/// <summary>The tree of verbs. A description is made only when it is asked for.</summary>
internal static class CommandTable
{
    /// <summary>Every verb in the order of help.</summary>
    private static readonly string[] Verbs =
    [
        "venv",
        "virtualenv",
        "python list",
        "python find",
        "pip compile",
        "pip sync",
        "pip install",
        "pip uninstall",
        "pip freeze",
        "pip list",
        "pip show",
        "pip check",
        "cache clean",
        "cache prune",
        "cache dir",
        "cache size",
        "generate-shell-completion",
        "help",
    ];

    public static CommandDescription? Find(string path) =>
        path switch
        {
            "venv" => VenvCommand.Description,
            "virtualenv" => VirtualenvCommand.Description,
            "python list" => PythonListCommand.Description,
            "python find" => PythonFindCommand.Description,
            "pip sync" => SyncCommand.Description,
            "pip install" => InstallCommand.Description,
            "pip uninstall" => UninstallCommand.Description,
            "pip freeze" => FreezeCommand.Description,
            "pip list" => ListCommand.Description,
            "pip show" => ShowCommand.Description,
            "pip check" => CheckCommand.Description,
            "cache clean" => CleanCommand.Description,
            "cache prune" => PruneCommand.Description,
            "cache dir" => DirCommand.Description,
            "cache size" => SizeCommand.Description,
            "pip compile" => CompileCommand.Description,
            "generate-shell-completion" => CompletionCommand.Description,
            "help" => HelpCommand.Description,
            _ => null,
        };

    public static CommandGroup? FindGroup(string path) =>
        path switch
        {
            "" => new CommandGroup("", "Python environments, packages and versions, quickly and safely"),
            "pip" => new CommandGroup("pip", "Work on packages in an environment, with pip's verbs"),
            "python" => new CommandGroup("python", "Find the Pythons of this machine"),
            "cache" => new CommandGroup("cache", "Look after the cache"),
            _ => null,
        };

    /// <summary>The words that may follow a group's path.</summary>
    public static IReadOnlyList<(string Word, string Summary)> ChildrenOf(string path)
    {
        var children = new List<(string Word, string Summary)>();
        foreach (var verb in Verbs)
        {
            if (path.Length > 0 && !verb.StartsWith(path + " ", StringComparison.Ordinal))
                continue;
            var rest = path.Length == 0 ? verb : verb[(path.Length + 1)..];
            var space = rest.IndexOf(' ', StringComparison.Ordinal);
            var word = space < 0 ? rest : rest[..space];
            if (children.Exists(c => c.Word == word))
                continue;
            var below = path.Length == 0 ? word : $"{path} {word}";
            children.Add((word, FindGroup(below)?.Summary ?? Find(below)?.Summary ?? ""));
        }
        return children;
    }
}
