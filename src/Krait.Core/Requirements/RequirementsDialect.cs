namespace Krait.Requirements;

/// <summary>Whose reading of a requirements file counts where the two differ.</summary>
public enum RequirementsDialect
{
    /// <summary>One option a line whose value runs to the line's end, unknown or contradicting options refused, files included once.</summary>
    Uv,

    /// <summary>Options in the manner of a shell, abbreviations allowed, the last of contradicting options wins.</summary>
    Pip,
}
