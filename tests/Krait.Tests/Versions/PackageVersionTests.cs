using FsCheck;
using FsCheck.Fluent;
using Krait.Versions;

namespace Krait.Tests.Versions;

public class PackageVersionTests
{
    [Fact]
    public void Order_is_total_and_agrees_with_equality_and_hash()
    {
        var triples = Gen.Three(VersionGenerators.Version).ToArbitrary();
        Prop.ForAll(
                triples,
                triple =>
                {
                    var (a, b, c) = triple;
                    Assert.Equal(Math.Sign(a.CompareTo(b)), -Math.Sign(b.CompareTo(a)));
                    Assert.Equal(a == b, a.CompareTo(b) == 0);
                    Assert.True(a != b || a.GetHashCode() == b.GetHashCode(), $"hash of {a} and {b}");
                    Assert.True(!(a <= b && b <= c) || a <= c, $"{a} {b} {c}");
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_printed_reads_back_as_the_same_version()
    {
        Prop.ForAll(
                VersionGenerators.Version.ToArbitrary(),
                version =>
                {
                    var text = version.ToString();
                    Assert.True(PackageVersion.TryParse(text, out var again));
                    Assert.Equal(version, again);
                    Assert.Equal(text, again.ToString());
                    Assert.Equal(version, PackageVersion.Parse(version.ToShortestString()));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Equal_versions_and_no_others_have_the_same_shortest_text()
    {
        Prop.ForAll(
                Gen.Two(VersionGenerators.Version).ToArbitrary(),
                pair =>
                    pair.Item1
                    == pair.Item2
                    == (pair.Item1.ToShortestString() == pair.Item2.ToShortestString())
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Packed_integers_sort_as_their_versions()
    {
        Prop.ForAll(
                Gen.Two(VersionGenerators.Version).ToArbitrary(),
                pair =>
                {
                    var (a, b) = pair;
                    if (!a.IsPacked || !b.IsPacked)
                        return;
                    Assert.True(PackageVersion.TryFromPacked(a.Packed, out var again));
                    Assert.Equal(a.ToString(), again.ToString());
                    Assert.True(a <= b == a.Packed <= b.Packed || a == b, $"{a} {b}");
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 31)]
    [InlineData(4UL)]
    [InlineData(6UL << 21)]
    public void An_integer_that_no_version_packs_to_is_refused(ulong packed) =>
        Assert.False(PackageVersion.TryFromPacked(packed, out _));

    [Fact]
    public void The_default_is_below_every_version()
    {
        Assert.Equal("0.dev0", default(PackageVersion).ToString());
        Prop.ForAll(VersionGenerators.Version.ToArbitrary(), version => default(PackageVersion) <= version)
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("1.0.0.0.0", "1")]
    [InlineData("0!1.0.0.0.0.0rc1", "1rc1")]
    public void A_version_too_long_to_pack_equals_its_short_spelling(string longer, string shorter)
    {
        Assert.False(PackageVersion.Parse(longer).IsPacked);
        Assert.Equal(PackageVersion.Parse(shorter), PackageVersion.Parse(longer));
        Assert.Equal(PackageVersion.Parse(shorter).GetHashCode(), PackageVersion.Parse(longer).GetHashCode());
    }

    [Fact]
    public void Reading_and_comparing_common_versions_allocates_nothing()
    {
        string[] texts = ["1.0", "3.12.4", "2024.10.1", "1.2.3.4", "1.0rc1", "2.0.post1", "1.0.dev0"];
        var sum = Read(texts);
        var before = GC.GetAllocatedBytesForCurrentThread();
        sum += Read(texts);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.NotEqual(0, sum);

        static long Read(string[] texts)
        {
            long sum = 0;
            foreach (var text in texts)
            {
                if (PackageVersion.TryParse(text, out var version))
                    sum += version.CompareTo(default) + version.GetHashCode();
            }
            return sum;
        }
    }

    [Fact]
    public void Megabytes_of_digits_are_read_in_linear_time()
    {
        var text = new string('1', 1_000_000) + string.Concat(Enumerable.Repeat(".0", 100_000)) + "a";
        Assert.True(PackageVersion.TryParse(text, out var version));
        Assert.Equal(ulong.MaxValue, version.Major);
        Assert.False(PackageVersion.TryParse(text + "!", out _));
    }

    [Theory]
    [InlineData("1.0", "1.0.post0.dev0")]
    [InlineData("1.0a1", "1.0a1.post0.dev0")]
    [InlineData("1.0.post1", "1.0.post2.dev0")]
    [InlineData("1.0.dev1", "1.0.dev2")]
    [InlineData("1.0.dev18446744073709551615", "1.0.dev18446744073709551616")]
    [InlineData("1.0.dev99999999999999999999", "1.0.dev100000000000000000000")]
    public void The_next_public_version_leaves_room_only_for_local_labels(string version, string next)
    {
        Assert.Equal(next, PackageVersion.Parse(version).NextPublic().ToString());
        Prop.ForAll(
                Gen.Two(VersionGenerators.Version).ToArbitrary(),
                pair =>
                {
                    var (a, b) = pair;
                    var above = a.WithoutLocal().NextPublic();
                    Assert.True(b <= a || b >= above || b.WithoutLocal() == a.WithoutLocal(), $"{a} {b}");
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Writing_into_a_buffer_gives_the_same_text()
    {
        Span<char> buffer = stackalloc char[64];
        foreach (var text in (string[])["65535.255.255.255.post131071", "1!2+a", "1.0rc1"])
        {
            Assert.True(PackageVersion.Parse(text).TryFormat(buffer, out var written));
            Assert.Equal(text, buffer[..written].ToString());
        }
        Assert.False(PackageVersion.Parse("1.2.3").TryFormat(buffer[..4], out var none));
        Assert.Equal(0, none);
    }
}
