using Krait.Projects.Locking;
using Krait.Toml;

namespace Krait.Tests.Projects;

public class UvLockTests
{
    private const string Lock = """
        version = 1
        revision = 3
        requires-python = ">=3.12"

        [[package]]
        name = "a"
        version = "1.0"
        source = { registry = "https://index.example/simple" }

        [[package]]
        name = "a"
        version = "2.0"
        source = { registry = "https://index.example/simple" }

        [[package]]
        name = "b"
        source = { virtual = "." }
        dependencies = [
            { name = "a", version = "2.0", extra = ["x"], marker = "os_name == 'nt'" },
        ]

        """;

    [Fact]
    public void An_edge_leads_to_the_package_it_names()
    {
        var package = UvLock.Read(TomlDocument.Parse(Lock)).Packages[2];
        var edge = Assert.Single(package.Dependencies);
        Assert.Equal("a==2.0", edge.Package.ToString());
        Assert.Equal(["x"], edge.Extras);
        Assert.Equal("os_name == 'nt'", edge.Marker);
    }

    [Theory]
    [InlineData("version = 1\n", "version = 2\n")]
    [InlineData("version = 1\n", "")]
    [InlineData("\"2.0\", extra", "\"3.0\", extra")]
    [InlineData("version = \"2.0\", extra", "extra")]
    [InlineData("{ virtual = \".\" }", "{ unknown = \".\" }")]
    [InlineData("{ virtual = \".\" }", "{ virtual = \".\" }\nsdist = { hash = \"sha256:00\" }")]
    [InlineData("{ virtual = \".\" }", "{ path = \"b.whl\" }\nwheels = [{ filename = \"b.whl\" }]")]
    [InlineData("version = \"1.0\"", "version = \"2.0\"")]
    public void A_lock_that_contradicts_itself_is_refused(string old, string changed)
    {
        var text = Lock.Replace("\r", "", StringComparison.Ordinal);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        text = string.Concat(text.AsSpan(0, at), changed, text.AsSpan(at + old.Length));
        Assert.Throws<UvLockException>(() => UvLock.Read(TomlDocument.Parse(text)));
    }

    [Theory]
    [InlineData(3, "[manifest]\n\n[manifest.dependency-groups]\ndev = [{ name = \"x\" }]\n")]
    [InlineData(5, "[manifest.dependency-groups]\ndev = [{ name = \"x\" }]\n")]
    public void A_header_without_keys_is_written_by_old_revisions_alone(int revision, string manifest)
    {
        var text = $"version = 1\nrevision = {revision}\n\n{manifest}";
        Assert.Equal(text, UvLockText.Write(TomlDocument.Parse(text).Root));
    }

    [Fact]
    public void Keys_come_in_their_order_whatever_the_order_of_the_values()
    {
        const string Mixed = "package = [{ source = { virtual = '.' }, name = 'b' }]\nversion = 1\n";
        Assert.Equal(
            "version = 1\n\n[[package]]\nname = \"b\"\nsource = { virtual = \".\" }\n",
            UvLockText.Write(TomlDocument.Parse(Mixed).Root)
        );
    }
}
