using Krait.Indexes;
using Krait.Markers;
using Krait.Requirements;
using Krait.Resolver;
using Krait.Sources;
using Krait.Versions;

namespace Krait.Projects.Locking;

public sealed partial record PylockToml
{
    // The field says which tool to run to get the same file. Both tools write the same one: a name of its own would
    // only make every file differ that passes between them.
    private const string Creator = "uv";

    /// <summary>The file's text, as uv lays it out.</summary>
    public string Write() => PylockText.Write(this);

    /// <summary>The lock of an answer for one environment: of each package the files that the environment takes.</summary>
    /// <param name="resolution">The answer.</param>
    /// <param name="input">What was asked.</param>
    /// <param name="omitted">Packages that are left out.</param>
    /// <param name="folder">The folder of the lock file, which paths are relative to; absolute.</param>
    /// <param name="hash">Tells the SHA-256 of a file whose hash nobody gave.</param>
    /// <exception cref="KraitException">A hash could not be had.</exception>
    public static async Task<PylockToml> OfAsync(
        Resolution resolution,
        ResolverInput input,
        IReadOnlyList<PackageName> omitted,
        string folder,
        Func<Distribution, Task<string>> hash
    )
    {
        var lines = RequirementLine.Of(resolution, input, new RequirementsTxtOptions { Markers = true });
        List<PylockPackage> packages = [];
        foreach (var line in lines)
        {
            var package = line.Package;
            if (omitted.Contains(package.Name))
                continue;
            var locked = new PylockPackage
            {
                Name = package.Name,
                Version = package.Version,
                Marker = line.Marker.Length > 0 ? Marker.Parse(line.Marker) : null,
            };
            packages.Add(
                package.Distribution switch
                {
                    UrlDistribution url => locked with
                    {
                        Archive = Archive(
                            await HashesAsync(url, hash).ConfigureAwait(false),
                            url.FileName
                        ) with
                        {
                            Url = url.Url.AbsoluteUri,
                        },
                    },
                    PathDistribution path => locked with
                    {
                        Archive = Archive(
                            await HashesAsync(path, hash).ConfigureAwait(false),
                            path.FileName
                        ) with
                        {
                            Path = Path.GetRelativePath(folder, path.Path).Replace('\\', '/'),
                        },
                    },
                    _ => await WithFilesAsync(locked, package.Release, hash).ConfigureAwait(false),
                }
            );
        }
        return new PylockToml
        {
            LockVersion = PackageVersion.Parse("1.0"),
            CreatedBy = Creator,
            RequiresPython = VersionSpecifiers.Parse(input.Python.ToString()),
            Packages = packages,
        };
    }

    private static async Task<PylockPackage> WithFilesAsync(
        PylockPackage package,
        ReleaseFiles? release,
        Func<Distribution, Task<string>> hash
    )
    {
        List<PylockFile> wheels = [];
        PylockFile? source = null;
        foreach (var file in release?.Fitting() ?? [])
        {
            var distribution = new RegistryDistribution(package.Name, file, release!.Index);
            var locked = new PylockFile
            {
                FileName = file.FileName,
                Url = file.Url.AbsoluteUri,
                Size = file.Size,
                UploadTime = file.UploadTime is { } time
                    ? DateTimeOffset.FromUnixTimeMilliseconds(time)
                    : null,
                Hashes = await HashesAsync(distribution, hash).ConfigureAwait(false),
            };
            if (file.IsWheel)
                wheels.Add(locked);
            else
                source ??= locked;
        }
        wheels.Sort((left, right) => string.CompareOrdinal(left.FileName, right.FileName));
        return package with { SourceDistribution = source, Wheels = wheels };
    }

    private static PylockFile Archive(IReadOnlyDictionary<string, string> hashes, string name) =>
        new() { FileName = name, Hashes = hashes };

    /// <summary>The hashes that were given, the weakest first; without a secure one the file's own.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> HashesAsync(
        Distribution distribution,
        Func<Distribution, Task<string>> hash
    )
    {
        var given = distribution.Hashes.OrderBy(one => one.Algorithm).ToList();
        if (!given.Exists(one => one.IsSecure))
            given.Add(new FileHash(HashAlgorithm.Sha256, await hash(distribution).ConfigureAwait(false)));
        return new SortedDictionary<string, string>(
            given.ToDictionary(
                one => FileHash.NameOf(one.Algorithm),
                one => one.Digits,
                StringComparer.Ordinal
            ),
            Comparer<string>.Create(
                (left, right) => FileHash.AlgorithmOf(left).CompareTo(FileHash.AlgorithmOf(right))
            )
        );
    }
}
