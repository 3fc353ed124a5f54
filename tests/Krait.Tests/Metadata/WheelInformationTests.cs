using System.Text;
using Krait.Metadata;

namespace Krait.Tests.Metadata;

public class WheelInformationTests
{
    [Theory]
    [InlineData("0.1", true)]
    [InlineData("1.0", true)]
    [InlineData("1.9", true)]
    [InlineData("2.0", false)]
    [InlineData("1", false)]
    [InlineData("1.x", false)]
    public void Only_a_greater_format_is_refused(string version, bool isRead)
    {
        var text = Encoding.UTF8.GetBytes(
            $"Wheel-Version: {version}\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        );
        Assert.Equal(isRead, WheelInformation.TryParse(text, out _, out var error));
        Assert.Equal(isRead, error is null);
    }
}
