namespace Krait.Cli.Arguments;

/// <summary>A word that only leads to verbs, as <c>pip</c> or <c>cache</c>; the root has an empty path.</summary>
internal sealed record CommandGroup(string Path, string Summary)
{
    public string Usage =>
        Path.Length == 0 ? "krait [OPTIONS] <COMMAND>" : $"krait {Path} [OPTIONS] <COMMAND>";
}
