namespace Krait.Versions;

public readonly partial struct PackageVersion
{
    /// <summary>True where the version fits 64 bits (see <see cref="Packed"/>).</summary>
    public bool IsPacked => _full is null;

    /// <summary>
    /// The 64-bit form for storage, trailing zeros of the release included; <see cref="TryFromPacked"/> turns it back.
    /// Sorting these integers sorts the versions. Meaningless (0) where <see cref="IsPacked"/> is false.
    /// </summary>
    public ulong Packed => _packed;

    /// <summary>Reads what <see cref="Packed"/> gave. False, and the default value, for an integer that is no version.</summary>
    public static bool TryFromPacked(ulong packed, out PackageVersion version)
    {
        var valid = PackedVersion.IsVersion(packed);
        version = valid ? new PackageVersion(packed) : default;
        return valid;
    }

    /// <summary>A final release of up to three numbers, such as a Python version.</summary>
    public static PackageVersion FromRelease(uint major, uint minor) =>
        Create(default, [new(major), new(minor)], PrereleaseKind.None, default, null, null, []);

    /// <inheritdoc cref="FromRelease(uint, uint)"/>
    public static PackageVersion FromRelease(uint major, uint minor, uint micro) =>
        Create(default, [new(major), new(minor), new(micro)], PrereleaseKind.None, default, null, null, []);

    /// <summary>The same version without its local label.</summary>
    public PackageVersion WithoutLocal() =>
        _full is { Local.Length: > 0 } full
            ? Create(
                full.Epoch,
                full.Release,
                full.PrereleaseKind,
                full.Prerelease,
                full.Post,
                full.Development,
                []
            )
            : this;

    /// <summary>Epoch and release alone: the version of the final release that this one precedes, is, or follows.</summary>
    public PackageVersion BaseVersion() =>
        _full is null
            ? new PackageVersion(PackedVersion.WithSuffix(_packed, PackedVersion.Final, 0))
            : Create(_full.Epoch, _full.Release, PrereleaseKind.None, default, null, null, []);

    /// <summary>The base version with its release cut or padded with zeros to <paramref name="length"/> numbers.</summary>
    /// <param name="length">At least 1.</param>
    public PackageVersion WithReleaseLength(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return Create(EpochPart, ReleaseParts(length), PrereleaseKind.None, default, null, null, []);
    }

    /// <summary>The same public version as its first development release: nothing of this version sorts before it.</summary>
    internal PackageVersion AsFirstDevelopment() =>
        _full is null && PackedVersion.Kind(_packed) == PackedVersion.Final
            ? new PackageVersion(PackedVersion.WithSuffix(_packed, PackedVersion.Development, 0))
            : Create(
                EpochPart,
                ReleaseParts(ReleaseLength),
                PrereleaseKind,
                PrereleasePart,
                PostPart,
                new VersionNumber(0),
                []
            );

    /// <summary>
    /// The smallest public version above this one and above all of its local labels. There is one, since nothing lies
    /// between <c>1.0</c> with its labels and <c>1.0.post0.dev0</c>, or between <c>1.0.dev1</c> and <c>1.0.dev2</c>.
    /// </summary>
    internal PackageVersion NextPublic()
    {
        if (_full is null && PackedVersion.Kind(_packed) == PackedVersion.Development)
        {
            var number = PackedVersion.Number(_packed);
            if (number < PackedVersion.GreatestNumber)
            {
                return new PackageVersion(
                    PackedVersion.WithSuffix(_packed, PackedVersion.Development, number + 1)
                );
            }
        }
        var release = ReleaseParts(ReleaseLength);
        if (DevelopmentPart is { } development)
        {
            return Create(
                EpochPart,
                release,
                PrereleaseKind,
                PrereleasePart,
                PostPart,
                development.Next(),
                []
            );
        }
        var post = PostPart is { } last ? last.Next() : new VersionNumber(0);
        return Create(EpochPart, release, PrereleaseKind, PrereleasePart, post, new VersionNumber(0), []);
    }

    /// <summary>Undoes <see cref="NextPublic"/> for <c>.postN.dev0</c>, which it makes of every version that is no development release.</summary>
    internal PackageVersion PreviousPublic()
    {
        VersionNumber? post = PostPart is { IsZero: false } number ? number.Previous() : null;
        return Create(EpochPart, ReleaseParts(ReleaseLength), PrereleaseKind, PrereleasePart, post, null, []);
    }

    /// <summary>For <c>1.0a2.dev0</c>: <c>1.0a1</c>, whose post-releases are all there is in between.</summary>
    internal PackageVersion PreviousPrerelease() =>
        Create(
            EpochPart,
            ReleaseParts(ReleaseLength),
            PrereleaseKind,
            PrereleasePart.Previous(),
            null,
            null,
            []
        );

    /// <summary>The first development release of the release after this one when cut to <paramref name="length"/> numbers: where <c>==1.4.*</c> ends.</summary>
    internal PackageVersion NextRelease(int length)
    {
        if (_full is null && length <= ReleaseLength)
        {
            var part = PackedVersion.Release(_packed, length - 1);
            if (part < (length == 1 ? PackedVersion.GreatestFirst : PackedVersion.GreatestOther))
            {
                var shift = PackedVersion.ReleaseShift(length - 1);
                var upper = (_packed >> shift) + 1 << shift;
                return new PackageVersion(upper | PackedVersion.Suffix(PackedVersion.Development, 0, length));
            }
        }
        var release = ReleaseParts(length);
        release[^1] = release[^1].Next();
        return Create(EpochPart, release, PrereleaseKind.None, default, null, new VersionNumber(0), []);
    }

    private VersionNumber[] ReleaseParts(int length)
    {
        var release = new VersionNumber[length];
        for (var i = 0; i < length; i++)
        {
            release[i] = ReleasePart(i);
        }
        return release;
    }

    /// <summary>Packs where it can. Takes ownership of both arrays.</summary>
    private static PackageVersion Create(
        VersionNumber epoch,
        VersionNumber[] release,
        PrereleaseKind prereleaseKind,
        VersionNumber prerelease,
        VersionNumber? post,
        VersionNumber? development,
        LocalSegment[] local
    )
    {
        var full = new FullVersion
        {
            Epoch = epoch,
            Release = release,
            PrereleaseKind = prereleaseKind,
            Prerelease = prerelease,
            Post = post,
            Development = development,
            Local = local,
        };
        return release.Length <= PackedVersion.MostSegments && TryPack(full, release.Length, out var packed)
            ? new PackageVersion(packed)
            : new PackageVersion(full);
    }

    /// <summary>Packs with the first <paramref name="length"/> numbers of the release, or says that the version does not fit.</summary>
    private static bool TryPack(FullVersion full, int length, out ulong packed)
    {
        packed = 0;
        var suffixes =
            (full.PrereleaseKind == PrereleaseKind.None ? 0 : 1)
            + (full.Post is null ? 0 : 1)
            + (full.Development is null ? 0 : 1);
        if (!full.Epoch.IsZero || full.Local.Length != 0 || suffixes > 1)
        {
            return false;
        }
        for (var i = 0; i < length; i++)
        {
            var part = full.Release[i].Saturated;
            if (part > (i == 0 ? PackedVersion.GreatestFirst : PackedVersion.GreatestOther))
            {
                return false;
            }
            packed |= part << PackedVersion.ReleaseShift(i);
        }
        var (kind, number) = (full.Post, full.Development) switch
        {
            ({ } post, _) => (PackedVersion.Post, post.Saturated),
            (_, { } development) => (PackedVersion.Development, development.Saturated),
            _ when full.PrereleaseKind != PrereleaseKind.None => (
                (uint)full.PrereleaseKind,
                full.Prerelease.Saturated
            ),
            _ => (PackedVersion.Final, 0UL),
        };
        if (number > PackedVersion.GreatestNumber)
        {
            return false;
        }
        packed |= PackedVersion.Suffix(kind, (uint)number, length);
        return true;
    }
}
