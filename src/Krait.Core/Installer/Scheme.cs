namespace Krait.Installer;

/// <summary>The places that the files of a wheel go to; the values are those of the manifest's layout.</summary>
internal enum Scheme : byte
{
    /// <summary>The body of the wheel: purelib or platlib, as its WHEEL file says.</summary>
    Site,
    Purelib,
    Platlib,
    Headers,
    Scripts,
    Data,
}

internal static class Schemes
{
    public const int Count = 6;

    private static readonly string[] Names = ["site", "purelib", "platlib", "headers", "scripts", "data"];

    /// <summary>The folder of the store entry that holds the files of this scheme.</summary>
    public static string FolderName(this Scheme scheme) => Names[(int)scheme];

    /// <summary>The scheme of a folder inside <c>NAME.data</c>; false for any other name.</summary>
    public static bool TryParseDataKey(ReadOnlySpan<byte> key, out Scheme scheme)
    {
        for (var i = Scheme.Purelib; i <= Scheme.Data; i++)
        {
            var name = Names[(int)i];
            if (key.Length == name.Length && System.Text.Ascii.Equals(key, name))
            {
                scheme = i;
                return true;
            }
        }

        scheme = default;
        return false;
    }
}
