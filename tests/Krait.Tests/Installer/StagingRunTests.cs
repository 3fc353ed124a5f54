namespace Krait.Tests.Installer;

/// <summary>Wheels with so many files that several threads stage them.</summary>
public class StagingRunTests
{
    private const int Files = 400;

    [Fact]
    public void Many_wheels_are_installed_as_one_by_one()
    {
        using var together = new InstallFixture();
        using var apart = new InstallFixture();
        WheelFile[] wheels = [Large("alpha", "1"), Large("beta", "2"), Large("gamma", "3")];
        together.Install(wheels);
        foreach (var wheel in wheels)
            apart.Install(wheel);
        Assert.Equal(Plain(apart), Plain(together));
        Assert.Equal(Files + 2, Directory.GetFiles(Path.Combine(together.Site, "beta")).Length);
    }

    [Fact]
    public void Of_files_of_one_name_the_last_wheel_s_stays_whatever_the_threads_did()
    {
        // The smallest is the last one: threads begin with the largest.
        WheelFile[] wheels =
        [
            Large("alpha", "1", ("shared/x.py", "alpha"), ("shared/same.py", "same")),
            Large("beta", "2", ("shared/x.py", "beta"), ("shared/same.py", "same")),
            new WheelBuilder("gamma", "3")
                .File("shared/x.py", "gamma")
                .File("shared/same.py", "same")
                .Build(),
        ];
        for (var round = 0; round < 5; round++)
        {
            using var fixture = new InstallFixture();
            fixture.Install(wheels);
            Assert.Equal("gamma", File.ReadAllText(Path.Combine(fixture.Site, "shared", "x.py")));
            Assert.Equal(2, fixture.Warnings.Count);
            Assert.All(fixture.Warnings, w => Assert.Contains("x.py", w, StringComparison.Ordinal));
            Assert.Contains("`beta`", fixture.Warnings[0], StringComparison.Ordinal);
            Assert.Contains("`gamma`", fixture.Warnings[1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_failure_on_any_thread_leaves_the_environment_as_it_was()
    {
        using var fixture = new InstallFixture();
        var before = fixture.Tree();
        WheelFile[] wheels =
        [
            Large("alpha", "1", ("shared/x", "a file")),
            Large("beta", "2", ("shared/x/y.py", "in a folder")),
        ];
        var error = Assert.ThrowsAny<KraitException>(() => fixture.Install(wheels));
        Assert.Contains("x", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, fixture.Tree());
        Assert.False(Directory.Exists(Path.Combine(fixture.Prefix, ".krait")));
    }

    private static WheelFile Large(string name, string version, params (string Path, string Text)[] more)
    {
        var wheel = new WheelBuilder(name, version);
        for (var i = 0; i < Files; i++)
            wheel.File($"{name}/m{i}.py", $"N = {i}\n");
        wheel.File($"{name}/__init__.py", "").File($"{name}/sub.txt", name);
        foreach (var (path, text) in more)
            wheel.File(path, text);
        return wheel.Build();
    }

    private static string Plain(InstallFixture fixture) =>
        fixture.Tree().Replace(fixture.Root, "", StringComparison.Ordinal);
}
