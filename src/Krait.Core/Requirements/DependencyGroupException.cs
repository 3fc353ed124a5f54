namespace Krait.Requirements;

/// <summary>What is wrong with dependency groups.</summary>
public enum DependencyGroupProblem
{
    NotFound,
    Cycle,
    DuplicateNames,
    InvalidName,
    InvalidItem,
    InvalidRequirement,
    WrongType,
    TooLarge,
}

/// <summary>A dependency group that was asked for cannot be had.</summary>
public sealed class DependencyGroupException(DependencyGroupProblem problem, string message)
    : KraitException(message)
{
    public DependencyGroupProblem Problem { get; } = problem;
}
