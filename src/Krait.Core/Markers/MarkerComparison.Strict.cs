using Krait.Versions;

namespace Krait.Markers;

public sealed partial class MarkerComparison
{
    internal override bool? EvaluateStrictly(
        MarkerEnvironment environment,
        IReadOnlyCollection<string> extras
    )
    {
        if (Left.Variable is { } variable)
        {
            if (Right.Literal is not { } literal)
                return CompareVariables(environment, variable, Right.Variable!.Value);
            if (variable == MarkerVariable.Extra)
                return CompareExtra(extras, literal, extraIsLeft: true);
            if (variable is MarkerVariable.Extras or MarkerVariable.DependencyGroups)
                return null;
            if (
                ComparesAsVersion(variable)
                && Operator is not (MarkerOperator.In or MarkerOperator.NotIn)
                && VersionSpecifier.TryParse(MarkerNames.Of(Operator) + literal, out var specifier)
            )
                return environment.TryGetVersion(variable, out var version) && specifier.Contains(version);
            return CompareText(environment[variable], literal);
        }
        if (Right.Variable is not { } right)
            return null;
        return right switch
        {
            MarkerVariable.Extra => CompareExtra(extras, Left.Literal!, extraIsLeft: false),
            MarkerVariable.Extras => CompareMember(extras),
            MarkerVariable.DependencyGroups => CompareMember(environment.DependencyGroups),
            _ => CompareReversed(environment, right),
        };
    }

    /// <summary>Whether a value of <paramref name="variable"/> is compared as a version where it can be read as one.</summary>
    private static bool ComparesAsVersion(MarkerVariable variable) =>
        IsVersion(variable) || variable == MarkerVariable.PlatformRelease;

    private bool? CompareVariables(
        MarkerEnvironment environment,
        MarkerVariable left,
        MarkerVariable right
    ) =>
        left >= MarkerVariable.Extra || right >= MarkerVariable.Extra
            ? null
            : CompareText(environment[left], environment[right]);

    /// <summary><c>'3.8' &lt;= python_version</c>: the environment's value is the bound, the literal is what is held against it.</summary>
    private bool? CompareReversed(MarkerEnvironment environment, MarkerVariable variable)
    {
        var value = environment[variable];
        if (
            ComparesAsVersion(variable)
            && Operator is not (MarkerOperator.In or MarkerOperator.NotIn)
            && VersionSpecifier.TryParse(MarkerNames.Of(Operator) + value, out var specifier)
        )
            return PackageVersion.TryParse(Left.Literal, out var version) && specifier.Contains(version);
        return CompareText(Left.Literal!, value);
    }

    /// <summary>Text has no order, only identity.</summary>
    private bool? CompareText(string left, string right) =>
        Operator switch
        {
            MarkerOperator.Equal or MarkerOperator.LessOrEqual or MarkerOperator.GreaterOrEqual => left
                == right,
            MarkerOperator.NotEqual => left != right,
            MarkerOperator.In => right.Contains(left, StringComparison.Ordinal),
            MarkerOperator.NotIn => !right.Contains(left, StringComparison.Ordinal),
            MarkerOperator.Less or MarkerOperator.Greater => false,
            _ => null,
        };

    /// <summary>Equality is membership in the extras asked for. With none, <c>extra</c> is the empty string.</summary>
    private bool? CompareExtra(IReadOnlyCollection<string> extras, string name, bool extraIsLeft) =>
        extras.Count == 0 ? (extraIsLeft ? CompareText("", name) : CompareText(name, ""))
        : Operator == MarkerOperator.Equal ? extras.Contains(name, StringComparer.Ordinal)
        : Operator == MarkerOperator.NotEqual ? !extras.Contains(name, StringComparer.Ordinal)
        : null;
}
