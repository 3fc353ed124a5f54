using Krait.Installer;

namespace Krait.Tests.Installer;

public class PipScriptsTests
{
    [Theory]
    [InlineData("pip", "pip", "3.12", "pip pip3 pip3.12")]
    [InlineData("pip", "pip3", "3.12", "")]
    [InlineData("pip", "pip3.9", "3.12", "")]
    [InlineData("pip", "pip-check", "3.12", "pip-check")]
    [InlineData("pip", "pip", null, "pip")]
    [InlineData("other", "pip3", "3.12", "pip3")]
    public void The_scripts_of_pip_carry_the_version_of_Python(
        string distribution,
        string script,
        string? version,
        string expected
    ) => Assert.Equal(expected, string.Join(' ', PipScripts.NamesOf(distribution, script, version)));
}
