using Krait.Markers;
using Krait.Resolver;
using Krait.Tags;
using Krait.Versions;

namespace Krait.Vectors;

/// <summary>Linux on x86-64 with some CPython, for resolving on paper.</summary>
public static class PaperEnvironment
{
    public static ResolverInput Input(IEnumerable<string> requirements, string python = "3.12") =>
        new()
        {
            Requirements =
            [
                .. requirements.Select(text => new InputRequirement(Requirements.Requirement.Parse(text))),
            ],
            Environment = Markers(python),
            Tags = Tags(python),
            Python = new(
                PackageVersion.Parse(python),
                PackageVersion.Parse(python),
                PythonRequirementSource.Interpreter
            ),
        };

    public static MarkerEnvironment Markers(string python)
    {
        var version = PackageVersion.Parse(python);
        var full = version.WithReleaseLength(3).ToString();
        return new()
        {
            ImplementationName = "cpython",
            ImplementationVersion = full,
            OsName = "posix",
            PlatformMachine = "x86_64",
            PlatformPythonImplementation = "CPython",
            PlatformRelease = "6.1.0",
            PlatformSystem = "Linux",
            PlatformVersion = "#1 SMP",
            PythonFullVersion = full,
            PythonVersion = version.WithReleaseLength(2).ToString(),
            SysPlatform = "linux",
        };
    }

    public static CompatibilityTags Tags(string python)
    {
        var version = PackageVersion.Parse(python);
        return CompatibilityTags.For(
            PythonTarget.CPython(
                (int)version.Major,
                (int)version.Minor,
                TargetPlatform.Glibc(2, 17, "x86_64")
            )
        );
    }
}
