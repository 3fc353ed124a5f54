using Krait.Cli.Settings;
using Krait.Cli.Terminal;

namespace Krait.Cli.Arguments;

/// <summary>One run of one verb: what was typed, what surrounds it, and where to write.</summary>
internal sealed class Invocation
{
    public required ParsedArguments Arguments { get; init; }

    public required SettingsReader Reader { get; init; }

    public required GlobalSettings Global { get; init; }

    public required TerminalWriter Terminal { get; init; }
}
