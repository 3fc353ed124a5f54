using Krait.Versions;

namespace Krait.Markers;

/// <summary>
/// Which values a comparison with a literal allows, by uv's conventions: versions are held against each other by
/// their release numbers alone, what looks no version in place of one has no meaning, and text other than a release or a version of an
/// operating system has no order.
/// </summary>
internal static class MarkerMeaning
{
    /// <summary>
    /// The allowed values of a version; of <see cref="MarkerVariable.PythonVersion"/>, those of the full version. Null where the
    /// comparison has no meaning.
    /// </summary>
    public static MarkerValues? OfVersion(MarkerVariable variable, MarkerOperator operation, string literal)
    {
        if (operation is MarkerOperator.In or MarkerOperator.NotIn)
            return OfListed(variable, literal, operation == MarkerOperator.In);
        if (!TryRead(operation, literal, out var specifier))
            return null;
        return variable == MarkerVariable.PythonVersion ? OfPythonVersion(specifier) : Of(specifier);
    }

    /// <summary>As <see cref="OfVersion"/> for a literal on the left: neither prefixes nor lists have a meaning there.</summary>
    public static MarkerValues? OfReversedVersion(
        MarkerVariable variable,
        MarkerOperator operation,
        string literal
    ) =>
        operation is MarkerOperator.In or MarkerOperator.NotIn
        || literal.AsSpan().TrimEnd().EndsWith(".*", StringComparison.Ordinal)
            ? null
            : OfVersion(variable, Reversed(operation), literal);

    /// <summary>The operator that says the same with the sides exchanged.</summary>
    public static MarkerOperator Reversed(MarkerOperator operation) =>
        operation switch
        {
            MarkerOperator.Less => MarkerOperator.Greater,
            MarkerOperator.LessOrEqual => MarkerOperator.GreaterOrEqual,
            MarkerOperator.Greater => MarkerOperator.Less,
            MarkerOperator.GreaterOrEqual => MarkerOperator.LessOrEqual,
            _ => operation,
        };

    /// <summary>The allowed values of a variable that is text; null for <c>~=</c>, which has no meaning there.</summary>
    public static MarkerValues? OfText(MarkerVariable variable, MarkerOperator operation, string literal)
    {
        var hasOrder = variable is MarkerVariable.PlatformRelease or MarkerVariable.PlatformVersion;
        switch (operation)
        {
            case MarkerOperator.Compatible:
                return null;
            case MarkerOperator.Less or MarkerOperator.Greater when !hasOrder:
                return MarkerValues.None;
            case MarkerOperator.LessOrEqual or MarkerOperator.GreaterOrEqual when !hasOrder:
                operation = MarkerOperator.Equal;
                break;
        }
        return MarkerValues.Compared(operation, MarkerCut.Before(literal), MarkerCut.After(literal));
    }

    /// <summary>The release of macOS is Darwin's, a version; null where the literal is none.</summary>
    public static MarkerValues? OfDarwinRelease(MarkerOperator operation, string literal) =>
        TryRead(operation, literal, out var specifier) ? Of(specifier) : null;

    private static bool TryRead(MarkerOperator operation, string literal, out VersionSpecifier specifier)
    {
        // A sign in the literal would join the operator's: `> '=3.8'` is no `>=`.
        specifier = default;
        var start = literal.AsSpan().TrimStart();
        return (start.IsEmpty || !"=<>!~".Contains(start[0], StringComparison.Ordinal))
            && VersionSpecifier.TryParse(MarkerNames.Of(operation) + literal, out specifier);
    }

    /// <summary>The value of <c>sys_platform</c> that always goes with a value of <c>platform_system</c>.</summary>
    public static string? SysPlatformOf(string platformSystem) =>
        platformSystem switch
        {
            "Windows" => "win32",
            "Linux" => "linux",
            "Darwin" => "darwin",
            "AIX" => "aix",
            "Emscripten" => "emscripten",
            "Android" => "android",
            _ => null,
        };

    /// <summary>Whether an extra can have this name, given in its normal form.</summary>
    public static bool IsName(string normalized)
    {
        if (normalized.Length == 0 || normalized[0] == '-' || normalized[^1] == '-')
            return false;
        foreach (var c in normalized)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
        }
        return true;
    }

    public static MarkerValues Of(VersionSpecifier specifier)
    {
        var release = ReleaseOf(specifier.Version);
        var version = Trimmed(release);
        MarkerCut before = MarkerCut.Before(version),
            after = MarkerCut.After(version);
        return specifier.Operator switch
        {
            VersionOperator.Equal => MarkerValues.Between(before, after),
            VersionOperator.NotEqual => MarkerValues.Between(before, after).Complement,
            VersionOperator.LessThan => MarkerValues.Between(null, before),
            VersionOperator.LessThanOrEqual => MarkerValues.Between(null, after),
            VersionOperator.GreaterThan => MarkerValues.Between(after, null),
            VersionOperator.GreaterThanOrEqual => MarkerValues.Between(before, null),
            VersionOperator.Compatible => MarkerValues.Between(
                before,
                BeforeNext(release, release.ReleaseLength - 1)
            ),
            VersionOperator.EqualPrefix => Prefix(release),
            VersionOperator.NotEqualPrefix => Prefix(release).Complement,
            _ => throw new ArgumentOutOfRangeException(nameof(specifier)),
        };
    }

    /// <summary>The numbers of the release alone: no epoch, and nothing behind.</summary>
    public static PackageVersion ReleaseOf(PackageVersion version)
    {
        var release = version.BaseVersion();
        if (release.Epoch == 0)
            return release;
        var text = release.ToString().AsSpan();
        return PackageVersion.Parse(text[(text.IndexOf('!') + 1)..]);
    }

    /// <summary>
    /// What a comparison of <c>python_version</c>, which has two numbers, says about the full version:
    /// <c>python_version &gt; '3.7'</c> is <c>python_full_version &gt;= '3.8'</c>.
    /// </summary>
    private static MarkerValues OfPythonVersion(VersionSpecifier specifier)
    {
        var version = ReleaseOf(specifier.Version);
        var isMinor = Trimmed(version).ReleaseLength <= 2;
        var from = MarkerCut.Before(isMinor ? Trimmed(version) : version.WithReleaseLength(2));
        var whole = MarkerValues.Between(
            MarkerCut.Before(version.WithReleaseLength(2)),
            BeforeNext(version, 2)
        );
        var next = BeforeNext(version, 2);
        switch (specifier.Operator)
        {
            case VersionOperator.Equal:
            case VersionOperator.EqualPrefix when version.ReleaseLength > 2:
                // With a third number, 3.7.1, no version of two can be equal.
                return isMinor ? whole : MarkerValues.None;
            case VersionOperator.NotEqual:
                return isMinor ? whole.Complement : MarkerValues.All;
            case VersionOperator.NotEqualPrefix when version.ReleaseLength > 2:
                // That nothing differs from what cannot be equal is uv's answer, and its files hold it.
                return isMinor ? whole.Complement : MarkerValues.None;
            case VersionOperator.LessThan when version.ReleaseLength == 1 && version.Major == 0:
                // The text of a marker that never holds.
                return MarkerValues.None;
            case VersionOperator.LessThan:
                return MarkerValues.Between(null, isMinor ? from : next);
            case VersionOperator.LessThanOrEqual:
                return MarkerValues.Between(null, next);
            case VersionOperator.GreaterThan:
                return MarkerValues.Between(next, null);
            case VersionOperator.GreaterThanOrEqual:
                return MarkerValues.Between(isMinor ? from : next, null);
            case VersionOperator.Compatible when !isMinor:
                return MarkerValues.None;
            case VersionOperator.Compatible when version.ReleaseLength > 2:
                return MarkerValues.Between(from, next);
            default:
                return Of(specifier);
        }
    }

    /// <summary>A list of versions set apart by white space; null if one of them is no version.</summary>
    private static MarkerValues? OfListed(MarkerVariable variable, string literal, bool isIn)
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
        var stretches = new List<(MarkerCut, MarkerCut)>(listed.Count);
        foreach (var version in listed.Keys)
        {
            if (variable != MarkerVariable.PythonVersion)
                stretches.Add((MarkerCut.Before(version), MarkerCut.After(version)));
            else if (Trimmed(version).ReleaseLength <= 2)
                stretches.Add((MarkerCut.Before(version.WithReleaseLength(2)), BeforeNext(version, 2)));
            else
                // A version of three numbers spoils the list for uv, whether it is asked for or ruled out.
                return MarkerValues.None;
        }
        var values = MarkerValues.Joined(stretches);
        return isIn ? values : values.Complement;
    }

    private static MarkerValues Prefix(PackageVersion release) =>
        MarkerValues.Between(MarkerCut.Before(release), BeforeNext(release, release.ReleaseLength));

    private static PackageVersion Trimmed(PackageVersion release)
    {
        var length = release.ReleaseLength;
        while (length > 1 && release.GetRelease(length - 1) == 0)
            length--;
        return length == release.ReleaseLength ? release : release.WithReleaseLength(length);
    }

    /// <summary>Just before the release that follows when both are cut to a number of numbers.</summary>
    private static MarkerCut BeforeNext(PackageVersion release, int length) =>
        MarkerCut.Before(release.NextRelease(length).BaseVersion());
}
