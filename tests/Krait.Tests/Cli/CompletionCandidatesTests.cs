using Krait.Cli.Arguments.Completion;

namespace Krait.Tests.Cli;

/// <summary>What a word of the command line may become.</summary>
public class CompletionCandidatesTests
{
    [Theory]
    [InlineData("v", "venv virtualenv")]
    [InlineData("pip in", "install")]
    [InlineData("-q pip --color never in", "install")]
    [InlineData("--cache-dir pip pip in", "install")]
    [InlineData("pip list --format ", "columns freeze json")]
    [InlineData("pip list --format=f", "--format=freeze")]
    [InlineData("pip install --link-mode s", "symlink")]
    [InlineData("pip install --require-h", "--require-hashes")]
    [InlineData("help pip sy", "sync")]
    [InlineData("help cache ", "clean prune dir size")]
    [InlineData("generate-shell-completion f", "fish")]
    [InlineData("pip install req", "")]
    [InlineData("pip install -r ", "")]
    [InlineData("pip install -- --re", "")]
    [InlineData("nosuch ", "venv virtualenv python pip cache generate-shell-completion help")]
    [InlineData("pip install --target=", "")]
    [InlineData("pip list --form", "--format")]
    public void Words_complete(string line, string candidates) =>
        Assert.Equal(
            candidates,
            string.Join(' ', CompletionCandidates.For(line.Split(' ')).Select(c => c.Word))
        );

    [Fact]
    public void What_is_hidden_is_not_offered()
    {
        var offered = CompletionCandidates.For(["pip", "install", "--"]).Select(c => c.Word).ToList();
        Assert.Contains("--upgrade", offered);
        Assert.DoesNotContain("--show-settings", offered);
        Assert.Empty(CompletionCandidates.For([]));
    }

    [Fact]
    public void Every_candidate_fits_a_line_of_the_answer()
    {
        foreach (
            var (word, meaning) in CompletionCandidates
                .For([""])
                .Concat(CompletionCandidates.For(["venv", "-"]))
        )
            Assert.DoesNotContain(word + meaning, sign => sign is '\t' or '\n');
    }
}
