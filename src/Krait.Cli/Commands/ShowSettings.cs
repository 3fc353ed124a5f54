using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Cli.Terminal;
using Krait.Http;

namespace Krait.Cli.Commands;

/// <summary>
/// <c>--show-settings</c>: what a command is set to, one <c>name = value</c> a line, in the order of help, with the place it comes
/// from behind a <c>#</c>. What nobody set has no value. Passwords are masked.
/// </summary>
internal static class ShowSettings
{
    public static int Run(Invocation invocation)
    {
        var (reader, global, terminal) = (invocation.Reader, invocation.Global, invocation.Terminal);
        var command = invocation.Arguments.Command;
        Line("command", command.Path, null);
        Line("arguments", Shown(invocation.Arguments.Positionals), null);
        Line("working-directory", global.WorkingDirectory, null);
        Line("project-folder", global.ProjectFolder, null);
        Line("cache-folder", global.CacheFolder, null);
        foreach (var option in command.AllOptions())
        {
            if (option == GlobalOptions.Help || option == GlobalOptions.ShowSettings || option.IsInert)
                continue;
            var (value, source) = reader.Describe(option);
            Line(option.Name[2..], Shown(value), source);
        }
        terminal.Flush();
        return 0;

        void Line(string name, string value, string? source) =>
            terminal.Answer(
                $"{name} = {PrintableText.Of(value)}".TrimEnd() + (source is null ? "\n" : $"  # {source}\n")
            );
    }

    private static string Shown(IEnumerable<string> values) => string.Join(", ", values.Select(SafeUrl.Show));
}
