using Krait.Resolver;
using Krait.Vectors;

namespace Krait.Tests.Resolver;

public class ExplanationTests
{
    private readonly PaperIndex _index = new();

    private ResolutionException Refusal(ResolverInput input)
    {
        var answer = new DependencyResolver(_index).ResolveAsync(input, default).AsTask();
        return Assert.Throws<ResolutionException>(() => answer.GetAwaiter().GetResult());
    }

    private string? Reason(params string[] requirements) =>
        Refusal(PaperEnvironment.Input(requirements)).InnerException?.Message;

    [Fact]
    public void Says_which_versions_were_chosen_from_what_there_is()
    {
        _index.Add("flask", "2.0", "werkzeug<3");
        _index.Add("flask", "3.0", "werkzeug>=3");
        _index.Add("flask", "3.1", "werkzeug>=3");
        _index.Add("werkzeug", "2.0");
        _index.Add("werkzeug", "3.0");
        var refusal = Refusal(PaperEnvironment.Input(["flask>=3", "werkzeug<3"]));
        Assert.Equal("No solution found when resolving dependencies", refusal.Message);
        Assert.Equal(
            "Because flask>=3.0 depends on werkzeug>=3 and you require flask>=3, we can conclude that you require werkzeug>=3.\n"
                + "And because you require werkzeug<3, we can conclude that your requirements are unsatisfiable.",
            refusal.InnerException?.Message
        );
    }

    [Theory]
    [InlineData("app>2,<1", "you require app<1 and app>2, which are incompatible")]
    [InlineData("app~=4.3.2,<4.3.0", "you require app<4.3.0 and app~=4.3.2, which are incompatible")]
    public void Specifiers_that_shut_each_other_out_are_told_by_their_versions(
        string requirement,
        string reason
    )
    {
        _index.Add("app", "1.0");
        Assert.Equal(reason, Reason(requirement));
    }

    [Fact]
    public void A_bound_is_a_version_that_exists()
    {
        _index.Add("app", ["app-1.0-cp312-cp312-win_amd64.whl"], []);
        _index.Add("app", "2.0");
        Assert.Contains(
            "only the following versions of app are available:\n    app==1.0\n    app>=2.0\n",
            Reason("app<2.0"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_condition_has_one_text_however_it_was_written()
    {
        _index.Add("app", "1.0");
        // The Python that is resolved for is newer than 3.9 anyway.
        Assert.Equal(
            "Because only app{os_name == 'posix' or sys_platform == 'win32'}==1.0 is available and you require "
                + "app{os_name == 'posix' or sys_platform == 'win32'}>1, we can conclude that your requirements are unsatisfiable.",
            Reason("""app>1 ; (os_name == "posix" or sys_platform == "win32") and python_version > "3.8" """)
        );
    }

    [Fact]
    public void A_condition_that_the_Python_meets_is_not_told()
    {
        _index.Add("app", "1.0");
        Assert.Equal(
            "Because only app==1.0 is available and you require app>1, we can conclude that your requirements are unsatisfiable.",
            Reason("app>1 ; python_version > '3.8'")
        );
    }

    [Fact]
    public void A_bound_before_the_first_post_release_is_told_as_written()
    {
        _index.Add("app", "1.0.post1");
        Assert.Contains("you require app<1.0.post1, we", Reason("app<1.0.post1"), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_all_files_came_too_late_there_are_no_versions()
    {
        _index.Add("app", ["app-1.0-py3-none-any.whl"], [], uploadTime: "2024-06-01T00:00:00Z");
        var input = PaperEnvironment.Input(["app<=1.0"]) with
        {
            ExcludeNewer = new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero),
        };
        Assert.Equal(
            "Because there are no versions of app and you require app<=1.0, we can conclude that your requirements are unsatisfiable.",
            Refusal(input).InnerException?.Message
        );
    }

    [Fact]
    public void Tags_are_listed_by_the_numbers_in_them()
    {
        string[] files =
        [
            .. new[] { "310", "39", "311" }.Select(v => $"app-1.0-cp{v}-cp{v}-manylinux_2_17_x86_64.whl"),
        ];
        _index.Add("app", files, []);
        var hint = Assert.Single(Refusal(PaperEnvironment.Input(["app"])).Hints);
        Assert.EndsWith("tags: `cp39`, `cp310`, `cp311`", hint, StringComparison.Ordinal);
    }
}
