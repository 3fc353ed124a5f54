namespace Krait.Tags;

/// <summary>Says why a wheel does not run on a Python.</summary>
public static class TagMismatch
{
    /// <summary>What the wheel is for, and what is here, in one sentence; null where it fits.</summary>
    public static string? Explain(WheelTags wheel, CompatibilityTags here)
    {
        if (here.TryRank(wheel, out _))
            return null;
        var target = here.Target;
        if (!here.FitsPlatform(wheel))
        {
            var best = target.Platform.Tags is [var first, ..] ? first : "any";
            return $"The wheel is compatible with {Spoken(wheel.Platform, PlatformName)}, but you're on {PlatformName(best)} (`{best}`)";
        }
        var python = $"{PythonPrefix(target.Implementation)}{target.Major}{target.Minor}";
        var abi = target.Abis.Count > 0 ? target.Abis[0] : "none";
        var isOther = !wheel.Python.ToString().Split('.').Contains(python, StringComparer.Ordinal);
        return isOther || wheel.Abi is "none"
            ? $"The wheel is compatible with {Spoken(wheel.Python, PythonName)}, but you're using {PythonName(python)} (`{python}`)"
            : $"The wheel needs the Python ABI {Spoken(wheel.Abi, null)}, but {PythonName(python)} here has `{abi}`";
    }

    private static string Spoken(ReadOnlySpan<char> tags, Func<string, string>? name) =>
        string.Join(
            " or ",
            tags.ToString().Split('.').Select(tag => name is null ? $"`{tag}`" : $"{name(tag)} (`{tag}`)")
        );

    private static string PythonPrefix(string implementation) =>
        implementation switch
        {
            "cpython" => "cp",
            "pypy" => "pp",
            _ => "py",
        };

    private static string PythonName(string tag)
    {
        var digits = tag.AsSpan().TrimStart("abcdefghijklmnopqrstuvwxyz");
        var name = tag[..^digits.Length] switch
        {
            "cp" => "CPython",
            "pp" => "PyPy",
            _ => "Python",
        };
        return digits.Length > 1 ? $"{name} {digits[0]}.{digits[1..]}" : $"{name} {digits}";
    }

    private static string PlatformName(string tag) =>
        tag switch
        {
            _ when tag.StartsWith("manylinux", StringComparison.Ordinal) => "Linux",
            _ when tag.StartsWith("musllinux", StringComparison.Ordinal) => "Linux with musl",
            _ when tag.StartsWith("linux", StringComparison.Ordinal) => "Linux",
            _ when tag.StartsWith("macosx", StringComparison.Ordinal) => "macOS",
            _ when tag.StartsWith("win", StringComparison.Ordinal) => "Windows",
            _ => "another platform",
        };
}
