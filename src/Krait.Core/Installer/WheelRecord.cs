using System.Security.Cryptography;
using System.Text;
using Krait.Archives;
using Krait.Metadata;

namespace Krait.Installer;

/// <summary>
/// The RECORD of a wheel that is being unpacked. A file that differs from its row refuses the wheel; one without a row or hash does
/// so too, unless the policy is to warn; rows without a file are told. The RECORD that is installed names what is there.
/// </summary>
internal sealed class WheelRecord
{
    private readonly Dictionary<string, RecordEntry> _rows;
    private readonly string _info;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _unlisted = [];

    private WheelRecord(Dictionary<string, RecordEntry> rows, string info)
    {
        _rows = rows;
        _info = info;
    }

    /// <exception cref="InvalidWheelException">It cannot be read, or contradicts itself.</exception>
    public static WheelRecord Read(ReadOnlySpan<byte> text, string info)
    {
        if (!RecordFile.TryParse(text, out var record, out var error))
        {
            throw new InvalidWheelException($"`RECORD` file is invalid: {error}");
        }

        var rows = new Dictionary<string, RecordEntry>(record.Entries.Count, StringComparer.Ordinal);
        foreach (var row in record.Entries)
        {
            if (!rows.TryAdd(row.Path, row) && rows[row.Path] != row)
            {
                throw new InvalidWheelException($"`RECORD` lists `{row.Path}` twice, and differently");
            }
        }

        return new(rows, info);
    }

    /// <summary>Holds a member that was unpacked against its row.</summary>
    /// <exception cref="InvalidWheelException">Size or hash differ.</exception>
    public void Check(ZipReader zip, int index, ReadOnlySpan<byte> hash)
    {
        var name = zip.Name(index);
        if (!_rows.TryGetValue(name, out var row))
        {
            if (!IsSignature(name))
            {
                _unlisted.Add(name);
            }

            return;
        }

        _ = _seen.Add(name);
        if (row.Size is { } size && size != zip.Entries[index].Size)
        {
            throw new InvalidWheelException(
                $"`{name}` has {zip.Entries[index].Size} bytes, but `RECORD` says {size}"
            );
        }

        if (!row.HasSecureHash)
        {
            if (!IsSignature(name))
            {
                _unlisted.Add(name);
            }
        }
        else if (!IsSame(row, zip, index, hash))
        {
            throw new InvalidWheelException($"The hash of `{name}` is not the one that `RECORD` lists");
        }
    }

    /// <summary>Tells which rows have no file, and which files no row.</summary>
    /// <exception cref="InvalidWheelException">Files have no row, and the policy is to refuse that.</exception>
    public void ReportDifferences(string project, RecordPolicy policy, ICollection<string> warnings)
    {
        if (policy == RecordPolicy.Strict)
        {
            CheckSelf("RECORD");
            CheckSelf("RECORD.jws");
            CheckSelf("RECORD.p7s");
        }

        if (_unlisted.Count > 0)
        {
            _unlisted.Sort(StringComparer.Ordinal);
            var text =
                $"{Files(_unlisted)} in the wheel archive for `{project}` but missing from `RECORD`, or without a hash there";
            if (policy == RecordPolicy.Strict)
            {
                throw new InvalidWheelException(text)
                {
                    Hints =
                    [
                        "Nothing vouches for such files. If you trust the wheel all the same, use `--record warn`",
                    ],
                };
            }

            warnings.Add(text);
        }

        var lost = _rows
            .Keys.Where(k => !_seen.Contains(k) && !IsWritten(k) && !k.EndsWith('/'))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (lost.Count > 0)
        {
            warnings.Add(
                $"{Files(lost)} listed in `RECORD` but missing from the wheel archive for `{project}`"
            );
        }
    }

    private static string Files(List<string> names)
    {
        const int Most = 5;
        var shown = string.Join(", ", names.Take(Most).Select(n => $"`{n}`"));
        var more = names.Count > Most ? $" and {names.Count - Most} more" : "";
        return names.Count == 1 ? $"File {shown} is" : $"Files {shown}{more} are";
    }

    /// <summary>RECORD and its signatures cannot have their own hashes in it.</summary>
    private void CheckSelf(string name)
    {
        if (_rows.GetValueOrDefault($"{_info}/{name}").HashValue is not null)
        {
            throw new InvalidWheelException($"`RECORD` lists a hash of `{name}`, which cannot be true")
            {
                Hints = ["If you trust the wheel all the same, use `--record warn`"],
            };
        }
    }

    private bool IsWritten(string path) =>
        path.StartsWith(_info + "/", StringComparison.Ordinal)
        && InfoFiles.IsWritten(Encoding.UTF8.GetBytes(path[(_info.Length + 1)..]));

    private bool IsSignature(string path) => path == $"{_info}/RECORD.jws" || path == $"{_info}/RECORD.p7s";

    private static bool IsSame(in RecordEntry row, ZipReader zip, int index, ReadOnlySpan<byte> sha256)
    {
        var hash = row.HashAlgorithm switch
        {
            "sha384" => HashAgain(zip, index, HashAlgorithmName.SHA384),
            "sha512" => HashAgain(zip, index, HashAlgorithmName.SHA512),
            _ => sha256,
        };
        return row.IsDigest(hash);
    }

    /// <summary>Another hash than the one that is made while unpacking: no wheel in common use has one.</summary>
    private static byte[] HashAgain(ZipReader zip, int index, HashAlgorithmName name)
    {
        using var sum = IncrementalHash.CreateHash(name);
        using var member = zip.OpenMember(index);
        var buffer = new byte[64 << 10];
        for (int count; (count = member.Read(buffer)) > 0; )
        {
            sum.AppendData(buffer, 0, count);
        }

        return sum.GetHashAndReset();
    }
}
