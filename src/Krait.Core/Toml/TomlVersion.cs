namespace Krait.Toml;

/// <summary>The edition of TOML that a text is held to.</summary>
public enum TomlVersion
{
    /// <summary>TOML 1.0.0: what Python's own reader accepts.</summary>
    Toml10,

    /// <summary>TOML 1.1.0: also inline tables over several lines, <c>\e</c>, <c>\xHH</c>, and times without seconds.</summary>
    Toml11,
}
