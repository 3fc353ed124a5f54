namespace Krait.Installer;

/// <summary>What happens to a wheel that holds files which its RECORD does not list with a hash (SHA-256 or stronger).</summary>
public enum RecordPolicy
{
    /// <summary>It is refused, as the wheel format asks.</summary>
    Strict,

    /// <summary>It is installed with a warning, and a RECORD that lists them.</summary>
    Warn,
}
