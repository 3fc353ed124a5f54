using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Krait.Requirements;
using Krait.Versions;

namespace Krait.Metadata;

public sealed partial class CoreMetadata
{
    /// <summary>The largest file that is read, in bytes; a description may be long, a header is not.</summary>
    public const int LargestFile = 16 * 1024 * 1024;

    /// <summary>Reads a METADATA or PKG-INFO file.</summary>
    /// <param name="utf8">The file. Bytes that are not UTF-8 are no fault outside the fields that are read.</param>
    /// <param name="metadata">What was read.</param>
    /// <param name="error">What is wrong, as a clause without a full stop; null if nothing is.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> utf8,
        [NotNullWhen(true)] out CoreMetadata? metadata,
        [NotNullWhen(false)] out string? error
    )
    {
        metadata = null;
        if (utf8.Length > LargestFile)
        {
            error = $"metadata of {utf8.Length} bytes is larger than the {LargestFile} that are read";
            return false;
        }
        var fields = new Fields();
        var reader = new HeaderReader(utf8);
        error = null;
        while (error is null && reader.Read())
            error = fields.Take(ref reader);
        error ??= fields.Missing;
        if (error is not null)
            return false;
        metadata = new CoreMetadata
        {
            MetadataVersion = fields.MetadataVersion ?? "",
            Name = fields.Name!.Value,
            Version = fields.Version!.Value,
            RequiresDist = (IReadOnlyList<Requirement>?)fields.RequiresDist ?? [],
            RequiresPython = fields.RequiresPython,
            ProvidesExtra = (IReadOnlyList<ExtraName>?)fields.ProvidesExtra ?? [],
            Dynamic = (IReadOnlyList<string>?)fields.Dynamic ?? [],
        };
        return true;
    }

    /// <summary>Reads a METADATA or PKG-INFO file.</summary>
    /// <exception cref="FormatException">It cannot be used; the message says why.</exception>
    public static CoreMetadata Parse(ReadOnlySpan<byte> utf8) =>
        TryParse(utf8, out var metadata, out var error) ? metadata : throw new FormatException(error);

    /// <summary>The fields on their way; a struct, since a resolution reads thousands of files.</summary>
    private struct Fields
    {
        public string? MetadataVersion;
        public PackageName? Name;
        public PackageVersion? Version;
        public VersionSpecifiers? RequiresPython;
        public List<Requirement>? RequiresDist;
        public List<ExtraName>? ProvidesExtra;
        public List<string>? Dynamic;

        public readonly string? Missing =>
            Name is null ? "metadata field Name not found"
            : Version is null ? "metadata field Version not found"
            : null;

        /// <summary>Takes the reader's field if it is one of ours; returns what is wrong with it, or null.</summary>
        public string? Take(ref HeaderReader reader)
        {
            // Most fields are classifiers and URLs: the length tells them apart from ours.
            switch (reader.Name.Length)
            {
                case 4 when reader.Is("name"u8):
                    return Name is null ? TakeName(reader.Value) : null;
                case 7 when reader.Is("version"u8):
                    return Version is null ? TakeVersion(reader.Value) : null;
                case 7 when reader.Is("dynamic"u8):
                    (Dynamic ??= []).Add(Encoding.UTF8.GetString(reader.Value).ToLowerInvariant());
                    return null;
                case 13 when reader.Is("requires-dist"u8):
                    return TakeRequirement(reader.Value);
                case 14 when reader.Is("provides-extra"u8):
                    TakeExtra(reader.Value);
                    return null;
                case 15 when reader.Is("requires-python"u8):
                    return RequiresPython is null ? TakeRequiresPython(reader.Value) : null;
                case 16 when reader.Is("metadata-version"u8):
                    return MetadataVersion is null ? TakeMetadataVersion(reader.Value) : null;
                default:
                    return null;
            }
        }

        private string? TakeMetadataVersion(ReadOnlySpan<byte> value)
        {
            MetadataVersion = Encoding.UTF8.GetString(value);
            // A newer major version may mean anything by any field.
            var major = value.IndexOf((byte)'.') is var dot and >= 0 ? value[..dot] : value;
            return major.Length == 1 && major[0] is (byte)'1' or (byte)'2'
                ? null
                : $"metadata version `{MetadataVersion}` is not supported";
        }

        private string? TakeName(ReadOnlySpan<byte> value)
        {
            var text = EncodedWords.Decode(Encoding.UTF8.GetString(value));
            if (!PackageName.TryParse(text, out var name))
                return $"metadata field Name: `{text}` is not a valid package name";
            Name = name;
            return null;
        }

        private string? TakeVersion(ReadOnlySpan<byte> value)
        {
            if (!PackageVersion.TryParse(value, out var version))
                return $"metadata field Version: `{Encoding.UTF8.GetString(value)}` is not a valid version";
            Version = version;
            return null;
        }

        /// <summary>What setuptools once wrote where nothing had been said.</summary>
        private static bool IsUnknown(ReadOnlySpan<byte> value) => value.SequenceEqual("UNKNOWN"u8);

        private string? TakeRequiresPython(ReadOnlySpan<byte> value)
        {
            if (IsUnknown(value))
                return null;
            var text = Encoding.UTF8.GetString(value).ReplaceLineEndings(" ");
            if (!LenientRequirement.TryParseSpecifiers(text, out var specifiers))
                return $"metadata field Requires-Python: `{text}` is not a set of version specifiers";
            RequiresPython = specifiers;
            return null;
        }

        private string? TakeRequirement(ReadOnlySpan<byte> value)
        {
            if (IsUnknown(value))
                return null;
            char[]? rented = null;
            var length = value.Length;
            var chars = length <= 256 ? stackalloc char[256] : (rented = ArrayPool<char>.Shared.Rent(length));
            try
            {
                var unfolded = chars[..Encoding.UTF8.GetChars(value, chars)];
                unfolded.Replace('\r', ' ');
                unfolded.Replace('\n', ' ');
                ReadOnlySpan<char> text = unfolded;
                if (!LenientRequirement.TryParse(text, out var requirement))
                    return $"metadata field Requires-Dist: `{text}` is not a valid requirement";
                (RequiresDist ??= new(16)).Add(requirement);
                return null;
            }
            finally
            {
                if (rented is not null)
                    ArrayPool<char>.Shared.Return(rented);
            }
        }

        // An extra that nobody can name is no reason to refuse the rest.
        private void TakeExtra(ReadOnlySpan<byte> value)
        {
            if (!ExtraName.TryParse(Encoding.UTF8.GetString(value), out var extra))
                return;
            ProvidesExtra ??= [];
            if (!ProvidesExtra.Contains(extra))
                ProvidesExtra.Add(extra);
        }
    }
}
