namespace Krait.Requirements;

/// <summary>What is wrong with the metadata inside a script.</summary>
public enum ScriptMetadataProblem
{
    /// <summary>No <c># ///</c> line ends the block.</summary>
    Unclosed,

    /// <summary>There is more than one <c>script</c> block.</summary>
    Repeated,

    /// <summary>The block is not TOML, or its keys have wrong values.</summary>
    InvalidContent,
}

/// <summary>A script's metadata block cannot be read.</summary>
public sealed class ScriptMetadataException(
    ScriptMetadataProblem problem,
    string message,
    Exception? cause = null
) : KraitException(message, cause)
{
    public ScriptMetadataProblem Problem { get; } = problem;
}
