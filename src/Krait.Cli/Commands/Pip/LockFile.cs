using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Projects.Locking;
using Krait.Requirements;
using Krait.Resolver;
using Krait.Toml;

namespace Krait.Cli.Commands.Pip;

/// <summary>A <c>pylock.toml</c> to install from. It stands alone: nothing else says what to install.</summary>
internal sealed class LockFile
{
    private readonly PylockToml _toml;
    private readonly string _shown;
    private readonly string? _folder;
    private readonly IReadOnlyList<ExtraName> _extras;
    private readonly IReadOnlyList<string>? _groups;

    private LockFile(Invocation invocation, PylockToml toml, string shown, string? folder)
    {
        var reader = invocation.Reader;
        _toml = toml;
        _shown = shown;
        _folder = folder;
        _extras = reader.IsOn(RequirementOptions.AllExtras)
            ? toml.Extras
            : [.. reader.Texts(RequirementOptions.Extra).Select(ExtraName.Parse)];
        var groups = reader.Texts(RequirementOptions.Group);
        _groups = groups.Count > 0 ? groups : null;
    }

    /// <summary>Whether a source is meant to be a lock file.</summary>
    public static bool IsMeant(string file) =>
        file.EndsWith(".toml", StringComparison.OrdinalIgnoreCase) && NameOf(file) != "pyproject.toml";

    /// <summary>Reads the one source that is a lock file; null if none is.</summary>
    /// <exception cref="KraitException">It is none, it cannot be read, or something stands beside it; exit code 2.</exception>
    public static LockFile? TryRead(
        Invocation invocation,
        RequirementFileAccess files,
        IReadOnlyList<string> packages,
        IReadOnlyList<string> requirementFiles
    )
    {
        if (requirementFiles.FirstOrDefault(IsMeant) is not { } file)
            return null;
        CheckName(file);
        if (packages.Count + requirementFiles.Count > 1)
            throw Refused("Cannot specify additional requirements alongside a `pylock.toml` file");
        var reader = invocation.Reader;
        if (reader.Texts(RequirementOptions.Constraints).Count > 0)
            throw Refused("Cannot specify constraints with a `pylock.toml` file");
        if (
            reader.Takes(RequirementOptions.Overrides)
            && reader.Texts(RequirementOptions.Overrides).Count > 0
        )
            throw Refused("Cannot specify overrides with a `pylock.toml` file");
        var isRemote = file.Contains("://", StringComparison.Ordinal);
        var folder = isRemote
            ? null
            : Path.GetDirectoryName(Path.GetFullPath(file, invocation.Global.WorkingDirectory));
        return new LockFile(invocation, Parse(files.Open(file).Span, file), file, folder);
    }

    /// <exception cref="KraitException">The file may not be called that; exit code 2.</exception>
    public static void CheckName(string file)
    {
        if (!PylockToml.IsFileName(NameOf(file)))
        {
            throw Refused(
                $"`{NameOf(file)}` is not a valid PEP 751 filename: expected `pylock.toml` or `pylock.<name>.toml`, where `<name>` is non-empty and contains no dots"
            );
        }
    }

    /// <summary>Reads the text of a lock file.</summary>
    /// <exception cref="KraitException">It is none; exit code 2.</exception>
    public static PylockToml Parse(ReadOnlySpan<byte> text, string shown)
    {
        try
        {
            return PylockToml.Read(TomlDocument.Parse(text));
        }
        catch (Exception wrong) when (wrong is TomlException or PylockException)
        {
            throw new KraitException($"Not a valid `pylock.toml` file: {shown}", wrong) { ExitCode = 2 };
        }
    }

    /// <summary>What the lock holds for a Python.</summary>
    /// <exception cref="KraitException">It holds nothing for that Python, or something that must be built; exit code 2.</exception>
    public IReadOnlyList<LockedDistribution> Select(ResolutionTarget target, BuildPolicy build)
    {
        try
        {
            var choices = _toml.Select(
                new PylockRequest
                {
                    Environment = target.Environment,
                    Rank = target.Tags.TryRank,
                    Extras = _extras,
                    DependencyGroups = _groups,
                    PrefersSource = name => !build.AllowsWheels(name),
                }
            );
            return [.. choices.Select(Locked)];
        }
        catch (KraitException wrong)
        {
            throw new KraitException($"Cannot install from `{_shown}`", wrong)
            {
                ExitCode = 2,
                Hints = wrong.Hints,
            };
        }
    }

    private LockedDistribution Locked(PylockChoice choice)
    {
        var isLocal = choice.Package.Directory is not null || choice.File?.Path is not null;
        if (_folder is null && isLocal)
        {
            throw Refused(
                $"The lock file comes from an address, and may not name files of this machine: `{choice.Package.Name}`"
            );
        }
        return LockedDistribution.Of(choice, _folder ?? "/");
    }

    private static string NameOf(string file)
    {
        var end = file.Contains("://", StringComparison.Ordinal) ? file.AsSpan().IndexOfAny('?', '#') : -1;
        return Path.GetFileName(end < 0 ? file : file[..end]);
    }

    private static KraitException Refused(string message) => new(message) { ExitCode = 2 };
}
