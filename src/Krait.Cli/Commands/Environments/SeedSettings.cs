namespace Krait.Cli.Commands.Environments;

/// <summary>What a new environment begins with, and where that is taken from.</summary>
/// <param name="Requirements">Names, with versions where one is asked for; none for a bare environment.</param>
/// <param name="PrefersIndexes">Whether the newest of the indexes are wanted before what is at hand.</param>
/// <param name="MayUseIndexes">Whether the indexes are asked for what is not at hand.</param>
/// <param name="Folders">Folders of wheels beside those that the interpreter brings along.</param>
internal sealed record SeedSettings(
    IReadOnlyList<string> Requirements,
    bool PrefersIndexes,
    bool MayUseIndexes,
    IReadOnlyList<string> Folders
);
