using Krait.Versions;

namespace Krait.Markers;

public sealed partial class MarkerAlgebra
{
    private static readonly MarkerDecision PythonFullVersion = new(
        MarkerDecisionKind.Version,
        MarkerVariable.PythonFullVersion
    );

    private MarkerNode? BuildVersion(MarkerVariable variable, MarkerOperator operation, string literal)
    {
        if (operation is MarkerOperator.In or MarkerOperator.NotIn)
            return BuildListed(variable, literal, operation == MarkerOperator.In);
        if (!VersionSpecifier.TryParse(MarkerNames.Of(operation) + literal, out var specifier))
            return null;
        return variable == MarkerVariable.PythonVersion
            ? BuildPythonVersion(specifier)
            : BuildSpecifier(new MarkerDecision(MarkerDecisionKind.Version, variable), specifier);
    }

    /// <summary>A list of versions set apart by white space; null if one of them is no version.</summary>
    private MarkerNode? BuildListed(MarkerVariable variable, string literal, bool isIn)
    {
        var listed = new SortedDictionary<PackageVersion, PackageVersion>();
        foreach (var range in literal.AsSpan().SplitAny([' ', '\t', '\n', '\r', '\f']))
        {
            var item = literal.AsSpan(range);
            if (item.IsEmpty)
                continue;
            if (!PackageVersion.TryParse(item, out var version))
                return null;
            // Of two spellings of one version the last is printed, as uv does.
            version = ReleaseOf(version);
            listed.Remove(version);
            listed.Add(version, version);
        }
        if (variable == MarkerVariable.PythonVersion)
            return BuildListedPythonVersions(listed.Keys, isIn);
        var cuts = new List<MarkerCut>();
        var children = new List<MarkerNode> { MarkerNode.False };
        foreach (var version in listed.Keys)
        {
            cuts.AddRange([MarkerCut.Before(version), MarkerCut.After(version)]);
            children.AddRange([MarkerNode.True, MarkerNode.False]);
        }
        var decision = new MarkerDecision(MarkerDecisionKind.Version, variable);
        return ManyValued(decision, [.. cuts], [.. children]).NegatedIf(!isIn);
    }

    private MarkerNode BuildListedPythonVersions(IEnumerable<PackageVersion> listed, bool isIn)
    {
        var result = MarkerNode.False;
        foreach (var version in listed)
        {
            var one = BuildPythonVersion(VersionSpecifier.Create(VersionOperator.Equal, version));
            // A version of three numbers spoils the list for uv, whether it is asked for or ruled out.
            if (one.IsFalse)
                return one;
            result = Or(result, one);
        }
        return result.NegatedIf(!isIn);
    }

    /// <summary>
    /// What a comparison of <c>python_version</c>, which has two numbers, says about the full version:
    /// <c>python_version &gt; '3.7'</c> is <c>python_full_version &gt;= '3.8'</c>.
    /// </summary>
    private MarkerNode BuildPythonVersion(VersionSpecifier specifier)
    {
        var version = ReleaseOf(specifier.Version);
        var isMinor = Trimmed(version).ReleaseLength <= 2;
        var from = MarkerCut.Before(isMinor ? Trimmed(version) : version.WithReleaseLength(2));
        var next = MarkerCut.Before(Next(version, 2));
        switch (specifier.Operator)
        {
            case VersionOperator.Equal:
            case VersionOperator.EqualPrefix when version.ReleaseLength > 2:
                // With a third number, 3.7.1, no version of two can be equal.
                return isMinor ? Between(PythonFullVersion, from, next) : MarkerNode.False;
            case VersionOperator.NotEqual:
                return isMinor ? Between(PythonFullVersion, from, next).Negated : MarkerNode.True;
            case VersionOperator.NotEqualPrefix when version.ReleaseLength > 2:
                // That nothing differs from what cannot be equal is uv's answer, and its files hold it.
                return isMinor ? Between(PythonFullVersion, from, next).Negated : MarkerNode.False;
            case VersionOperator.LessThan:
                return Between(PythonFullVersion, null, isMinor ? from : next);
            case VersionOperator.LessThanOrEqual:
                return Between(PythonFullVersion, null, next);
            case VersionOperator.GreaterThan:
                return Between(PythonFullVersion, next, null);
            case VersionOperator.GreaterThanOrEqual:
                return Between(PythonFullVersion, isMinor ? from : next, null);
            case VersionOperator.Compatible when !isMinor:
                return MarkerNode.False;
            case VersionOperator.Compatible when version.ReleaseLength > 2:
                return Between(PythonFullVersion, from, next);
            default:
                return BuildSpecifier(PythonFullVersion, specifier);
        }
    }

    private MarkerNode BuildSpecifier(MarkerDecision decision, VersionSpecifier specifier)
    {
        var release = ReleaseOf(specifier.Version);
        var version = Trimmed(release);
        MarkerCut before = MarkerCut.Before(version),
            after = MarkerCut.After(version);
        return specifier.Operator switch
        {
            VersionOperator.Equal => Between(decision, before, after),
            VersionOperator.NotEqual => Between(decision, before, after).Negated,
            VersionOperator.LessThan => Between(decision, null, before),
            VersionOperator.LessThanOrEqual => Between(decision, null, after),
            VersionOperator.GreaterThan => Between(decision, after, null),
            VersionOperator.GreaterThanOrEqual => Between(decision, before, null),
            VersionOperator.Compatible => Between(
                decision,
                before,
                MarkerCut.Before(Next(release, release.ReleaseLength - 1))
            ),
            VersionOperator.EqualPrefix => Prefix(decision, release),
            VersionOperator.NotEqualPrefix => Prefix(decision, release).Negated,
            _ => throw new ArgumentOutOfRangeException(nameof(specifier)),
        };
    }

    private MarkerNode Prefix(MarkerDecision decision, PackageVersion release) =>
        Between(decision, MarkerCut.Before(release), MarkerCut.Before(Next(release, release.ReleaseLength)));

    /// <summary>The numbers of the release alone: no epoch, and nothing behind.</summary>
    private static PackageVersion ReleaseOf(PackageVersion version)
    {
        var release = version.BaseVersion();
        if (release.Epoch == 0)
            return release;
        var text = release.ToString().AsSpan();
        return PackageVersion.Parse(text[(text.IndexOf('!') + 1)..]);
    }

    private static PackageVersion Trimmed(PackageVersion release)
    {
        var length = release.ReleaseLength;
        while (length > 1 && release.GetRelease(length - 1) == 0)
            length--;
        return length == release.ReleaseLength ? release : release.WithReleaseLength(length);
    }

    /// <summary>The release after this one when both are cut to a number of numbers.</summary>
    private static PackageVersion Next(PackageVersion release, int length) =>
        release.NextRelease(length).BaseVersion();
}
