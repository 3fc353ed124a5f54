using System.Diagnostics;
using System.Globalization;
using Krait.Archives;

namespace Krait.Tests.Archives;

/// <summary>
/// The malo collection, broken further at random: each file is read or refused by an <see cref="ArchiveException"/>, in bounded
/// time. <c>KRAIT_FUZZ_SECONDS</c> says for how long (default 1 for each kind of archive).
/// </summary>
public class ArchiveMutationTests
{
    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    public void Broken_archives_are_read_or_refused(string kind)
    {
        var malo = RepositoryRoot.Shared($"malo/{kind}");
        Assert.SkipWhen(malo is null, "the collection of malformed archives is not beside this checkout");
        var seeds = Directory
            .EnumerateFiles(malo, $"*.{kind}", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)
            .ToList();
        var seconds = Environment.GetEnvironmentVariable("KRAIT_FUZZ_SECONDS") is { Length: > 0 } text
            ? double.Parse(text, CultureInfo.InvariantCulture)
            : 1;
        var random = new Random(20_261_125);
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < seeds.Count || clock.Elapsed.TotalSeconds < seconds; round++)
        {
            var archive = Mutated(seeds, random);
            var started = clock.Elapsed;
            try
            {
                if (kind == "zip")
                    ZipReaderTests.ReadWhole(archive);
                else
                    TarReaderTests.ReadWhole(TarReader.Open(archive));
            }
            catch (ArchiveException) { }
            catch (Exception exception)
            {
                Assert.Fail($"round {round}: {exception}\n{Convert.ToBase64String(archive)}");
            }
            Assert.True(clock.Elapsed - started < TimeSpan.FromSeconds(10), $"round {round} took too long");
        }
    }

    private static byte[] Mutated(List<byte[]> seeds, Random random)
    {
        var archive = seeds[random.Next(seeds.Count)].ToArray();
        for (var change = random.Next(1, 5); change > 0 && archive.Length > 0; change--)
        {
            var at = random.Next(archive.Length);
            switch (random.Next(5))
            {
                case 0:
                    archive[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    archive[at] = (byte)random.Next(256);
                    break;
                case 2:
                    archive.AsSpan(at, Math.Min(4, archive.Length - at)).Fill(0xFF);
                    break;
                case 3:
                    archive = archive[..at];
                    break;
                default:
                    var other = seeds[random.Next(seeds.Count)];
                    archive = [.. archive[..at], .. other[random.Next(other.Length + 1)..]];
                    break;
            }
        }
        return archive;
    }
}
