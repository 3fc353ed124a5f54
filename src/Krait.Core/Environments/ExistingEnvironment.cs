namespace Krait.Environments;

/// <summary>What creation does with a folder that is there and not empty.</summary>
public enum ExistingEnvironment
{
    /// <summary>Refuses.</summary>
    Refuse,

    /// <summary>Writes its own files over those there and keeps everything else: packages stay.</summary>
    Keep,

    /// <summary>Replaces an environment; a folder that is none is refused.</summary>
    Replace,

    /// <summary>Replaces whatever folder it is.</summary>
    ReplaceAnything,
}
