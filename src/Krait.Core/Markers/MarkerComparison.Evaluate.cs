using Krait.Versions;

namespace Krait.Markers;

public sealed partial class MarkerComparison
{
    internal override bool? Evaluate(MarkerEnvironment environment, IReadOnlyCollection<string> extras)
    {
        if (Left.Variable is { } variable)
        {
            if (Right.Literal is not { } literal)
                return null;
            if (variable == MarkerVariable.Extra)
                return CompareExtra(extras, literal, extraIsLeft: true);
            if (variable is MarkerVariable.Extras or MarkerVariable.DependencyGroups)
                return null;
            if (_specifier is { } specifier)
                return environment.TryGetVersion(variable, out var version) && specifier.Contains(version);
            if (_listed is not null && environment.TryGetVersion(variable, out var listed))
                return Array.IndexOf(_listed, listed) >= 0 == (Operator == MarkerOperator.In);
            return CompareText(environment[variable], literal, variable);
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
        return CompareText(Left.Literal!, value, variable);
    }

    private bool? CompareText(string left, string right, MarkerVariable variable) =>
        Operator switch
        {
            MarkerOperator.Equal => left == right,
            MarkerOperator.NotEqual => left != right,
            MarkerOperator.In => right.Contains(left, StringComparison.Ordinal),
            MarkerOperator.NotIn => !right.Contains(left, StringComparison.Ordinal),
            MarkerOperator.Compatible or MarkerOperator.Arbitrary => null,
            // What should be a version and is none has no order, only identity.
            _ when IsVersion(variable) => Operator
                is MarkerOperator.LessOrEqual
                    or MarkerOperator.GreaterOrEqual
                && left == right,
            MarkerOperator.Less => string.CompareOrdinal(left, right) < 0,
            MarkerOperator.LessOrEqual => string.CompareOrdinal(left, right) <= 0,
            MarkerOperator.Greater => string.CompareOrdinal(left, right) > 0,
            _ => string.CompareOrdinal(left, right) >= 0,
        };

    /// <summary>Equality is membership in the extras asked for. With none, <c>extra</c> is the empty string.</summary>
    private bool? CompareExtra(IReadOnlyCollection<string> extras, string name, bool extraIsLeft)
    {
        switch (Operator)
        {
            case MarkerOperator.Equal:
                return extras.Count == 0 ? name.Length == 0 : extras.Contains(name, StringComparer.Ordinal);
            case MarkerOperator.NotEqual:
                return extras.Count == 0 ? name.Length > 0 : !extras.Contains(name, StringComparer.Ordinal);
            case MarkerOperator.Compatible:
            case MarkerOperator.Arbitrary:
                return null;
            default:
                return extras.Count > 0 ? null
                    : extraIsLeft ? CompareText("", name, MarkerVariable.PythonVersion)
                    : CompareText(name, "", MarkerVariable.PythonVersion);
        }
    }

    private bool? CompareMember(IReadOnlyCollection<string> set)
    {
        if (Operator is not (MarkerOperator.In or MarkerOperator.NotIn))
            return null;
        var name = MarkerOperand.Of(Left.Literal!).WithNormalizedName().Literal!;
        return set.Contains(name, StringComparer.Ordinal) == (Operator == MarkerOperator.In);
    }
}
