using System.Text;
using Krait.Installer;

namespace Krait.Tests.Installer;

public class ShebangTests
{
    [Theory]
    [InlineData("/env/bin/python", "#!/env/bin/python")]
    [InlineData("/it's/bin/python", "#!/it's/bin/python")]
    [InlineData("/a b/bin/python", "#!/bin/sh\n'''exec' '/a b/bin/python' \"$0\" \"$@\"\n' '''")]
    [InlineData("/it's a/python", "#!/bin/sh\n'''exec' '/it'\"'\"'s a/python' \"$0\" \"$@\"\n' '''")]
    [InlineData("/a\\x b/python", "#!/bin/sh\n'''exec' '/a'\"\\\\\"'x b/python' \"$0\" \"$@\"\n' '''")]
    public void A_line_names_the_interpreter(string interpreter, string expected) =>
        Assert.Equal(expected, Shebang.For(interpreter));

    [Fact]
    public void A_line_longer_than_the_kernel_reads_goes_through_the_shell()
    {
        var fits = "/" + new string('x', 123);
        Assert.Equal("#!" + fits, Shebang.For(fits));
        Assert.StartsWith("#!/bin/sh\n", Shebang.For(fits + "x"));
    }

    [Theory]
    [InlineData("#!python\nx", "/p", "#!/p\nx")]
    [InlineData("#!pythonw -E\nx", "/p", "#!/p -E\nx")]
    [InlineData("#!python -E -s\nx", "/p", "#!/bin/sh\n'''exec' '/p' -E -s \"$0\" \"$@\"\n' '''\nx")]
    [InlineData("#!python -E\nx", "/a b", "#!/bin/sh\n'''exec' '/a b' -E \"$0\" \"$@\"\n' '''\nx")]
    [InlineData("#!/bin/sh\nx", "/p", "#!/bin/sh\nx")]
    [InlineData("#!python", "/p", "#!/p")]
    [InlineData("#!python -u\nx", "/p", "#!/p\nx")]
    public void A_neutral_line_is_replaced_and_its_options_stay(
        string script,
        string interpreter,
        string expected
    ) => Assert.Equal(expected, Rewritten(script, interpreter));

    [Fact]
    public void A_relocatable_script_looks_beside_itself() =>
        Assert.Equal(
            "#!/bin/sh\n'''exec' \"$(dirname -- \"$(realpath -- \"$0\")\")\"/'python' \"$0\" \"$@\"\n' '''",
            Shebang.Relative("/a b/bin/python")
        );

    [Fact]
    public void A_declared_encoding_stays_in_the_first_two_lines()
    {
        const string Script = "#!python\n# -*- coding: latin-1 -*-\nx = 1\n";
        Assert.Equal("#!/p\n# -*- coding: latin-1 -*-\nx = 1\n", Rewritten(Script, "/p"));
        Assert.Equal(
            "#!/bin/sh\n# -*- coding: latin-1 -*-\n'''exec' '/a b' \"$0\" \"$@\"\n' '''\nx = 1\n",
            Rewritten(Script, "/a b")
        );
    }

    [Theory]
    [InlineData(
        "#!python\n\"\"\"Doc.\"\"\"\nfrom __future__ import annotations\n",
        "#!/bin/sh\n'''exec' '/a b' \"$0\" \"$@\"\n' ''' \"\"\"Doc.\"\"\"\nfrom __future__ import annotations\n"
    )]
    [InlineData(
        "#!python\n# coding: utf-8\n\nr'Doc.'\nfrom __future__ import annotations\n",
        "#!/bin/sh\n# coding: utf-8\n\n'''exec' '/a b' \"$0\" \"$@\"\n' ''' r'Doc.'\nfrom __future__ import annotations\n"
    )]
    [InlineData(
        "#!python\n# note\nfrom __future__ import annotations\n'text'\n",
        "#!/bin/sh\n'''exec' '/a b' \"$0\" \"$@\"\n' '''\n# note\nfrom __future__ import annotations\n'text'\n"
    )]
    public void The_shell_s_line_does_not_part_a_future_import_from_its_place(
        string script,
        string expected
    ) => Assert.Equal(expected, Rewritten(script, "/a b"));

    private static string Rewritten(string script, string interpreter) =>
        Encoding.UTF8.GetString(Shebang.Rewrite(Encoding.UTF8.GetBytes(script), interpreter));
}
