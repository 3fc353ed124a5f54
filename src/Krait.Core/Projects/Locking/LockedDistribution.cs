using Krait.Indexes;
using Krait.Requirements;
using Krait.Sources;
using Krait.Tags;

namespace Krait.Projects.Locking;

/// <summary>A distribution that a lock file names.</summary>
/// <param name="Distribution">What to install.</param>
/// <param name="Hashes">Its file must have one of them; the strongest first.</param>
public sealed record LockedDistribution(Distribution Distribution, IReadOnlyList<FileHash> Hashes)
{
    /// <param name="choice">An entry, and the file to take.</param>
    /// <param name="folder">The folder of the lock file; absolute.</param>
    /// <exception cref="KraitException">It is none that can be installed without a build, or an address is none.</exception>
    public static LockedDistribution Of(PylockChoice choice, string folder)
    {
        var package = choice.Package;
        if (choice.File is not { } file)
            throw Unbuilt(package.Name, package.Directory is null ? "a repository" : "a folder");
        if (!file.FileName.EndsWith(".whl", StringComparison.OrdinalIgnoreCase))
            throw Unbuilt(package.Name, "a source distribution");
        var hashes = HashesOf(package.Name, file);
        return new(DistributionOf(package, file, hashes, folder), hashes);
    }

    private static Distribution DistributionOf(
        PylockPackage package,
        PylockFile file,
        IReadOnlyList<FileHash> hashes,
        string folder
    )
    {
        var address = file.Path is { } path
            ? IndexLocation.FileUrl(Path.GetFullPath(path, folder)).AbsoluteUri
            : file.Url!;
        if (ReferenceEquals(package.Archive, file))
            return DirectReference.Read(package.Name, address, folder);
        // Where the entry names no index, the folder of the file stands in for it.
        if (
            !Uri.TryCreate(address, UriKind.Absolute, out var url)
            || !IndexLocation.TryParse(package.Index ?? new Uri(url, ".").AbsoluteUri, folder, out var index)
        )
            throw new PylockException($"The address of `{file.FileName}` is not valid");
        var wheel = WheelFileName.Parse(file.FileName);
        return new RegistryDistribution(
            package.Name,
            DistributionFile.At(url, wheel, hashes, file.Size),
            index
        );
    }

    /// <summary>The hashes of algorithms that are known.</summary>
    /// <exception cref="PylockException">None of them proves anything.</exception>
    private static List<FileHash> HashesOf(PackageName name, PylockFile file)
    {
        List<FileHash> hashes = [];
        foreach (var (algorithm, digits) in file.Hashes)
        {
            if (FileHash.TryCreate(algorithm, digits, out var hash))
                hashes.Add(hash);
        }
        hashes.Sort(static (left, right) => right.Algorithm.CompareTo(left.Algorithm));
        return hashes.Exists(hash => hash.IsSecure)
            ? hashes
            : throw new PylockException(
                $"`{file.FileName}` of `{name}` has no hash that could be checked (`sha256` or better)"
            );
    }

    private static KraitException Unbuilt(PackageName name, string what) =>
        new($"The lock file has only {what} for `{name}`, and building is not supported yet")
        {
            Hints = ["Lock it again for a Python that there is a wheel for"],
        };
}
