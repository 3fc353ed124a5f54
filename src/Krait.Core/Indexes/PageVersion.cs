using System.Globalization;
using Krait.Http;

namespace Krait.Indexes;

/// <summary>What JSON and HTML pages say in the same words: the version of the interface, the project's status.</summary>
internal static class PageVersion
{
    /// <summary>Refuses pages whose major version is not 1; minor versions only add.</summary>
    public static void Check(string? version)
    {
        var dot = version?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (
            dot > 0
            && int.TryParse(
                version.AsSpan(0, dot),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var major
            )
            && major != 1
        )
            throw new HttpFailureException(
                $"the page is of version {version} of the repository interface, of which only 1.x is known"
            );
    }

    public static ProjectStatus StatusOf(string? status) =>
        status switch
        {
            "archived" => ProjectStatus.Archived,
            "quarantined" => ProjectStatus.Quarantined,
            "deprecated" => ProjectStatus.Deprecated,
            _ => ProjectStatus.Active,
        };
}
