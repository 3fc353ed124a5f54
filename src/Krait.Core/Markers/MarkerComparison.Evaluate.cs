namespace Krait.Markers;

public sealed partial class MarkerComparison
{
    // What the comparison allows, found at the first evaluation; on macOS a release may mean something else.
    private MarkerValues? _values;
    private MarkerValues? _darwinValues;
    private bool _isRead;

    internal override bool? Evaluate(MarkerEnvironment environment, IReadOnlyCollection<string> extras)
    {
        if (Operator == MarkerOperator.Arbitrary)
            return EvaluateStrictly(environment, extras);
        if (Left.Variable is { } left)
            return Right.Literal is not { } literal ? null
                : left == MarkerVariable.Extra ? AsksExtra(extras, literal)
                : left >= MarkerVariable.Extras ? null
                : !IsVersion(left) && IsMembership
                    ? literal.Contains(environment[left], StringComparison.Ordinal)
                        == (Operator == MarkerOperator.In)
                : Compare(environment, left, literal);
        if (Right.Variable is not { } right)
            return null;
        return right switch
        {
            MarkerVariable.Extra => AsksExtra(extras, Left.Literal!),
            MarkerVariable.Extras => CompareMember(extras),
            MarkerVariable.DependencyGroups => CompareMember(environment.DependencyGroups),
            _ when !IsVersion(right) && IsMembership => environment[right]
                .Contains(Left.Literal!, StringComparison.Ordinal) == (Operator == MarkerOperator.In),
            _ => Compare(environment, right, Left.Literal!),
        };
    }

    private bool IsMembership => Operator is MarkerOperator.In or MarkerOperator.NotIn;

    private bool? Compare(MarkerEnvironment environment, MarkerVariable variable, string literal)
    {
        if (!_isRead)
            ReadMeaning(variable, literal);
        if (_values is null)
            return null;
        if (_darwinValues is not null && environment.SysPlatform == "darwin")
            return environment.TryGetVersion(variable, out var release)
                ? _darwinValues.Contains(MarkerMeaning.ReleaseOf(release))
                : _darwinValues.StartsInside;
        if (!IsVersion(variable))
            return _values.Contains(environment[variable]);
        // What is no version lies below all of them.
        if (variable == MarkerVariable.PythonVersion)
            variable = MarkerVariable.PythonFullVersion;
        return environment.TryGetVersion(variable, out var version)
            ? _values.Contains(MarkerMeaning.ReleaseOf(version))
            : _values.StartsInside;
    }

    private void ReadMeaning(MarkerVariable variable, string literal)
    {
        var isReversed = Left.Variable is null;
        var operation = isReversed ? MarkerMeaning.Reversed(Operator) : Operator;
        if (IsVersion(variable))
            _values = isReversed
                ? MarkerMeaning.OfReversedVersion(variable, Operator, literal)
                : MarkerMeaning.OfVersion(variable, Operator, literal);
        else
        {
            _values = MarkerMeaning.OfText(variable, operation, literal);
            if (variable == MarkerVariable.PlatformRelease)
                _darwinValues = MarkerMeaning.OfDarwinRelease(operation, literal);
        }
        Volatile.Write(ref _isRead, true);
    }

    private bool? AsksExtra(IReadOnlyCollection<string> extras, string name) =>
        Operator is not (MarkerOperator.Equal or MarkerOperator.NotEqual)
            ? null
            : MarkerMeaning.IsName(name)
                && extras.Contains(name, StringComparer.Ordinal) == (Operator == MarkerOperator.Equal);

    private bool? CompareMember(IReadOnlyCollection<string> set)
    {
        if (!IsMembership)
            return null;
        var name = MarkerOperand.Of(Left.Literal!).WithNormalizedName().Literal!;
        return set.Contains(name, StringComparer.Ordinal) == (Operator == MarkerOperator.In);
    }
}
