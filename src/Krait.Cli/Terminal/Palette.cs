namespace Krait.Cli.Terminal;

/// <summary>When colours are used.</summary>
internal enum ColorMode
{
    Auto,
    Always,
    Never,
}

/// <summary>The styles of one stream; without colours every style gives the text back as it is.</summary>
internal sealed class Palette(ColorMode mode, Func<bool> isTerminal)
{
    private bool? _isOn = mode switch
    {
        ColorMode.Always => true,
        ColorMode.Never => false,
        _ => null,
    };

    /// <summary>Whether this stream shows colours; asks the system at first use.</summary>
    public bool IsOn => _isOn ??= isTerminal();

    public string Bold(string text) => Style("1", text);

    public string Dim(string text) => Style("2", text);

    public string Red(string text) => Style("1;31", text);

    public string Green(string text) => Style("32", text);

    public string PlainCyan(string text) => Style("36", text);

    public string PlainRed(string text) => Style("31", text);

    public string PlainYellow(string text) => Style("33", text);

    public string Yellow(string text) => Style("1;33", text);

    public string Cyan(string text) => Style("1;36", text);

    private string Style(string code, string text) => IsOn ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
