namespace Krait.Requirements;

public sealed partial class RequirementsFileReader
{
    private void Apply(
        RequirementsDraft draft,
        RequirementsInclude include,
        FoundOption found,
        string? given,
        RequirementOrigin origin
    )
    {
        var value = found.Value ?? "";
        switch (found.Option)
        {
            case RequirementsOption.IndexUrl:
                ApplyIndexUrl(draft, include, Location(), origin);
                break;
            case RequirementsOption.ExtraIndexUrl:
                CheckIndex(value, origin);
                RefuseLocal(value, origin);
                draft.ExtraIndexUrls.Add(Location());
                break;
            case RequirementsOption.FindLinks:
                RefuseLocal(origin.Resolve(value), origin);
                draft.FindLinks.Add(Location());
                break;
            case RequirementsOption.NoIndex:
                draft.NoIndex = true;
                break;
            case RequirementsOption.RequireHashes:
                draft.RequireHashes = true;
                break;
            case RequirementsOption.NoRequireHashes:
                draft.NoRequireHashes = true;
                break;
            case RequirementsOption.PreferBinary:
                draft.PreferBinary = true;
                Ignore("--prefer-binary");
                break;
            case RequirementsOption.Prerelease:
                draft.AllowPrereleases = true;
                Ignore("--pre");
                break;
            case RequirementsOption.TrustedHost:
                if (!draft.TrustedHosts.Contains(value, StringComparer.Ordinal))
                {
                    draft.TrustedHosts.Add(value);
                }
                Ignore("--trusted-host");
                break;
            case RequirementsOption.UseFeature:
                if (!draft.Features.Contains(value, StringComparer.Ordinal))
                {
                    draft.Features.Add(value);
                }
                Ignore("--use-feature");
                break;
            case RequirementsOption.NoBinary:
                (draft.NoBinary, draft.OnlyBinary) = Select(draft.NoBinary, draft.OnlyBinary);
                break;
            case RequirementsOption.OnlyBinary:
                (draft.OnlyBinary, draft.NoBinary) = Select(draft.OnlyBinary, draft.NoBinary);
                break;
            case RequirementsOption.AllReleases:
                (draft.AllReleases, draft.OnlyFinal) = Select(draft.AllReleases, draft.OnlyFinal);
                break;
            case RequirementsOption.OnlyFinal:
                (draft.OnlyFinal, draft.AllReleases) = Select(draft.OnlyFinal, draft.AllReleases);
                break;
            default:
                if (Dialect == RequirementsDialect.Uv)
                {
                    throw new RequirementsFileException(
                        "Unexpected '-', expected '-c', '-e', '-r' or the start of a requirement",
                        origin
                    );
                }
                break;
        }

        RequirementsLocation Location() => new(value, given ?? value, origin);

        // uv has other ways to say the same and only warns; pip obeys.
        void Ignore(string option)
        {
            if (Dialect == RequirementsDialect.Uv)
            {
                draft.Ignored.Add((option, origin));
            }
        }

        (PackageSelection, PackageSelection) Select(PackageSelection selection, PackageSelection opposite)
        {
            // pip reads a list here, uv one name.
            if (Dialect == RequirementsDialect.Uv && value.Contains(',', StringComparison.Ordinal))
            {
                throw new RequirementsFileException(
                    $"`{value}` is not a package name, `:all:` or `:none:`",
                    origin
                );
            }
            try
            {
                return PackageSelection.Add(selection, opposite, value);
            }
            catch (FormatException exception)
            {
                throw new RequirementsFileException(exception.Message, origin, exception);
            }
        }
    }

    private void ApplyIndexUrl(
        RequirementsDraft draft,
        RequirementsInclude include,
        RequirementsLocation location,
        RequirementOrigin origin
    )
    {
        CheckIndex(location.Value, origin);
        RefuseLocal(location.Value, origin);
        if (Dialect == RequirementsDialect.Pip)
        {
            // In pip's list of indexes this one takes the place of all that came before it.
            draft.ExtraIndexUrls.Clear();
        }
        else if (draft.IndexUrl is { } other)
        {
            if (other.Origin.File == include.Location)
            {
                throw new RequirementsFileException("Multiple `--index-url` values provided", origin);
            }
            if (other.Value != location.Value)
            {
                // The place to change is the line that brings the two together.
                var top = include;
                while (top.Parent is { Parent: not null } parent && top.Location != other.Origin.File)
                {
                    top = parent;
                }
                throw new RequirementsFileException(
                    "Nested `requirements` file contains conflicting `--index-url`",
                    top.FromEnd ?? origin
                );
            }
        }
        draft.IndexUrl = location;
    }

    /// <summary>An index is an address, or a path that looks like one.</summary>
    private void CheckIndex(string value, RequirementOrigin origin)
    {
        if (Dialect == RequirementsDialect.Pip)
        {
            return;
        }
        if (
            !FileReference.IsAddress(value)
            && !value.AsSpan().ContainsAny('/', '\\')
            && !value.StartsWith('.')
        )
        {
            throw new RequirementsFileException(
                $"Invalid URL: `{value}`: relative URL without a base",
                origin
            );
        }
        if (RequirementAddress.LacksHost(value))
        {
            throw new RequirementsFileException($"Invalid URL: `{value}`: empty host", origin);
        }
    }
}
