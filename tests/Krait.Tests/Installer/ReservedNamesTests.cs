using System.Text;
using Krait.Installer;

namespace Krait.Tests.Installer;

public class ReservedNamesTests
{
    [Theory]
    [InlineData("python")]
    [InlineData("Python")]
    [InlineData("PYTHON3")]
    [InlineData("python3.12")]
    [InlineData("python3.13t")]
    [InlineData("pythonw")]
    [InlineData("python.exe")]
    [InlineData("pythonw3.EXE")]
    [InlineData("pypy3")]
    public void An_interpreter_is_not_a_script(string name) => Assert.True(ReservedNames.IsInterpreter(name));

    [Theory]
    [InlineData("pythonic")]
    [InlineData("python-config")]
    [InlineData("python-alpha")]
    [InlineData("ipython")]
    [InlineData("python3-config")]
    [InlineData("python3.")]
    [InlineData("pythont")]
    [InlineData("")]
    public void Other_names_are_free(string name) => Assert.False(ReservedNames.IsInterpreter(name));

    [Theory]
    [InlineData("bin/python", true)]
    [InlineData("Scripts/Python.exe", true)]
    [InlineData("pyvenv.cfg", true)]
    [InlineData("bin/activate", true)]
    [InlineData("Scripts/Activate.ps1", true)]
    [InlineData("bin/activate_this.py", true)]
    [InlineData(".krait/journal", true)]
    [InlineData("bin/activate-alpha", false)]
    [InlineData(".kraits/x", false)]
    [InlineData("share/python", false)]
    [InlineData("bin/sub/python", false)]
    [InlineData("etc/pyvenv.cfg", false)]
    public void Data_files_do_not_replace_the_environment(string path, bool expected) =>
        Assert.Equal(expected, ReservedNames.IsProtected(Encoding.UTF8.GetBytes(path)));
}
