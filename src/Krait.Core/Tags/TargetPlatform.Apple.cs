namespace Krait.Tags;

public sealed partial class TargetPlatform
{
    /// <summary>
    /// macOS. Since version 11 only the major number counts; wheels for 10.x run there if the machine could run them.
    /// <paramref name="machine"/> is <c>arm64</c>, <c>x86_64</c>, or one of the old ones (<c>i386</c>, <c>ppc64</c>, <c>ppc</c>).
    /// </summary>
    public static TargetPlatform MacOS(int major, int minor, string machine)
    {
        var tags = new List<string>();
        if (major == 10)
        {
            for (var version = Math.Min(minor, HighestMinor); version >= 0; version--)
                AddMacTags(tags, 10, version, machine);
        }
        for (var version = Math.Min(major, HighestMinor); version >= 11; version--)
            AddMacTags(tags, version, 0, machine);
        if (major >= 11)
        {
            for (var version = 16; version >= 4; version--)
            {
                if (machine is "x86_64")
                    AddMacTags(tags, 10, version, machine);
                else
                    tags.Add($"macosx_10_{version}_universal2");
            }
        }
        return new($"macosx_{major}_{minor}_{machine}", [.. tags]);
    }

    /// <summary>iOS from 12 on (PEP 730). <paramref name="kind"/> is <c>arm64_iphoneos</c>, <c>arm64_iphonesimulator</c> or <c>x86_64_iphonesimulator</c>.</summary>
    public static TargetPlatform Ios(int major, int minor, string kind)
    {
        var tags = new List<string>();
        for (var version = Math.Min(major, HighestMinor); version >= 12; version--)
        {
            for (var lesser = version == major ? Math.Min(minor, HighestMinor) : 9; lesser >= 0; lesser--)
                tags.Add($"ios_{version}_{lesser}_{kind}");
        }
        return new($"ios_{major}_{minor}_{kind}", [.. tags]);
    }

    private static void AddMacTags(List<string> tags, int major, int minor, string machine)
    {
        foreach (var format in MacFormats(major, minor, machine))
            tags.Add($"macosx_{major}_{minor}_{format}");
    }

    // What the binary formats mean: fat is ppc + i386, fat3 adds x86_64, fat64 is ppc64 + x86_64, intel is i386 + x86_64,
    // universal2 is x86_64 + arm64, universal is everything of its time.
    private static string[] MacFormats(int major, int minor, string machine) =>
        machine switch
        {
            "x86_64" when major > 10 || minor >= 4 =>
            [
                "x86_64",
                "intel",
                "fat64",
                "fat3",
                "universal2",
                "universal",
            ],
            "i386" when major > 10 || minor >= 4 => ["i386", "intel", "fat3", "fat", "universal"],
            "ppc64" when major == 10 && minor is 4 or 5 => ["ppc64", "fat64", "universal"],
            "ppc" when major == 10 && minor <= 6 => ["ppc", "fat3", "fat", "universal"],
            "arm64" => ["arm64", "universal2"],
            _ => [],
        };
}
