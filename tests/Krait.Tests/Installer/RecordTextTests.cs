using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Krait.Installer;
using Krait.Metadata;
using Krait.Storage;

namespace Krait.Tests.Installer;

public class RecordTextTests
{
    [Theory]
    [InlineData("a.py", "a.py,,\n")]
    [InlineData("a, b.py", "\"a, b.py\",,\n")]
    [InlineData("say \"no\".txt", "\"say \"\"no\"\".txt\",,\n")]
    public void A_row_is_CSV(string path, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(RecordText.Row(path, [], 0)));

    [Fact]
    public void A_row_is_read_back_as_it_was_written() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonEmptyString>(),
                ArbMap.Default.ArbFor<PositiveInt>(),
                (path, size) =>
                {
                    var row = RecordText.Row(path.Get, new byte[32], size.Get);
                    var utf8 = Encoding.UTF8.GetBytes(path.Get);
                    var isRead = RecordFile.TryParse(row, out var record, out _);
                    return isRead
                        && record!.Entries.Count == 1
                        && record.Entries[0].Path == Encoding.UTF8.GetString(utf8)
                        && record.Entries[0].Size == size.Get
                        && record.Entries[0].HashValue!.Length == 43
                        && RecordText.PathOf(row).AsSpan().SequenceEqual(utf8);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Rows_are_merged_in_the_order_of_their_paths_and_the_later_of_one_path_counts() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonEmptyString[]>(),
                ArbMap.Default.ArbFor<NonEmptyString[]>(),
                (stored, added) =>
                {
                    using var fixture = new InstallFixture();
                    var builder = new WheelManifestBuilder("a", "1", "a-1.dist-info", flags: 0);
                    var expected = new SortedDictionary<string, long?>(StringComparer.Ordinal);
                    foreach (var path in stored.Select(p => Encoding.UTF8.GetBytes(p.Get)))
                    {
                        if (expected.TryAdd(Convert.ToHexString(path), null))
                            builder.AddRow(path, [], 0);
                    }
                    Directory.CreateDirectory(fixture.Root);
                    File.WriteAllBytes(
                        Path.Combine(fixture.Root, WheelManifest.FileName),
                        builder.Build(madeAt: 0)
                    );
                    using var folder = DirectoryHandle.Open(fixture.Root);
                    using var manifest = WheelManifest.TryOpen(folder)!;
                    added = [.. added, .. added.Take(2), .. stored.Take(2)];
                    var rows = added.Select((p, i) => RecordText.Row(p.Get, new byte[32], i)).ToList();
                    for (var i = 0; i < added.Length; i++)
                        expected[Convert.ToHexString(Encoding.UTF8.GetBytes(added[i].Get))] = i;
                    var text = new ArrayBufferWriter<byte>();
                    RecordText.Merge(manifest, rows, text);
                    return RecordFile.TryParse(text.WrittenSpan, out var record, out _)
                        && record
                            .Entries.Select(e =>
                                KeyValuePair.Create(
                                    Convert.ToHexString(Encoding.UTF8.GetBytes(e.Path)),
                                    e.Size
                                )
                            )
                            .SequenceEqual(expected);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Rows_are_walked_as_the_lenient_reader_reads_them() =>
        Prop.ForAll(
                Gen.Elements("a", "b/c", ",", ",,", "\n", "\r\n", "sha256=x", "1", " ", "é")
                    .ListOf()
                    .ToArbitrary(),
                parts =>
                {
                    var text = Encoding.UTF8.GetBytes(string.Concat(parts));
                    if (!RecordFile.TryParseLenient(text, out var record, out _))
                        return true;
                    var walked = new List<string>();
                    var rows = new RecordRows(text);
                    while (rows.MoveNext())
                        walked.Add(Encoding.UTF8.GetString(rows.Path));
                    return walked.SequenceEqual(record.Entries.Select(e => e.Path), StringComparer.Ordinal);
                }
            )
            .QuickCheckThrowOnFailure();
}
