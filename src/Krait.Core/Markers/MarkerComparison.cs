using System.Text;
using Krait.Versions;

namespace Krait.Markers;

/// <summary>One comparison of a marker, as <c>python_version &gt;= '3.9'</c> or <c>'linux' in sys_platform</c>.</summary>
public sealed partial class MarkerComparison : MarkerExpression
{
    private readonly VersionSpecifier? _specifier;
    private readonly PackageVersion[]? _listed;

    internal MarkerComparison(MarkerOperand left, MarkerOperator operation, MarkerOperand right)
    {
        if (left.Variable == MarkerVariable.Extra)
            right = right.WithNormalizedName();
        else if (right.Variable == MarkerVariable.Extra)
            left = left.WithNormalizedName();
        Left = left;
        Operator = operation;
        Right = right;
        if (left.Variable is { } variable && right.Literal is { } literal)
        {
            if (operation is MarkerOperator.In or MarkerOperator.NotIn)
                _listed = IsVersion(variable) ? ListedVersions(literal) : null;
            else if (
                ComparesAsVersion(variable)
                && VersionSpecifier.TryParse(MarkerNames.Of(operation) + literal, out var specifier)
            )
                _specifier = specifier;
        }
    }

    public MarkerOperand Left { get; }

    public MarkerOperator Operator { get; }

    public MarkerOperand Right { get; }

    /// <summary>Whether a value of <paramref name="variable"/> is always a version.</summary>
    internal static bool IsVersion(MarkerVariable variable) =>
        variable
            is MarkerVariable.PythonVersion
                or MarkerVariable.PythonFullVersion
                or MarkerVariable.ImplementationVersion;

    /// <summary>Whether a value of <paramref name="variable"/> is compared as a version where it can be read as one.</summary>
    internal static bool ComparesAsVersion(MarkerVariable variable) =>
        IsVersion(variable) || variable == MarkerVariable.PlatformRelease;

    /// <summary>The versions of a list as <c>'2.7, 3.6'</c>; null if one of them is none, or there is none.</summary>
    internal static PackageVersion[]? ListedVersions(ReadOnlySpan<char> text)
    {
        var versions = new List<PackageVersion>();
        while (true)
        {
            text = text.TrimStart(" \t\n,|");
            if (text.IsEmpty)
                return versions.Count == 0 ? null : [.. versions];
            var end = text.IndexOfAny(" \t\n,|");
            var item = end < 0 ? text : text[..end];
            if (!PackageVersion.TryParse(item, out var version))
                return null;
            versions.Add(version);
            text = text[item.Length..];
        }
    }

    internal override void Write(StringBuilder text, bool nested)
    {
        Left.Write(text);
        text.Append(' ').Append(MarkerNames.Of(Operator)).Append(' ');
        Right.Write(text);
    }
}
