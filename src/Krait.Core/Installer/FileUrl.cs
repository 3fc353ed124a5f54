using System.Text;

namespace Krait.Installer;

/// <summary>File addresses of paths, with every sign encoded that could be read as something else.</summary>
internal static class FileUrl
{
    private const string Plain = "/-._~!$&'()*+,;=:@";

    /// <summary>The address of an absolute path.</summary>
    public static string Of(string path)
    {
        var text = new StringBuilder("file://");
        if (OperatingSystem.IsWindows())
        {
            path = "/" + path.Replace('\\', '/');
        }

        foreach (var b in Encoding.UTF8.GetBytes(path))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || Plain.Contains((char)b, StringComparison.Ordinal))
            {
                _ = text.Append((char)b);
            }
            else
            {
                _ = text.Append('%').Append(b.ToString("X2"));
            }
        }

        return text.ToString();
    }
}
