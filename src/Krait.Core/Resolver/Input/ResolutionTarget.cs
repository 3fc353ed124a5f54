using Krait.Markers;
using Krait.Tags;
using Krait.Versions;

namespace Krait.Resolver;

/// <summary>What is resolved for: an interpreter, or what it would be of another version or on another platform.</summary>
public sealed record ResolutionTarget(
    MarkerEnvironment Environment,
    CompatibilityTags Tags,
    PythonRequirement Python
)
{
    /// <summary>The interpreter's own surroundings, with a version and a platform in the place of its own if given.</summary>
    /// <param name="interpreter">The interpreter as markers see it.</param>
    /// <param name="tags">The wheels that it takes.</param>
    /// <param name="pythonVersion">As <c>3.12</c> or <c>3.12.1</c>.</param>
    /// <param name="platform">Another platform.</param>
    public static ResolutionTarget Of(
        MarkerEnvironment interpreter,
        CompatibilityTags tags,
        PackageVersion? pythonVersion,
        TargetTriple? platform
    )
    {
        interpreter.TryGetVersion(MarkerVariable.PythonFullVersion, out var installed);
        var environment = platform?.On(interpreter) ?? interpreter;
        if (pythonVersion is { } version)
        {
            var text = version.ToString();
            environment = environment with
            {
                PythonFullVersion = text,
                PythonVersion = version.WithReleaseLength(2).ToString(),
                ImplementationVersion =
                    environment.ImplementationName == "cpython" ? text : environment.ImplementationVersion,
            };
        }
        var python = pythonVersion is { } target
            ? new PythonRequirement(installed, target.BaseVersion(), PythonRequirementSource.PythonVersion)
            : new PythonRequirement(installed, installed.BaseVersion(), PythonRequirementSource.Interpreter);
        var wheels =
            pythonVersion is null && platform is null
                ? tags
                : CompatibilityTags.For(
                    Retarget(tags.Target, pythonVersion, platform?.Platform ?? tags.Target.Platform)
                );
        return new(environment, wheels, python);
    }

    private static PythonTarget Retarget(PythonTarget own, PackageVersion? version, TargetPlatform platform)
    {
        var (major, minor) = version is { } wanted
            ? ((int)wanted.Major, (int)wanted.Minor)
            : (own.Major, own.Minor);
        if (own.Implementation == "cpython")
            return PythonTarget.CPython(major, minor, platform, own.IsFreeThreaded);
        string[] abis =
        [
            .. own.Abis.Select(abi =>
                abi.Replace($"{own.Major}{own.Minor}", $"{major}{minor}", StringComparison.Ordinal)
            ),
        ];
        return own with { Major = major, Minor = minor, Platform = platform, Abis = abis };
    }
}
