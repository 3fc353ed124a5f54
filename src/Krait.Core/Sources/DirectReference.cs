using Krait.Http;
using Krait.Indexes;
using Krait.Requirements;
using Krait.Tags;

namespace Krait.Sources;

/// <summary>Turns the address behind <c>@</c> in a requirement, or a path or address given instead of one, into a distribution.</summary>
public static class DirectReference
{
    /// <summary>The distribution at an address or a path.</summary>
    /// <param name="name">The package that it must be of; null where the file alone says.</param>
    /// <param name="text">http(s) or file address, or a path, with a hash in its fragment if need be.</param>
    /// <param name="folder">What a relative path is relative to; absolute.</param>
    /// <exception cref="DistributionException">It is of a kind that is not supported, or of another package.</exception>
    public static Distribution Read(PackageName? name, string text, string folder)
    {
        var shown = SafeUrl.Show(text);
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new DistributionException($"`{shown}` is not a valid address");
        var fragment = text.IndexOf('#', StringComparison.Ordinal);
        var address = fragment < 0 ? text : text[..fragment];
        var hashes = fragment < 0 ? [] : Hashes(text[(fragment + 1)..]);
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (
            address.Contains('+', StringComparison.Ordinal)
            && scheme > address.IndexOf('+', StringComparison.Ordinal)
        )
            throw Unsupported($"`{shown}` is a repository, and repositories are not fetched yet");
        if (scheme < 0 && !address.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            // A '#' may be part of a path, and then there is no fragment.
            var whole = Path.GetFullPath(Path.Combine(folder, text));
            var path = File.Exists(whole) ? whole : Path.GetFullPath(Path.Combine(folder, address));
            return FromPath(name, path, shown, hashes);
        }
        if (FilePath(address) is { } relative)
            return FromPath(name, Path.GetFullPath(Path.Combine(folder, relative)), shown, hashes);
        if (
            !Uri.TryCreate(address, UriKind.Absolute, out var url)
            || (url.IsFile && address.Contains("%00", StringComparison.Ordinal))
        )
            throw new DistributionException($"`{shown}` is not a valid address");
        if (url.IsFile)
        {
            // This machine may be named; another one's files are read on Windows only.
            var isHere = !OperatingSystem.IsWindows() && url.Host == "localhost";
            var local = isHere ? Uri.UnescapeDataString(url.AbsolutePath) : url.LocalPath;
            return FromPath(name, local, shown, hashes);
        }
        if (url.Scheme is not ("http" or "https"))
            throw Unsupported($"`{shown}` has a scheme that is not supported: `{url.Scheme}`");
        var fileName = Uri.UnescapeDataString(url.AbsolutePath[(url.AbsolutePath.LastIndexOf('/') + 1)..]);
        return new UrlDistribution(Wheel(name, fileName, shown), url, shown, hashes);
    }

    /// <summary>
    /// The path of <c>file:path</c>, and of <c>file://path</c> where no other machine can be meant, decoded; null for other
    /// addresses.
    /// </summary>
    private static string? FilePath(string address)
    {
        if (!address.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            return null;
        var path = address["file:".Length..];
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            path = path[2..];
            var isAbsolute =
                path.StartsWith('/') || path.StartsWith("localhost/", StringComparison.OrdinalIgnoreCase);
            if (OperatingSystem.IsWindows() || isAbsolute)
                return null;
        }
        path = Uri.UnescapeDataString(path);
        return path.Contains('\0', StringComparison.Ordinal) ? null : path;
    }

    private static PathDistribution FromPath(
        PackageName? name,
        string path,
        string shown,
        IReadOnlyList<FileHash> hashes
    )
    {
        if (Directory.Exists(path))
            throw Unsupported($"`{shown}` is a folder, and projects are not built yet");
        if (!File.Exists(path))
            throw new DistributionException($"Distribution not found at: {path}");
        return new PathDistribution(Wheel(name, Path.GetFileName(path), shown), path, shown, hashes);
    }

    /// <summary>What is wrong with a wheel's name, its ending taken off.</summary>
    private static string ReasonOf(string stem) =>
        stem.Split('-').Length switch
        {
            1 => "Must have a version",
            2 => "Must have a Python tag",
            3 => "Must have an ABI tag",
            4 => "Must have a platform tag",
            5 or 6 => "A part of it cannot be read",
            _ => "Must have 5 or 6 components, but has more",
        };

    private static WheelFileName Wheel(PackageName? name, string fileName, string shown)
    {
        if (!fileName.EndsWith(".whl", StringComparison.Ordinal))
            throw Unsupported($"`{shown}` is no wheel, and source distributions are not built yet");
        if (!WheelFileName.TryParse(fileName, out var wheel))
        {
            throw new DistributionException(
                $"The wheel filename `{fileName}` is invalid: {ReasonOf(fileName[..^".whl".Length])}"
            );
        }
        if (name is { } expected && wheel.Name != expected)
        {
            throw new DistributionException(
                $"Requested package name `{expected}` does not match `{wheel.Name}` in the distribution filename: {fileName}"
            );
        }
        return wheel;
    }

    private static List<FileHash> Hashes(string fragment)
    {
        var hashes = new List<FileHash>();
        foreach (var part in Uri.UnescapeDataString(fragment).Split('&'))
        {
            if (part.Contains('=', StringComparison.Ordinal) && FileHash.TryParse(part, out var hash))
                hashes.Add(hash);
        }
        hashes.Sort(static (a, b) => b.Algorithm.CompareTo(a.Algorithm));
        return hashes;
    }

    private static DistributionException Unsupported(string message) =>
        new(message) { Hints = ["Build a wheel first, and name the wheel"] };
}
