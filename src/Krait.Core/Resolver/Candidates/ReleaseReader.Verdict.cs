using System.Runtime.InteropServices;
using Krait.Tags;

namespace Krait.Resolver;

internal sealed partial class ReleaseReader
{
    private enum HashMatch : byte
    {
        Mismatched,
        Missing,
        Matched,
    }

    /// <summary>What is thought of one file: whether it fits, how well, and if not why.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Verdict
    {
        private readonly int _rank;
        private readonly BuildTag _build;

        private Verdict(int file, int rank, BuildTag build, HashMatch hash, UnavailableReason? reason)
        {
            IsSet = true;
            File = file;
            _rank = rank;
            _build = build;
            Hash = hash;
            Reason = reason;
        }

        public bool IsSet { get; }

        public int File { get; }

        public HashMatch Hash { get; }

        public UnavailableReason? Reason { get; }

        public bool Fits => IsSet && Reason is null;

        public bool IsTooNew => Reason?.Kind is UnavailableKind.ExcludedAsNew or UnavailableKind.NoUploadTime;

        public static Verdict Accepted(int file, int rank, BuildTag build, HashMatch hash) =>
            new(file, rank, build, hash, null);

        public static Verdict Refused(int file, UnavailableReason reason) =>
            new(file, 0, default, default, reason);

        public bool IsBetterThan(in Verdict other)
        {
            if (Fits != other.Fits)
                return Fits;
            if (!Fits)
                return Closeness(Reason!) > Closeness(other.Reason!);
            if (Hash != other.Hash)
                return Hash > other.Hash;
            return _rank != other._rank ? _rank < other._rank : _build > other._build;
        }

        /// <summary>How near a refused file came to being taken: that reason is the one worth telling.</summary>
        private static int Closeness(UnavailableReason reason) =>
            reason.Kind switch
            {
                UnavailableKind.ExcludedAsNew => 20,
                UnavailableKind.NoUploadTime => 21,
                UnavailableKind.WrongPlatformTag => 15,
                UnavailableKind.WrongPythonVersionTag => 14,
                UnavailableKind.WrongFreeThreadedTag => 13,
                UnavailableKind.WrongAbiTag => 12,
                UnavailableKind.WrongPythonTag => 11,
                UnavailableKind.Yanked => reason.Text.Length > 0 ? 6 : 5,
                UnavailableKind.NoBinary => 4,
                _ => 0,
            };
    }
}
