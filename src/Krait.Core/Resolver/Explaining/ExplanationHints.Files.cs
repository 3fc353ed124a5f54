using Krait.Requirements;
using Krait.Versions;

namespace Krait.Resolver;

internal sealed partial class ExplanationHints
{
    /// <summary>Hints on what keeps the files of a package from being used.</summary>
    private void Files(PackageName name, VersionRanges versions, UnavailableKind kind)
    {
        switch (kind)
        {
            case UnavailableKind.NoBinary:
                var noBinary = input.Build.NoBinary.IncludesAll
                    ? "for all packages (i.e., with `--no-binary`)"
                    : $"for `{name}` (i.e., with `--no-binary-package {name}`)";
                Tell(
                    "no-binary",
                    name.Value,
                    $"A source distribution is required for `{name}` because using pre-built wheels is disabled {noBinary}"
                );
                break;
            case UnavailableKind.NoWheels:
                var noBuild = input.Build.OnlyBinary.IncludesAll
                    ? "for all packages (i.e., with `--no-build`)"
                    : $"for `{name}` (i.e., with `--no-build-package {name}`)";
                Tell(
                    "no-build",
                    name.Value,
                    $"Wheels are required for `{name}` because building from source is disabled {noBuild}"
                );
                break;
            case UnavailableKind.WrongPythonTag:
                TellTags(
                    name,
                    versions,
                    "Python implementation",
                    tags => tags.Python,
                    TargetTags.PythonOf(input.Tags)
                );
                break;
            case UnavailableKind.WrongAbiTag
            or UnavailableKind.WrongFreeThreadedTag
            or UnavailableKind.WrongPythonVersionTag:
                TellTags(name, versions, "Python ABI", tags => tags.Abi, TargetTags.AbiOf(input.Tags));
                break;
            case UnavailableKind.WrongPlatformTag:
                TellPlatforms(name, versions);
                break;
            default:
                break;
        }
    }

    private delegate ReadOnlySpan<char> Part(Tags.WheelTags tags);

    private void TellTags(PackageName name, VersionRanges versions, string kind, Part part, string best)
    {
        if (Best(name, versions) is not { } found)
            return;
        SortedSet<string> tags = new(TagOrder.Instance);
        foreach (var set in TagSetsOf(found))
        {
            foreach (var range in part(set).Split('.'))
                tags.Add(part(set)[range].ToString());
        }
        tags.Remove("none");
        if (tags.Count == 0)
            return;
        Tell(
            kind,
            name.Value,
            $"You require {TargetTags.Spoken(input.Tags)} (`{best}`), but we only found wheels for `{name}` "
                + $"(v{found.Version}) with the following {kind} tag{Plural(tags)}: {List(tags)}"
        );
    }

    private void TellPlatforms(PackageName name, VersionRanges versions)
    {
        if (Best(name, versions) is not { } found)
            return;
        SortedSet<string> tags = new(TagOrder.Instance);
        foreach (var set in TagSetsOf(found))
        {
            if (!input.Tags.FitsPython(set))
                continue;
            foreach (var range in set.Platform.Split('.'))
                tags.Add(set.Platform[range].ToString());
        }
        if (tags.Count == 0)
            return;
        Tell(
            "platform",
            name.Value,
            $"Wheels are available for `{name}` (v{found.Version}) on the following platform{Plural(tags)}: {List(tags)}"
        );
    }

    private Candidate? Best(PackageName name, VersionRanges versions) =>
        find(name) is { } project && selector.SelectListed(project, versions) is { Reader: not null } found
            ? found
            : null;

    private static List<Tags.WheelTags> TagSetsOf(Candidate candidate)
    {
        var files = candidate.Reader!.Files;
        var (start, end) = files.FilesOf(files.Find(candidate.Version));
        List<Tags.WheelTags> sets = [];
        for (var file = start; file < end; file++)
        {
            if (files.IsWheel(file))
                sets.Add(files.TagSetOf(files.TagSetId(file)));
        }
        return sets;
    }

    private static string Plural(SortedSet<string> tags) => tags.Count == 1 ? "" : "s";

    private static string List(SortedSet<string> tags) => string.Join(", ", tags.Select(tag => $"`{tag}`"));

    private void Python(DependencyFact need)
    {
        var range = PackageRange.ForCompatibility(need.Package, need.Versions);
        var supports = range.IsPlural ? "support" : "supports";
        var example = $"(e.g., {range} only {supports} {need.Needed})";
        Tell(
            "python",
            "",
            input.Python.Source switch
            {
                PythonRequirementSource.RequiresPython =>
                    $"The `requires-python` value ({input.Python}) includes Python versions that are not supported by your dependencies {example}. "
                        + $"Consider using a more restrictive `requires-python` value (like {need.Needed}).",
                PythonRequirementSource.PythonVersion =>
                    $"The `--python-version` value ({input.Python}) includes Python versions that are not supported by your dependencies {example}. "
                        + "Consider using a higher `--python-version` value.",
                _ =>
                    $"The Python interpreter uses a Python version that is not supported by your dependencies {example}. "
                        + "Consider passing a `--python-version` value to raise the minimum supported version.",
            }
        );
    }
}
