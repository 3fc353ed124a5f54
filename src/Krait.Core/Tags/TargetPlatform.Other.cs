namespace Krait.Tags;

public sealed partial class TargetPlatform
{
    /// <summary>Windows; <paramref name="tag"/> is <c>win_amd64</c>, <c>win32</c> or <c>win_arm64</c>, after the Python and not the machine.</summary>
    public static TargetPlatform Windows(string tag) => new(tag, [tag]);

    /// <summary>Android from API level 16 on (PEP 738). <paramref name="abi"/> is <c>arm64_v8a</c>, <c>armeabi_v7a</c>, <c>x86_64</c> or <c>x86</c>.</summary>
    public static TargetPlatform Android(int level, string abi)
    {
        var tags = new List<string>();
        for (var version = Math.Min(level, HighestMinor); version >= 16; version--)
            tags.Add($"android_{version}_{abi}");
        return new($"android_{level}_{abi}", [.. tags]);
    }

    /// <summary>
    /// Python in WebAssembly (PEP 783), as <c>2026_0</c> for <paramref name="pyemscripten"/> and for its former name
    /// <paramref name="pyodide"/>, and <c>3_1_58</c> for <paramref name="emscripten"/>; null where the interpreter names none.
    /// </summary>
    public static TargetPlatform Emscripten(string? pyemscripten, string? pyodide, string? emscripten)
    {
        var tags = new List<string>();
        if (pyemscripten is not null)
            tags.Add($"pyemscripten_{pyemscripten}_wasm32");
        if (pyodide is not null)
            tags.Add($"pyodide_{pyodide}_wasm32");
        if (emscripten is not null)
            tags.Add($"emscripten_{emscripten}_wasm32");
        return new(tags.Count > 0 ? tags[0] : "emscripten_wasm32", [.. tags]);
    }

    /// <summary>Any other system, by what its Python answers to <c>sysconfig.get_platform()</c>, as <c>freebsd-13.2-amd64</c>.</summary>
    public static TargetPlatform Other(string sysconfigPlatform)
    {
        var tag = string.Create(
            sysconfigPlatform.Length,
            sysconfigPlatform,
            static (to, from) =>
            {
                for (var i = 0; i < to.Length; i++)
                    to[i] = char.IsAsciiLetterOrDigit(from[i]) ? char.ToLowerInvariant(from[i]) : '_';
            }
        );
        return new(tag, [tag]);
    }
}
