using Krait.Indexes;

namespace Krait.Tests.Indexes;

public class IndexLocationTests
{
    /// <summary>Names that <see cref="Uri"/> reads otherwise unless they are written with care.</summary>
    [Theory]
    [InlineData("/a b/é")]
    [InlineData("/100%/a%41")]
    [InlineData("/a?b#c")]
    [InlineData("/u:p/c:/d")]
    [InlineData("/c|/d")]
    [InlineData("/a\\b/\\c")]
    public void A_path_becomes_an_address_and_a_path_again(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "paths of Unix");
        Assert.Equal(path, IndexLocation.FileUrl(path).LocalPath);
        Assert.True(IndexLocation.TryParse(path, "/", out var location));
        Assert.Equal(path, new Uri(location.Url.AbsoluteUri).LocalPath);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("name=\0")]
    [InlineData("ftp://host.example/")]
    [InlineData("https://[")]
    public void What_is_no_address_and_no_path_is_refused(string text) =>
        Assert.False(IndexLocation.TryParseNamed(text, "/", out _));
}
