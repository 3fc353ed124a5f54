using Krait.Requirements;
using Krait.Resolver;
using Krait.Vectors;
using Krait.Versions;

namespace Krait.Tests.Resolver;

public class DependencyResolverTests
{
    private readonly PaperIndex _index = new();

    private Resolution Answer(ResolverInput input)
    {
        var answer = new DependencyResolver(_index).ResolveAsync(input, default).AsTask();
        Assert.True(answer.IsCompleted, "an answer from what is at hand must not wait");
        return answer.GetAwaiter().GetResult();
    }

    private string Resolve(ResolverInput input) =>
        string.Join(' ', Answer(input).Packages.Select(package => $"{package.Name}=={package.Version}"));

    private string Resolve(params string[] requirements) => Resolve(PaperEnvironment.Input(requirements));

    private static ResolverInput Input(params string[] requirements) => PaperEnvironment.Input(requirements);

    private static InputRequirement[] Written(params string[] requirements) =>
        [.. requirements.Select(text => new InputRequirement(Requirement.Parse(text)))];

    private ResolutionException Refusal(ResolverInput input) =>
        Assert.Throws<ResolutionException>(() => Resolve(input));

    [Fact]
    public void Takes_the_newest_version_that_everybody_accepts()
    {
        _index.Add("app", "1.0", "base>=1,<3", "tool");
        _index.Add("tool", "2.0", "base<2.5");
        _index.Add("base", "1.0");
        _index.Add("base", "2.0");
        _index.Add("base", "2.6");
        Assert.Equal("app==1.0 base==2.0 tool==2.0", Resolve("app"));
    }

    [Fact]
    public void Keeps_the_spelling_of_the_index()
    {
        _index.Add("a", "1.0.0", "b==1");
        _index.Add("b", "1.0");
        Assert.Equal("a==1.0.0 b==1.0", Resolve("a==1"));
    }

    [Fact]
    public void Follows_extras_that_name_extras_of_the_same_package()
    {
        _index.Add(
            "app",
            "1.0",
            "app[db,web] ; extra == 'all'",
            "sql ; extra == 'db'",
            "http ; extra == 'web'"
        );
        _index.Add("sql", "1.0");
        _index.Add("http", "1.0");
        Assert.Equal("app==1.0 http==1.0 sql==1.0", Resolve("app[all]"));
        Assert.Equal("app==1.0 sql==1.0", Resolve("app[db]"));
        Assert.Equal("app==1.0", Resolve("app"));
    }

    [Fact]
    public void Warns_of_an_extra_that_is_not_there()
    {
        _index.Add("app", "1.0");
        Assert.Equal(
            ["The package `app==1.0` does not have an extra named `gone`"],
            Answer(Input("app[gone]")).Warnings
        );
    }

    [Fact]
    public void Leaves_out_what_the_environment_does_not_need()
    {
        _index.Add("app", "1.0", "windows-only ; sys_platform == 'win32'", "old ; python_version < '3.11'");
        Assert.Equal("app==1.0", Resolve("app"));
    }

    [Fact]
    public void Constraints_narrow_without_asking_for_the_package()
    {
        _index.Add("app", "1.0", "base");
        _index.Add("base", "1.0");
        _index.Add("base", "2.0");
        var input = Input("app") with { Constraints = Written("base<2", "never==1") };
        Assert.Equal("app==1.0 base==1.0", Resolve(input));
    }

    [Fact]
    public void Overrides_stand_in_the_place_of_requirements()
    {
        _index.Add("app", "1.0", "base<2", "gui ; extra == 'x'");
        _index.Add("base", "2.0");
        _index.Add("gui", "1.0");
        var input = Input("app") with { Overrides = Written("base>=2", "gui==1.0", "unasked==1") };
        Assert.Equal("app==1.0 base==2.0", Resolve(input));
        input = input with { Requirements = Written("app[x]") };
        Assert.Equal("app==1.0 base==2.0 gui==1.0", Resolve(input));
    }

    [Fact]
    public void Excludes_cut_requirements()
    {
        _index.Add("app", "1.0", "base");
        var input = Input("app") with { Excludes = new HashSet<PackageName> { PackageName.Parse("base") } };
        Assert.Equal("app==1.0", Resolve(input));
    }

    [Fact]
    public void Prefers_what_was_there_as_long_as_it_will_do()
    {
        _index.Add("app", "1.0");
        _index.Add("app", "1.1");
        _index.Add("app", "2.0");
        var name = PackageName.Parse("app");
        var input = Input("app") with { Preferences = [new(name, PackageVersion.Parse("1.1"))] };
        Assert.Equal("app==1.1", Resolve(input));
        Assert.Equal("app==2.0", Resolve(input with { Requirements = Written("app>1.1") }));
        input = Input("app") with { Preferences = [new(name, PackageVersion.Parse("9.9"))] };
        Assert.Equal("app==2.0", Resolve(input));
    }

    [Theory]
    [InlineData(ResolutionMode.Highest, "app==2.0 base==3.0")]
    [InlineData(ResolutionMode.Lowest, "app==1.0 base==1.0")]
    [InlineData(ResolutionMode.LowestDirect, "app==1.0 base==3.0")]
    public void Follows_the_mode(ResolutionMode mode, string expected)
    {
        _index.Add("app", "1.0", "base>=1");
        _index.Add("app", "2.0", "base>=2");
        _index.Add("base", "1.0");
        _index.Add("base", "2.0");
        _index.Add("base", "3.0");
        Assert.Equal(expected, Resolve(Input("app>=1") with { Mode = mode }));
    }

    [Theory]
    [InlineData(PrereleaseMode.IfNecessary, "app", "app==1.0")]
    [InlineData(PrereleaseMode.IfNecessary, "app>1.0", "app==2.0rc1")]
    [InlineData(PrereleaseMode.Allow, "app", "app==2.0rc1")]
    [InlineData(PrereleaseMode.Explicit, "app>=2.0rc1", "app==2.0rc1")]
    [InlineData(PrereleaseMode.Explicit, "app>1.0", null)]
    [InlineData(PrereleaseMode.Disallow, "app>=2.0rc1", null)]
    public void Takes_prereleases_as_told(PrereleaseMode mode, string requirement, string? expected)
    {
        _index.Add("app", "1.0");
        _index.Add("app", "2.0rc1");
        var input = Input(requirement) with { Prereleases = mode };
        if (expected is null)
            Assert.Contains(
                "--prerelease=allow",
                Assert.Single(Refusal(input).Hints),
                StringComparison.Ordinal
            );
        else
            Assert.Equal(expected, Resolve(input));
    }

    [Fact]
    public void Takes_yanked_releases_only_when_pinned_or_preferred()
    {
        _index.Add("app", "1.0");
        _index.Add("app", ["app-2.0-py3-none-any.whl"], [], isYanked: true);
        Assert.Equal("app==1.0", Resolve("app"));
        Assert.Equal("app==2.0", Resolve("app==2.0"));
        var preferred = new Preference(PackageName.Parse("app"), PackageVersion.Parse("2.0"));
        Assert.Equal("app==2.0", Resolve(Input("app") with { Preferences = [preferred] }));
    }

    [Fact]
    public void Files_uploaded_later_do_not_exist()
    {
        _index.Add("app", ["app-1.0-py3-none-any.whl"], [], uploadTime: "2024-01-01T00:00:00Z");
        _index.Add("app", ["app-2.0-py3-none-any.whl"], [], uploadTime: "2024-06-01T00:00:00Z");
        var cutoff = new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var input = Input("app") with { ExcludeNewer = cutoff };
        Assert.Equal("app==1.0", Resolve(input));
        var own = new Dictionary<PackageName, DateTimeOffset?> { [PackageName.Parse("app")] = null };
        Assert.Equal("app==2.0", Resolve(input with { ExcludeNewerOf = own }));
        var hint = Assert.Single(Refusal(input with { Requirements = Written("app>1") }).Hints);
        Assert.Contains("v2.0, published at 2024-06-01T00:00:00Z", hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Passes_over_releases_for_other_Pythons()
    {
        _index.Add("app", ["app-1.0-py3-none-any.whl"], [], requiresPython: ">=3.8,<3.10");
        _index.Add("app", ["app-2.0-py3-none-any.whl"], [], requiresPython: ">=3.13");
        Assert.Equal("app==1.0", Resolve("app"));
    }

    [Fact]
    public void Does_not_take_a_release_without_a_wheel_where_only_wheels_may_be_used()
    {
        _index.Add("app", ["app-1.0-cp312-cp312-manylinux_2_17_x86_64.whl"], []);
        _index.Add("app", ["app-2.0-cp312-cp312-win_amd64.whl"], []);
        Assert.Equal("app==1.0", Resolve("app"));
    }

    [Fact]
    public void Names_what_has_no_wheel_where_one_is_needed()
    {
        _index.Add("app", ["app-1.0.tar.gz"], []);
        var refusal = Refusal(Input("app") with { RequireWheels = true });
        Assert.StartsWith("`app==1.0` has no usable wheel", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_local_label_satisfies_the_version_without_it()
    {
        _index.Add("app", "1.0");
        _index.Add("app", "1.0+cpu");
        Assert.Equal("app==1.0+cpu", Resolve("app==1.0"));
        Assert.Equal("app==1.0+cpu", Resolve("app<=1.0"));
    }

    [Fact]
    public void Without_dependencies_only_what_was_asked_for_is_taken()
    {
        _index.Add("app", "1.0", "base");
        Assert.Equal("app==1.0", Resolve(Input("app") with { NoDependencies = true }));
    }

    [Fact]
    public void An_address_goes_before_indexes()
    {
        _index.Add("app", "1.0");
        _index.Add("app", "2.0");
        _index.Add("user", "1.0", "app");
        Assert.Equal(
            "app==1.0 user==1.0",
            Resolve("user", "app @ https://files.example/app-1.0-py3-none-any.whl")
        );
    }

    [Fact]
    public void Two_addresses_for_one_package_are_refused()
    {
        _index.Add("app", "1.0");
        _index.Add("app", "2.0");
        var refusal = Refusal(
            Input(
                "app @ https://files.example/app-1.0-py3-none-any.whl",
                "app @ https://files.example/app-2.0-py3-none-any.whl"
            )
        );
        Assert.StartsWith(
            "Requirements contain conflicting URLs for package `app`",
            refusal.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Gives_up_an_early_choice_that_others_cannot_live_with()
    {
        // Newest first, `a` shuts out every `b` but the one from before it needed `a`.
        _index.Add("a", "1.0");
        _index.Add("a", "2.0");
        _index.Add("b", "1.0", "too-old");
        _index.Add("too-old", "1.0");
        for (var minor = 0; minor < 10; minor++)
            _index.Add("b", $"2.{minor}", "a==1.0");
        Assert.Equal("a==1.0 b==2.9", Resolve("a", "b"));
    }
}
