namespace Krait.Cli.Settings;

/// <summary>The index that is asked when none is named.</summary>
internal static class DefaultIndex
{
    public const string Url = "https://pypi.org/simple";
}
