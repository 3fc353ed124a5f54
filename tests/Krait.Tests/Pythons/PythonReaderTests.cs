using Krait.Pythons;
using Krait.Storage;

namespace Krait.Tests.Pythons;

/// <summary>What is read from files must be what the interpreter says of itself.</summary>
public sealed class PythonReaderTests
{
    [Fact]
    public void Facts_from_files_are_those_the_interpreter_gives()
    {
        Assert.SkipWhen(InstalledPythons.All.Count == 0, "no Python on this machine");
        var read = 0;
        foreach (var executable in InstalledPythons.All)
        {
            var facts = PythonReader.TryRead(executable, SystemNames.Read(), out _);
            var answer = PythonQuery.TryAsk(executable, InstalledPythons.PlainEnvironment, out var problem);
            Assert.True(answer is not null, $"{executable}: {problem}");
            var asked = AnsweredFacts.From(answer, new FactsDependencies());
            Assert.NotNull(asked);
            if (facts is not null)
            {
                read++;
                Assert.Equal(asked with { Version = asked.Version.TrimEnd('+') }, facts);
            }
        }

        Assert.True(read > 0, "no interpreter of this machine could be read from its files");
    }

    [Fact]
    public void A_record_of_facts_comes_back_as_it_was_and_damage_is_noticed()
    {
        var facts = new PythonFacts
        {
            Implementation = "pypy",
            ImplementationVersion = "7.3.17",
            Version = "3.10.14",
            Executable = "/opt/é/bin/pypy",
            Prefix = "/opt/é",
            StandardLibrary = "/opt/é/lib/pypy3.10",
            LibraryName = "pypy3.10",
            SystemPlatform = "linux",
            Machine = "x86_64",
            Libc = PythonLibc.Musl,
            LibcMajor = 1,
            LibcMinor = 2,
            Paths = new PythonPaths("/a", "/b", "/c", "/d", "/e"),
        };
        var dependencies = new FactsDependencies();
        dependencies.Note("/");
        dependencies.Note("/no/such/file");
        var bytes = FactsRecord.Write(facts, dependencies);
        Assert.Equal(facts, FactsRecord.TryRead(bytes, out var read));
        Assert.Equal(dependencies.Files, read.Files);
        for (var length = 0; length < bytes.Length; length++)
            Assert.Null(FactsRecord.TryRead(bytes[..length], out _));
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 0x20;
            Assert.Null(FactsRecord.TryRead(bytes, out _));
            bytes[at] ^= 0x20;
        }
    }

    [Fact]
    public void Facts_are_looked_for_again_when_a_file_changed_or_appeared()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "1");
        var dependencies = new FactsDependencies();
        Assert.True(dependencies.Note(file));
        Assert.False(dependencies.Note(file + "2"));
        Assert.True(dependencies.Hold());
        File.WriteAllText(file + "2", "");
        Assert.False(dependencies.Hold());
        File.Delete(file + "2");
        Assert.True(dependencies.Hold());
        File.WriteAllText(file, "22");
        Assert.False(dependencies.Hold());
    }

    [Theory]
    [InlineData("build_time_vars = {'A': 1,\n 'EXT_SUFFIX': '.so',\n", "EXT_SUFFIX", ".so")]
    [InlineData("build_time_vars = {'A': 1,\n 'B': 'x \\'A\\': 3',\n", "A", "1")]
    [InlineData(" 'L': 'one '\n      'two',\n", "L", "one two")]
    [InlineData(" 'E': '',\n", "E", "")]
    [InlineData(" 'E': None,\n", "E", null)]
    [InlineData(" 'E': 'open", "E", null)]
    [InlineData("", "E", null)]
    public void Values_are_read_from_build_data(string text, string key, string? value) =>
        Assert.Equal(
            value,
            PythonTextFile.DictionaryValue(
                System.Text.Encoding.UTF8.GetBytes(text),
                System.Text.Encoding.UTF8.GetBytes(key)
            )
        );

    [Theory]
    [InlineData("#define PY_VERSION \"3.8.18\"\n", "3.8.18")]
    [InlineData("#define PY_VERSION_HEX 1\n#define\tPY_VERSION      \t\"2.7.18+\"  \n", "2.7.18+")]
    [InlineData("/* PY_VERSION */\n", null)]
    public void The_version_is_read_from_a_header(string text, string? version) =>
        Assert.Equal(
            version,
            PythonTextFile.Definition(System.Text.Encoding.UTF8.GetBytes(text), "PY_VERSION"u8)
        );
}
