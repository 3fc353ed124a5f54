using Krait.Indexes;
using Krait.Requirements;
using Krait.Tags;
using Krait.Versions;

namespace Krait.Resolver;

/// <summary>Judges the releases of one project on one index, each once.</summary>
internal sealed partial class ReleaseReader
{
    private const int NotRanked = -1;
    private const int NoFit = int.MaxValue;

    private readonly ResolverInput _input;
    private readonly IReadOnlySet<PackageVersion> _allowedYanks;
    private readonly bool _allowsWheels;
    private readonly bool _allowsSources;
    private readonly Release[] _releases;
    private readonly int[] _ranks;
    private readonly UnavailableKind[] _misfits;
    private readonly IReadOnlyList<string>? _hashes;

    public ReleaseReader(
        ResolverInput input,
        ProjectFiles files,
        IReadOnlySet<PackageVersion> allowedYanks,
        IReadOnlyList<string>? hashes
    )
    {
        Files = files;
        _input = input;
        _allowedYanks = allowedYanks;
        _hashes = hashes;
        _allowsWheels = input.Build.AllowsWheels(files.Name);
        _allowsSources = input.Build.AllowsSources(files.Name);
        // Whoever names files one by one has chosen them, and no time is known of them.
        Cutoff = files.IsFlat ? null : CutoffOf(input, files.Name);
        _releases = new Release[files.VersionCount];
        _ranks = new int[files.TagSetCount];
        Array.Fill(_ranks, NotRanked);
        _misfits = new UnavailableKind[files.TagSetCount];
        foreach (ref readonly var version in files.Versions)
            HasLocals |= version.IsLocal;
    }

    public ProjectFiles Files { get; }

    /// <summary>Milliseconds since 1970 from which on files are too new; null for none.</summary>
    public long? Cutoff { get; }

    public bool HasLocals { get; }

    /// <summary>The time from which on files of a package are too new; null for none.</summary>
    public static long? CutoffOf(ResolverInput input, PackageName name) =>
        (
            input.ExcludeNewerOf.TryGetValue(name, out var own) ? own : input.ExcludeNewer
        )?.ToUnixTimeMilliseconds();

    public Release this[int version]
    {
        get
        {
            ref var release = ref _releases[version];
            if (release.State == ReleaseState.Unknown)
                release = Read(version);
            return release;
        }
    }

    /// <summary>Whether any file of the release is known to be old enough (or, if <paramref name="orUnknown"/>, may be).</summary>
    public bool IsOldEnough(int version, bool orUnknown)
    {
        if (Cutoff is not { } cutoff)
            return true;
        var (start, end) = Files.FilesOf(version);
        for (var file = start; file < end; file++)
        {
            if (Files.UploadTime(file) is { } time ? time < cutoff : orUnknown)
                return true;
        }
        return false;
    }

    /// <summary>Whether the environment takes a file of a release.</summary>
    public bool Fits(int version, int file) =>
        (Files.IsWheel(file) ? JudgeWheel(version, file) : JudgeSource(version, file)).Fits;

    public bool IsTooNew(int file) => TooNew(file) is not null;

    private Release Read(int version)
    {
        var (start, end) = Files.FilesOf(version);
        Verdict wheel = default;
        Verdict source = default;
        for (var file = start; file < end; file++)
        {
            if (Files.IsWheel(file))
            {
                var verdict = JudgeWheel(version, file);
                if (!wheel.IsSet || verdict.IsBetterThan(wheel))
                    wheel = verdict;
            }
            else
            {
                var verdict = JudgeSource(version, file);
                if (!source.IsSet || verdict.IsBetterThan(source))
                    source = verdict;
            }
        }
        if (wheel.Fits && source.Fits && source.Hash > wheel.Hash)
            return new(ReleaseState.Source, source.File, source.File, null);
        if (wheel.Fits)
            return new(ReleaseState.Wheel, wheel.File, wheel.File, null);
        if (source.Fits)
        {
            // A wheel for others tells the same metadata as the source distribution, without a build.
            var told = wheel.IsSet && !wheel.IsTooNew ? wheel.File : source.File;
            return new(ReleaseState.Source, told, source.File, null);
        }
        var verdictOfAll = source.IsSet ? source : wheel;
        return verdictOfAll.IsTooNew
            ? new(ReleaseState.TooNew, -1, -1, verdictOfAll.Reason)
            : new(ReleaseState.Unusable, -1, -1, verdictOfAll.Reason ?? new(UnavailableKind.NoDistributions));
    }

    private Verdict JudgeWheel(int version, int file)
    {
        if (!_allowsWheels)
            return Verdict.Refused(file, new(UnavailableKind.NoBinary));
        if (TooNew(file) is { } tooNew)
            return Verdict.Refused(file, tooNew);
        if (IsForbiddenYank(version, file))
            return Verdict.Refused(file, Yanked(file));
        var tags = Files.TagSetId(file);
        if (_ranks[tags] == NotRanked)
        {
            if (_input.Tags.TryRank(Files.TagSetOf(tags), out var found))
            {
                _ranks[tags] = found;
            }
            else
            {
                _ranks[tags] = NoFit;
                _misfits[tags] = MisfitOf(Files.TagSetOf(tags));
            }
        }
        return _ranks[tags] == NoFit
            ? Verdict.Refused(file, new(_misfits[tags]))
            : Verdict.Accepted(file, _ranks[tags], Files.BuildOf(file), HashOf(file));
    }

    private Verdict JudgeSource(int version, int file)
    {
        if (!_allowsSources)
            return Verdict.Refused(file, new(UnavailableKind.NoWheels));
        if (TooNew(file) is { } tooNew)
            return Verdict.Refused(file, tooNew);
        return IsForbiddenYank(version, file)
            ? Verdict.Refused(file, Yanked(file))
            : Verdict.Accepted(file, 0, default, HashOf(file));
    }

    private UnavailableReason? TooNew(int file)
    {
        if (Cutoff is not { } cutoff)
            return null;
        return Files.UploadTime(file) is not { } time ? new(UnavailableKind.NoUploadTime)
            : time >= cutoff ? new(UnavailableKind.ExcludedAsNew)
            : null;
    }

    private bool IsForbiddenYank(int version, int file) =>
        Files.IsYanked(file) && !_allowedYanks.Contains(Files.Versions[version]);

    private UnavailableReason Yanked(int file) =>
        new(UnavailableKind.Yanked, (Files.File(file).YankReason ?? "").Trim().TrimEnd('.'));

    private HashMatch HashOf(int file)
    {
        if (_hashes is null)
            return HashMatch.Matched;
        var found = Files.File(file).Hashes;
        if (found.Count == 0)
            return HashMatch.Missing;
        foreach (var hash in found)
        {
            if (_hashes.Contains(hash.ToString(), StringComparer.Ordinal))
                return HashMatch.Matched;
        }
        return HashMatch.Mismatched;
    }

    /// <summary>Which part of the tags keeps a wheel from fitting; of several the one that came closest.</summary>
    private UnavailableKind MisfitOf(WheelTags tags)
    {
        if (_input.Tags.FitsPython(tags))
            return UnavailableKind.WrongPlatformTag;
        foreach (var python in tags.Python.ToString().Split('.'))
        {
            if (
                _input.Tags.FitsPython(WheelTags.Parse($"{python}-none-any"))
                || _input.Tags.FitsPython(WheelTags.Parse($"{python}-abi3-any"))
            )
                return UnavailableKind.WrongAbiTag;
        }
        return UnavailableKind.WrongPythonTag;
    }
}
