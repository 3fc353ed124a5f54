using System.Text;

namespace Krait.Installer;

/// <summary>Names in the scripts folder that belong to the environment itself and that no wheel may bring.</summary>
internal static class ReservedNames
{
    private static readonly string[] s_activation =
    [
        "activate",
        "activate.bat",
        "activate.csh",
        "activate.fish",
        "activate.nu",
        "activate.ps1",
        "activate.xsh",
        "activate_this.py",
        "deactivate.bat",
    ];

    /// <summary>
    /// Whether a script of this name would stand in for the interpreter: <c>python</c>, <c>pythonw</c>, <c>pypy</c> or
    /// <c>graalpy</c>, with or without a version such as <c>3</c>, <c>3.12</c> or <c>3.13t</c>, in any letter case,
    /// with or without <c>.exe</c>. <c>python-config</c> and <c>pythonic</c> are no such names.
    /// </summary>
    public static bool IsInterpreter(ReadOnlySpan<byte> name)
    {
        if (EndsWith(name, ".exe"u8))
        {
            name = name[..^4];
        }

        foreach (var stem in (ReadOnlySpan<string>)["pythonw", "python", "pypy", "graalpy"])
        {
            if (StartsWith(name, stem) && IsVersion(name[stem.Length..]))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsInterpreter(string name) => IsInterpreter(Encoding.UTF8.GetBytes(name));

    /// <summary>
    /// Whether a script of this name would stand in for what the environment's shells source: <c>activate</c> with or without a
    /// shell's suffix, <c>activate_this.py</c> or <c>deactivate.bat</c>, in any letter case.
    /// </summary>
    public static bool IsActivation(ReadOnlySpan<byte> name)
    {
        foreach (var script in s_activation)
        {
            if (name.Length == script.Length && StartsWith(name, script))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a path below the root of an environment is its interpreter, its configuration, its activation or where its changes are
    /// prepared.
    /// </summary>
    public static bool IsProtected(ReadOnlySpan<byte> path)
    {
        if (path.Length == 10 && StartsWith(path, "pyvenv.cfg") || StartsWith(path, ".krait/"))
        {
            return true;
        }

        foreach (var folder in (ReadOnlySpan<string>)["bin/", "scripts/"])
        {
            if (
                StartsWith(path, folder)
                && (IsInterpreter(path[folder.Length..]) || IsActivation(path[folder.Length..]))
            )
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsVersion(ReadOnlySpan<byte> rest)
    {
        if (rest is [.., (byte)'t' or (byte)'T'] && rest.Length > 1)
        {
            rest = rest[..^1];
        }

        var digits = true;
        foreach (var c in rest)
        {
            if (c != (byte)'.' && c is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            digits = c != (byte)'.';
        }

        return digits && (rest.IsEmpty || rest[0] != (byte)'.');
    }

    private static bool StartsWith(ReadOnlySpan<byte> name, string prefix) =>
        name.Length >= prefix.Length && Ascii.EqualsIgnoreCase(name[..prefix.Length], prefix);

    private static bool EndsWith(ReadOnlySpan<byte> name, ReadOnlySpan<byte> suffix) =>
        name.Length >= suffix.Length && Ascii.EqualsIgnoreCase(name[^suffix.Length..], suffix);
}
