using Krait.Projects.Locking;
using Krait.Toml;

namespace Krait.Tests.Projects;

public class UvLockFuzzTests
{
    private static readonly string[] Seeds =
    [
        "version = 1\nrevision = 3\nrequires-python = \">=3.12\"\nresolution-markers = [\n    \"os_name == 'nt'\",\n]\nconflicts = [[\n    { package = \"a\", extra = \"x\" },\n    { package = \"a\", group = \"y\" },\n]]\n\n[options]\nexclude-newer = \"2024-01-01T00:00:00Z\"\n\n[manifest]\nmembers = [\n    \"a\",\n]\n\n[[package]]\nname = \"a\"\nversion = \"1.0\"\nsource = { editable = \".\" }\ndependencies = [\n    { name = \"b\", version = \"2\", extra = [\"z\"], marker = \"os_name == 'nt'\" },\n]\n\n[package.optional-dependencies]\nx = [\n    { name = \"b\" },\n]\n\n[package.metadata]\nrequires-dist = [{ name = \"b\", extras = [\"z\"], specifier = \">=1\" }]\nprovides-extras = [\"x\"]\n\n[package.metadata.requires-dev]\ny = []\n\n[[package]]\nname = \"b\"\nversion = \"2\"\nsource = { url = \"https://host.example/b.tar.gz\", subdirectory = \"s\" }\nsdist = { hash = \"sha256:00\", size = 1 }\nwheels = [\n    { url = \"u\", hash = \"sha256:00\" },\n]\n",
    ];

    private static readonly string[] Tokens =
    [
        "[[package]]\n",
        "[package.metadata]\n",
        "[manifest]\n",
        "name = ",
        "source = ",
        "version = ",
        "{ name = \"b\" }",
        "\"a\"",
        "\"b\"",
        "\"2\"",
        "1",
        "true",
        "1.5",
        "[]",
        "{}",
        "[",
        "]",
        "=",
        "\n",
        ",",
        "'",
    ];

    [Fact]
    public void Any_document_is_a_lock_or_refused_and_its_text_is_stable()
    {
        Fuzzing.Run(Seeds, Tokens, Read);
        Fuzzing.Truncate(Seeds, Read);

        static void Read(string text)
        {
            if (!TomlDocument.TryParse(text, out var document, out _))
                return;
            try
            {
                foreach (var package in UvLock.Read(document).Packages)
                    Assert.All(package.Dependencies, edge => Assert.NotNull(edge.Package));
            }
            catch (UvLockException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
            try
            {
                var written = UvLockText.Write(document.Root);
                Assert.Equal(written, UvLockText.Write(TomlDocument.Parse(written).Root));
            }
            catch (FormatException)
            {
                // A number with a fraction: no lock has one.
            }
        }
    }
}
