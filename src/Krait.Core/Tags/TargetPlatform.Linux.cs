namespace Krait.Tags;

public sealed partial class TargetPlatform
{
    /// <summary>
    /// Linux with the GNU C library (PEP 600). <paramref name="machine"/> as <c>uname -m</c> prints it for the process:
    /// <c>i686</c> for a 32-bit Python on a 64-bit kernel. Tags go down to 2.5 on x86, to 2.17 elsewhere.
    /// </summary>
    /// <param name="major">Of the C library; 2.</param>
    /// <param name="minor">Of the C library.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="isManylinuxCompatible">false where the distribution opted out of manylinux wheels by a <c>_manylinux</c> module.</param>
    public static TargetPlatform Glibc(
        int major,
        int minor,
        string machine,
        bool isManylinuxCompatible = true
    )
    {
        var tags = new List<string>();
        if (isManylinuxCompatible && major == 2)
        {
            foreach (var name in LinuxMachines(machine))
            {
                var oldest = name is "x86_64" or "i686" ? 5 : 17;
                for (var version = Math.Min(minor, HighestMinor); version >= oldest; version--)
                {
                    tags.Add($"manylinux_2_{version}_{name}");
                    var legacy = version switch
                    {
                        17 => "manylinux2014",
                        12 => "manylinux2010",
                        5 => "manylinux1",
                        _ => null,
                    };
                    if (legacy is not null)
                        tags.Add($"{legacy}_{name}");
                }
            }
        }
        return new($"manylinux_{major}_{minor}_{machine}", WithNative(tags, machine));
    }

    /// <summary>Linux with the musl C library (PEP 656).</summary>
    public static TargetPlatform Musl(int major, int minor, string machine)
    {
        var tags = new List<string>();
        foreach (var name in LinuxMachines(machine))
        {
            for (var version = Math.Min(minor, HighestMinor); version >= 0; version--)
                tags.Add($"musllinux_{major}_{version}_{name}");
        }
        return new($"musllinux_{major}_{minor}_{machine}", WithNative(tags, machine));
    }

    /// <summary>Linux with a C library that is neither: only wheels built on the same kind of machine.</summary>
    public static TargetPlatform Linux(string machine) => new($"linux_{machine}", WithNative([], machine));

    /// <summary>No C library is near it; it bounds the work that a lying interpreter can ask for.</summary>
    private const int HighestMinor = 999;

    // An ARMv8 processor in 32-bit mode runs what was built for ARMv7.
    private static string[] LinuxMachines(string machine) =>
        machine is "armv8l" ? ["armv8l", "armv7l"] : [machine];

    // Wheels with the bare tag promise nothing about the C library: last, as uv has it.
    private static string[] WithNative(List<string> tags, string machine)
    {
        foreach (var name in LinuxMachines(machine))
            tags.Add($"linux_{name}");
        return [.. tags];
    }
}
