namespace Krait.Requirements;

/// <summary>A requirements file or argument says something that cannot be read. The message begins with what is wrong and ends with the place in the file.</summary>
public sealed class RequirementsFileException : KraitException
{
    public RequirementsFileException(string problem, RequirementOrigin origin, Exception? cause = null)
        : base(
            origin.File.Length == 0 ? problem : $"{problem} at {origin.File}:{origin.Line}:{origin.Column}",
            cause
        )
    {
        Problem = problem;
        Origin = origin;
    }

    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; }

    public RequirementOrigin Origin { get; }
}
