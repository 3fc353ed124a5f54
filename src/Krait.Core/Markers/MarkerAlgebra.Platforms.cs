namespace Krait.Markers;

public sealed partial class MarkerAlgebra
{
    private readonly Dictionary<(int, string?, string?), MarkerNode> _canonical = [];

    /// <summary>
    /// The one representative of all functions that agree with <paramref name="node"/> on platforms that can be: no
    /// <c>os_name</c> of <c>nt</c> on Linux, no FreeBSD whose <c>sys_platform</c> is <c>win32</c>. Where an answer leads to what cannot be told,
    /// on possible platforms, from where all unnamed values lead, it leads there too.
    /// </summary>
    private MarkerNode Canonical(MarkerNode node) => Canonical(node, null, null);

    private MarkerNode Canonical(MarkerNode node, string? osName, string? sysPlatform)
    {
        if (node.IsConstant)
            return node;
        var branching = At(node);
        if (
            branching.Decision.Kind != MarkerDecisionKind.Text
            || branching.Decision.Variable > MarkerVariable.PlatformSystem
        )
            return node;
        var key = (node.Id, osName, sysPlatform);
        if (_canonical.TryGetValue(key, out var result))
            return result;
        var variable = branching.Decision.Variable;
        var otherwise = Child(node, 0);
        var cuts = branching.Cuts;
        var children = new MarkerNode[cuts.Length + 1];
        var defaultHere = Canonical(otherwise, osName, sysPlatform);
        for (var i = 0; i < children.Length; i++)
        {
            // A value lies between its own two cuts; all other stretches are unnamed values.
            var isValue = i > 0 && i < cuts.Length && cuts[i].IsAfter && cuts[i].HasValueOf(cuts[i - 1]);
            children[i] = isValue
                ? CanonicalChild(
                    variable,
                    cuts[i].Text,
                    Child(node, i),
                    otherwise,
                    defaultHere,
                    osName,
                    sysPlatform
                )
                : defaultHere;
        }
        result = ManyValued(branching.Decision, cuts, children);
        _canonical[key] = result;
        return result;
    }

    private MarkerNode CanonicalChild(
        MarkerVariable variable,
        string value,
        MarkerNode child,
        MarkerNode otherwise,
        MarkerNode canonicalOtherwise,
        string? osName,
        string? sysPlatform
    )
    {
        switch (variable)
        {
            case MarkerVariable.OsName:
                osName = value;
                break;
            case MarkerVariable.SysPlatform:
                if (!CanBe(osName, value))
                    return canonicalOtherwise;
                sysPlatform = value;
                break;
            default:
                if (!CanBeSystem(sysPlatform, value))
                    return canonicalOtherwise;
                break;
        }
        var canonical = Canonical(child, osName, sysPlatform);
        return canonical == Canonical(otherwise, osName, sysPlatform) ? canonicalOtherwise : canonical;
    }

    private static bool CanBe(string? osName, string sysPlatform) =>
        osName switch
        {
            "nt" => sysPlatform is not ("linux" or "darwin" or "ios"),
            "posix" => sysPlatform is not "win32",
            _ => true,
        };

    private static bool CanBeSystem(string? sysPlatform, string platformSystem) =>
        platformSystem switch
        {
            "iOS" or "iPadOS" => sysPlatform == "ios" || !IsForeign(sysPlatform),
            "FreeBSD" or "NetBSD" or "OpenBSD" or "SunOS" => !IsForeign(sysPlatform),
            _ => true,
        };

    private static bool IsForeign(string? sysPlatform) =>
        sysPlatform
            is "aix"
                or "android"
                or "emscripten"
                or "ios"
                or "linux"
                or "darwin"
                or "win32"
                or "cygwin"
                or "wasi";
}
