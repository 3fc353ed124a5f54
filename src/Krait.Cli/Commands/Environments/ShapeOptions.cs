using Krait.Cli.Arguments;
using Krait.Cli.Settings;
using Krait.Environments;
using Krait.Pythons;
using Krait.Versions;

namespace Krait.Cli.Commands.Environments;

/// <summary>The options of virtualenv that shape an environment: its own command has them, with their variables, and <c>krait venv</c>.</summary>
/// <param name="prefixes">What the names of their variables begin with; null for no variables.</param>
internal sealed class ShapeOptions(string[]? prefixes)
{
    private readonly OptionDescription _symlinks = Flag(
        prefixes,
        "--symlinks",
        "Link to the interpreter, as is usual",
        conflict: "--copies"
    );

    private readonly OptionDescription _copies = Flag(
        prefixes,
        "--copies",
        "Copy the interpreter",
        alias: "--always-copy"
    );

    private readonly OptionDescription _activators = Valued(
        prefixes,
        "--activators",
        "ACTIVATORS",
        "Which activation scripts to write, separated by commas; all unless given"
    );

    private readonly OptionDescription _noVcsIgnore = Flag(
        prefixes,
        "--no-vcs-ignore",
        "Write no .gitignore into it"
    );

    private readonly OptionDescription _tryFirstWith = Valued(
        prefixes,
        "--try-first-with",
        "PY_EXE",
        "Take this Python if it is one that is asked for"
    );

    private readonly OptionDescription _pip = Valued(
        prefixes,
        "--pip",
        "VERSION",
        "Begin with this pip: a version, bundle, embed or none"
    );

    private readonly OptionDescription _setuptools = Valued(
        prefixes,
        "--setuptools",
        "VERSION",
        "Begin with this setuptools: a version, bundle, embed or none"
    );

    private readonly OptionDescription _extraSearchDir = Valued(
        prefixes,
        "--extra-search-dir",
        "DIRECTORY",
        "Take what the environment begins with from this folder of wheels too"
    );

    private readonly OptionDescription _download = Flag(
        prefixes,
        "--download",
        "Take the newest pip from an index, not the one that the Python brings along"
    );

    private readonly OptionDescription _noDownload = Flag(
        prefixes,
        "--no-download",
        "Take the pip that the Python brings along",
        alias: "--never-download"
    );

    public OptionDescription[] All =>
        [
            _symlinks,
            _copies,
            _activators,
            _noVcsIgnore,
            _tryFirstWith,
            _pip,
            _setuptools,
            _extraSearchDir,
            _download,
            _noDownload,
            .. s_inner,
            Wheel("--wheel", "VERSION"),
        ];

    public bool Copies(SettingsReader reader) => reader.IsOn(_copies);

    /// <param name="reader">What the user says.</param>
    /// <param name="usual">The names that are installed unless the user says otherwise.</param>
    /// <param name="downloads">Whether the indexes come first unless the user says otherwise.</param>
    /// <exception cref="UsageException">A version cannot be read.</exception>
    public SeedSettings Seeds(SettingsReader reader, IReadOnlyList<string> usual, bool downloads)
    {
        var (pip, setuptools) = (reader.Text(_pip), reader.Text(_setuptools));
        List<string> requirements = [.. Seed(_pip, pip, usual), .. Seed(_setuptools, setuptools, usual)];
        requirements.AddRange(usual.Where(name => name is not ("pip" or "setuptools")));
        var prefers = reader.IsOn(_download) || (downloads && !reader.IsOn(_noDownload));
        return new SeedSettings(
            requirements,
            prefers && pip is not "embed" && setuptools is not "embed",
            prefers
                || requirements.Exists(r => r.Contains("==", StringComparison.Ordinal))
                || setuptools is "bundle",
            pip is "embed" || setuptools is "embed" ? [] : reader.Texts(_extraSearchDir)
        );
    }

    /// <summary>The names of the scripts to write; null for all.</summary>
    /// <exception cref="KraitException">There is no such script; exit code 2.</exception>
    public IReadOnlySet<string>? Activators(SettingsReader reader) =>
        VirtualenvActivators.Parse(reader.Text(_activators));

    /// <summary>The first Python named to be tried that fits any of the requests; null for none.</summary>
    public PythonInterpreter? TryFirst(
        Invocation invocation,
        PythonDiscovery discovery,
        IReadOnlyList<PythonRequest> requests
    )
    {
        foreach (var path in invocation.Reader.Texts(_tryFirstWith))
        {
            try
            {
                var named = discovery.Inspect(Path.GetFullPath(path, invocation.Global.WorkingDirectory));
                if (requests.Any(request => request.Matches(named)))
                    return named;
            }
            catch (PythonNotFoundException missing)
            {
                invocation.Terminal.Detail(missing.Message);
            }
        }
        return null;
    }

    /// <summary>Takes out of a new environment what is not wanted.</summary>
    public void Trim(SettingsReader reader, PythonEnvironment environment, IReadOnlySet<string>? activators)
    {
        VirtualenvActivators.RemoveOthers(environment, activators);
        if (reader.IsOn(_noVcsIgnore))
            File.Delete(Path.Join(environment.Root, ".gitignore"));
    }

    /// <summary>An option about <c>wheel</c>, which virtualenv does not install any more.</summary>
    public static OptionDescription Wheel(string name, string? value = null) =>
        new(name, "Has no effect")
        {
            Value = value,
            Repeatable = true,
            Hidden = true,
            NoEffect = $"virtualenv's `{name}` has no effect (pip needs no `wheel` to build)",
        };

    public static OptionDescription Flag(
        string[]? prefixes,
        string name,
        string meaning,
        string? alias = null,
        string? conflict = null
    ) =>
        new(name, meaning)
        {
            Repeatable = true,
            Aliases = alias is null ? [] : [alias],
            Conflicts = conflict is null ? [] : [conflict],
            Variable = VariableOf(prefixes, name),
            VariablePrefixes = prefixes ?? EnvironmentVariables.OwnPrefixes,
            Group = GroupOf(prefixes),
        };

    public static OptionDescription Valued(string[]? prefixes, string name, string value, string meaning) =>
        new(name, meaning)
        {
            Value = value,
            Repeatable = true,
            Variable = VariableOf(prefixes, name),
            VariableSeparator = ',',
            VariablePrefixes = prefixes ?? EnvironmentVariables.OwnPrefixes,
            Group = GroupOf(prefixes),
        };

    private static readonly OptionDescription[] s_inner =
    [
        Inner("--with-traceback"),
        Inner("--read-only-app-data"),
        Inner("--app-data", "APP_DATA"),
        Inner("--reset-app-data"),
        Inner("--upgrade-embed-wheels"),
        Inner("--discovery", "DISCOVERY", "builtin"),
        Inner("--creator", "CREATOR", "builtin", "cpython3-posix", "venv"),
        Inner("--seeder", "SEEDER", "app-data", "pip"),
        Inner("--no-periodic-update"),
        Inner("--symlink-app-data"),
    ];

    private static OptionDescription Inner(string name, string? value = null, params string[] choices) =>
        new(name, "Has no effect: it steers how virtualenv works inside")
        {
            Value = value,
            Choices = choices,
            Hidden = true,
            Repeatable = true,
        };

    private static IEnumerable<string> Seed(
        OptionDescription option,
        string? asked,
        IReadOnlyList<string> usual
    )
    {
        var name = option.Name[2..];
        if (asked is "none" || (asked is null && !usual.Contains(name, StringComparer.Ordinal)))
            return [];
        if (asked is null or "bundle" or "embed")
            return [name];
        return PackageVersion.TryParse(asked, out _)
            ? [$"{name}=={asked}"]
            : throw new UsageException(
                $"invalid value '{asked}' for '{option}': expected a version, bundle, embed or none"
            );
    }

    private static string GroupOf(string[]? prefixes) =>
        prefixes is null ? "Options of virtualenv" : "Options";

    private static string? VariableOf(string[]? prefixes, string name) =>
        prefixes is null ? null : name[2..].Replace('-', '_').ToUpperInvariant();
}
