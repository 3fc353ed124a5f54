using Krait.Projects.Locking;
using Krait.Toml;

namespace Krait.Tests.Projects;

public class PylockFuzzTests
{
    private static readonly string[] Seeds =
    [
        "lock-version = '1.0'\ncreated-by = 'x'\nenvironments = [\"os_name == 'nt'\"]\nextras = ['a']\n[[packages]]\nname = 'a'\nversion = '1.0'\n"
            + "wheels = [{url = 'https://host.example/a-1.0-py3-none-any.whl', size = 1, upload-time = 2024-01-01T00:00:00Z, hashes = {sha256 = '00'}}]\n",
        "lock-version = '1.0'\ncreated-by = 'x'\n[[packages]]\nname = 'b'\nvcs = {type = 'git', url = 'u', commit-id = 'c'}\n[[packages]]\nname = 'c'\ndirectory = {path = '.', editable = true}\n",
    ];

    private static readonly string[] Tokens =
    [
        "[",
        "]",
        "{",
        "}",
        "=",
        "'",
        "1",
        "true",
        "path",
        "url",
        "marker",
        "\n",
        ".",
        "-",
        "%2B",
        "[[packages]]\n",
    ];

    [Fact]
    public void Any_document_is_a_lock_or_refused_at_a_place()
    {
        Fuzzing.Run(Seeds, Tokens, Read);
        Fuzzing.Truncate(Seeds, Read);

        static void Read(string text)
        {
            if (!TomlDocument.TryParse(text, out var document, out _))
                return;
            try
            {
                Assert.NotEmpty(PylockToml.Read(document).CreatedBy + "x");
            }
            catch (PylockException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        }
    }
}
