using Krait.Tags;

namespace Krait.Resolver;

/// <summary>Names the tags that an environment looks for.</summary>
internal static class TargetTags
{
    /// <summary>The tag whose absence a reason tells of, as <c>(e.g., `cp312`)</c>; empty for other reasons.</summary>
    public static string Example(CompatibilityTags tags, UnavailableKind reason)
    {
        var tag = reason switch
        {
            UnavailableKind.WrongPythonTag => PythonOf(tags),
            UnavailableKind.WrongAbiTag or UnavailableKind.WrongPythonVersionTag => AbiOf(tags),
            UnavailableKind.WrongPlatformTag => PlatformOf(tags),
            _ => "",
        };
        return tag.Length == 0 ? "" : $"(e.g., `{tag}`)";
    }

    /// <summary>As <c>cp312</c>.</summary>
    public static string PythonOf(CompatibilityTags tags)
    {
        var target = tags.Target;
        return target.Implementation switch
        {
            "cpython" => $"cp{target.Major}{target.Minor}",
            "pypy" => $"pp{target.Major}{target.Minor}",
            _ => $"py{target.Major}{target.Minor}",
        };
    }

    /// <summary>As <c>cp312</c>, or <c>none</c>.</summary>
    public static string AbiOf(CompatibilityTags tags) =>
        tags.Target.Abis.Count > 0 ? tags.Target.Abis[0] : "none";

    /// <summary>As <c>manylinux_2_36_x86_64</c>; empty if nothing is known.</summary>
    public static string PlatformOf(CompatibilityTags tags) =>
        tags.Target.Platform.Tags.Count > 0 ? tags.Target.Platform.Tags[0] : "";

    /// <summary>As <c>CPython 3.12</c>.</summary>
    public static string Spoken(CompatibilityTags tags)
    {
        var target = tags.Target;
        var name = target.Implementation switch
        {
            "cpython" => target.IsFreeThreaded ? "free-threaded CPython" : "CPython",
            "pypy" => "PyPy",
            "graalpy" => "GraalPy",
            var other => other,
        };
        return $"{name} {target.Major}.{target.Minor}";
    }
}
