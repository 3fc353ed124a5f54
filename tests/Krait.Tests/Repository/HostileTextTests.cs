namespace Krait.Tests.Repository;

/// <summary>Every parser of text, on input that no one writes in good faith: a value or the documented error, soon, in little memory.</summary>
public class HostileTextTests
{
    // For a test run; `./dev soak` cuts everywhere.
    private const long CharactersOfCuts = 3_000_000;

    private const int Megabyte = 1 << 20;
    private const long MostBytes = 256L << 20;
    private static readonly TimeSpan LongestParse = TimeSpan.FromSeconds(5);
    private static readonly Lazy<string[]> s_shapes = new(() => [.. Shapes()]);

    public static TheoryData<string> Names => [.. TextParser.All.Select(parser => parser.Name)];

    public static TheoryData<string> NamesWithVectors =>
        [.. TextParser.All.Where(parser => parser.HasVectors).Select(parser => parser.Name)];

    [Theory]
    [MemberData(nameof(NamesWithVectors))]
    public void Every_beginning_of_every_vector_is_read_or_refused(string name)
    {
        var vectors = RepositoryRoot.Shared("vectors");
        Assert.SkipWhen(vectors is null, "the folder of vectors is not beside this checkout");
        var parser = Find(name);
        var inputs = parser.Inputs(vectors);
        Assert.NotEmpty(inputs);
        Fuzzing.Truncate(inputs, parser.Parse, CharactersOfCuts);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Depth_and_length_are_bounded(string name)
    {
        var parser = Find(name);
        foreach (var text in s_shapes.Value)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = ProcessorTime.Now();
            parser.Parse(text);
            var took = ProcessorTime.Since(start);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            var shown = $"{name} on `{text[..Math.Min(24, text.Length)]}…`";
            Assert.True(took < LongestParse, $"{shown} took {took.TotalSeconds:F1} s");
            Assert.True(allocated < MostBytes, $"{shown} took {allocated >> 20} MiB");
        }
    }

    private static TextParser Find(string name) => TextParser.All.First(parser => parser.Name == name);

    private static IEnumerable<string> Shapes()
    {
        // A hundred thousand levels.
        foreach (
            var open in (string[])
                [
                    "[",
                    "(",
                    "{",
                    "{\"a\":",
                    "<a ",
                    "a.",
                    "a = {b",
                    "'",
                    "\"",
                    "a[",
                    "a (",
                    "-r ",
                    "((os_name=='a')",
                ]
        )
            yield return Repeat(open, 100_000);
        foreach (
            var (before, piece, after) in (IEnumerable<(string, string, string)>)
                [
                    ("", "(", ""),
                    ("a = ", "[", ""),
                    ("os_name == 'a' and ", "(", ""),
                    ("a ; ", "(", "os_name == 'a'"),
                ]
        )
            yield return before + Repeat(piece, 100_000) + after;
        // A line of a megabyte.
        foreach (
            var piece in (string[])
                [
                    "a",
                    "1",
                    ".",
                    "1.",
                    "-",
                    " ",
                    ",",
                    ";",
                    "==1,",
                    "!=1.*,",
                    "\\",
                    "#",
                    "&amp;",
                    "/",
                    "é",
                    "\ud83d\ude00",
                    "\0",
                    "\ufeff",
                    "=?utf-8?q?=41?= ",
                    "a or ",
                    "MIT OR ",
                    "os_name == 'a' or ",
                    "os_name == 'a' and ",
                    "\"a\",",
                    "${A}",
                    "<a href='x'>",
                    "<!--",
                    "machine a login b password c ",
                ]
        )
            yield return Repeat(piece, Megabyte / piece.Length);
        // Many lines.
        foreach (
            var line in (string[])
                [
                    "\n",
                    "\r\n",
                    "\r",
                    "a\n",
                    "a = 1\n",
                    "[a]\n",
                    "[[a]]\n",
                    " a\n",
                    "a \\\n",
                    "# ///\n",
                    "# /// script\n# ///\n",
                    "A: b\n",
                    "A: b\n c\n",
                    "a,b,c\n",
                    "a,sha256=b,1\n",
                    "-e a\n",
                    "--hash=sha256:0\n",
                ]
        )
            yield return Repeat(line, Megabyte / 4 / line.Length);
        yield return "a = [\n" + Repeat("1,\n", Megabyte / 3) + "]\n";
        yield return "a = \"\"\"\n" + Repeat("x\\\n", Megabyte / 3);
        yield return "a ; os_name in '" + Repeat("a ", Megabyte / 2) + "'";
        yield return "python_version in '" + Repeat("3.7 ", Megabyte / 4) + "'";
        yield return "# /// script\n" + Repeat("# a\n", Megabyte / 4) + "# ///\n";
        yield return string.Concat(Enumerable.Range(0, 50_000).Select(i => $"k{i} = {i}\n"));
        yield return string.Concat(Enumerable.Range(0, 50_000).Select(i => $"[t{i}]\n"));
        yield return "[dependency-groups]\n"
            + string.Concat(
                Enumerable
                    .Range(0, 20_000)
                    .Select(i => $"g{i} = [{{include-group = 'g{i + 1}'}}, {{include-group = 'g{i + 2}'}}]\n")
            );
        yield return "name=1.0\n" + string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"!={i}"));
        yield return string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"!={i}"));
        yield return string.Join(" || ", Enumerable.Range(0, 20_000).Select(i => $">={2 * i},<{2 * i + 1}"));
        yield return string.Join(" or ", Enumerable.Range(0, 20_000).Select(i => $"os_name == 'a{i}'"));
    }

    private static string Repeat(string text, int count) =>
        string.Create(
            text.Length * count,
            text,
            static (span, text) =>
            {
                for (var at = 0; at < span.Length; at += text.Length)
                    text.CopyTo(span[at..]);
            }
        );
}
