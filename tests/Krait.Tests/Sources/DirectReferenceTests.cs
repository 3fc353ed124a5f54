using Krait.Sources;

namespace Krait.Tests.Sources;

public class DirectReferenceTests
{
    [Theory]
    [InlineData("a\0.whl")]
    [InlineData("file:///a\0-1.0-py3-none-any.whl")]
    [InlineData("https://[/a-1.0-py3-none-any.whl")]
    [InlineData("./nothing-1.0-py3-none-any.whl")]
    public void What_is_no_address_is_refused(string text) =>
        Assert.Throws<DistributionException>(() => DirectReference.Read(null, text, "/no/such/folder"));
}
