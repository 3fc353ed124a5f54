using Krait.Requirements;

namespace Krait.Projects;

/// <summary>Which of a project's lists a requirement stands in.</summary>
public abstract record DependencyPlace
{
    private DependencyPlace() { }

    /// <summary><c>project.dependencies</c>.</summary>
    public sealed record Project : DependencyPlace;

    /// <summary>A list of <c>project.optional-dependencies</c>.</summary>
    /// <param name="Extra">Its name.</param>
    public sealed record Optional(ExtraName Extra) : DependencyPlace;

    /// <summary>A list of <c>dependency-groups</c> (PEP 735).</summary>
    /// <param name="Name">Its name.</param>
    public sealed record Group(GroupName Name) : DependencyPlace;

    /// <summary><c>tool.uv.dev-dependencies</c>, what there was before groups.</summary>
    public sealed record Development : DependencyPlace;
}
