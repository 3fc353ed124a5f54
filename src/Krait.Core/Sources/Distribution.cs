using Krait.Indexes;
using Krait.Requirements;
using Krait.Tags;
using Krait.Versions;

namespace Krait.Sources;

/// <summary>One release of a package in one file: what a resolution pins and an installation takes. A closed hierarchy.</summary>
public abstract record Distribution
{
    private protected Distribution(PackageName name, PackageVersion version)
    {
        Name = name;
        Version = version;
    }

    public PackageName Name { get; }

    public PackageVersion Version { get; }

    /// <summary>The name of the file.</summary>
    public abstract string FileName { get; }

    /// <summary>The hashes that whoever named the file gave for it; the strongest first, often empty.</summary>
    public abstract IReadOnlyList<FileHash> Hashes { get; }

    /// <summary>
    /// Whether a file that was read before, with this SHA-256 (lower-case digits), is surely the one that is meant now. The
    /// hashes of an index were held against the file when it was fetched; those of an address may be others each time, and
    /// where they are of another kind only the file itself can say.
    /// </summary>
    internal bool IsSurely(string sha256) =>
        this is RegistryDistribution
        || Hashes.All(hash => hash.Algorithm == HashAlgorithm.Sha256 && hash.Digits == sha256);

    /// <summary>The file with the hashes of both mentions, all of which it must have then; null if they are of two files.</summary>
    internal Distribution? Join(Distribution other) =>
        (this, other) switch
        {
            (UrlDistribution one, UrlDistribution two) when one.Url == two.Url => new UrlDistribution(
                one.Wheel,
                one.Address,
                one.Text,
                [.. one.Hashes.Union(two.Hashes)]
            ),
            (PathDistribution one, PathDistribution two) when one.Path == two.Path => new PathDistribution(
                one.Wheel,
                one.Path,
                one.Text,
                [.. one.Hashes.Union(two.Hashes)]
            ),
            _ => null,
        };

    /// <summary><c>name==version</c>, or <c>name @ address</c> without secrets; for messages.</summary>
    public abstract string Describe();
}

/// <summary>A file that an index lists.</summary>
public sealed record RegistryDistribution : Distribution
{
    public RegistryDistribution(PackageName name, DistributionFile file, IndexLocation index)
        : base(name, file.Version)
    {
        File = file;
        Index = index;
    }

    public DistributionFile File { get; }

    public IndexLocation Index { get; }

    public override string FileName => File.FileName;

    public override IReadOnlyList<FileHash> Hashes => File.Hashes;

    /// <summary>Otherwise it is a source distribution, and must be built.</summary>
    public bool IsWheel => File.IsWheel;

    public override string Describe() => $"{Name}=={Version}";
}

/// <summary>A wheel at an address that the user named.</summary>
public sealed record UrlDistribution : Distribution
{
    internal UrlDistribution(WheelFileName wheel, Uri address, string text, IReadOnlyList<FileHash> hashes)
        : base(wheel.Name, wheel.Version)
    {
        Wheel = wheel;
        Address = address;
        Url = Http.SafeUrl.Strip(address);
        Text = text;
        Hashes = hashes;
    }

    /// <summary>http or https, without user information and fragment.</summary>
    public Uri Url { get; }

    /// <summary>The address as the user wrote it, credentials masked.</summary>
    public string Text { get; }

    public WheelFileName Wheel { get; }

    public override string FileName => Wheel.Text;

    public override IReadOnlyList<FileHash> Hashes { get; }

    internal Uri Address { get; }

    public override string Describe() => $"{Name} @ {Text}";
}

/// <summary>A wheel on this machine that the user named.</summary>
public sealed record PathDistribution : Distribution
{
    internal PathDistribution(WheelFileName wheel, string path, string text, IReadOnlyList<FileHash> hashes)
        : base(wheel.Name, wheel.Version)
    {
        Wheel = wheel;
        Path = path;
        Text = text;
        Hashes = hashes;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>The path or file address as the user wrote it.</summary>
    public string Text { get; }

    public WheelFileName Wheel { get; }

    public override string FileName => Wheel.Text;

    public override IReadOnlyList<FileHash> Hashes { get; }

    public override string Describe() => $"{Name} @ {Text}";
}
