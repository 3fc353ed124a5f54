namespace Krait.Installer;

/// <summary>One wheel to be installed, and what its dist-info folder is to say about how it came there.</summary>
internal sealed record WheelInstallation
{
    /// <summary>The normalized name of the project.</summary>
    public required string Name { get; init; }

    public required StoredWheel Wheel { get; init; }

    /// <summary>Whether the user asked for it by name: then REQUESTED is written.</summary>
    public bool IsRequested { get; init; }

    /// <summary>Whether INSTALLER and REQUESTED are left out.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>The content of direct_url.json; null for what comes from an index.</summary>
    public byte[]? DirectUrl { get; init; }
}
