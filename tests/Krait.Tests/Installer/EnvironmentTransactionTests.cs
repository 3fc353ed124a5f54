using System.Text;
using Krait.Installer;
using Krait.Storage;

namespace Krait.Tests.Installer;

public class EnvironmentTransactionTests
{
    private static readonly WheelFile Alpha1 = new WheelBuilder("alpha", "1.0")
        .File("alpha/__init__.py", "V = 1\n")
        .File("alpha/old.py", "")
        .File("alpha/sub/one.txt", "one")
        .Script("alpha", "alpha:main")
        .Build();

    private static readonly WheelFile Alpha2 = new WheelBuilder("alpha", "2.0")
        .File("alpha/__init__.py", "V = 2\n")
        .File("alpha/new.py", "")
        .File("alpha/sub/two.txt", "two")
        .Script("alpha", "alpha:main")
        .Build();

    [Theory]
    [InlineData(LinkMode.Hardlink)]
    [InlineData(LinkMode.Copy)]
    [InlineData(LinkMode.Clone)]
    [InlineData(LinkMode.Symlink)]
    public void A_wheel_is_installed_whole(LinkMode mode)
    {
        using var fixture = new InstallFixture();
        var wheel = new WheelBuilder("alpha", "1.0")
            .File("alpha/__init__.py", "")
            .File("alpha/tool", "#!/bin/sh\n", 0x1ED)
            .Data("scripts", "run", "#!python\nx = 1\n")
            .Data("data", "share/alpha/x.txt", "x")
            .Data("headers", "a.h", "")
            .Data("platlib", "alpha_plat.py", "")
            .Script("alpha", "alpha.cli:main.run")
            .Build();
        fixture.Change(mode, [], wheel);
        var python = Path.Combine(fixture.Scripts, "python");
        Assert.Equal($"#!{python}\nx = 1\n", File.ReadAllText(Path.Combine(fixture.Scripts, "run")));
        var launcher = File.ReadAllText(Path.Combine(fixture.Scripts, "alpha"));
        Assert.StartsWith($"#!{python}\n", launcher, StringComparison.Ordinal);
        Assert.Contains("from alpha.cli import main\n", launcher, StringComparison.Ordinal);
        Assert.Contains("sys.exit(main.run())\n", launcher, StringComparison.Ordinal);
        Assert.True(
            new FileInfo(Path.Combine(fixture.Site, "alpha", "tool")).UnixFileMode.HasFlag(
                UnixFileMode.UserExecute
            )
        );
        var record = File.ReadAllLines(Path.Combine(fixture.Site, "alpha-1.0.dist-info", "RECORD"));
        Assert.Equal(
            """
            ../../../bin/alpha
            ../../../bin/run
            ../../../include/site/python3.12/alpha/a.h
            ../../../share/alpha/x.txt
            alpha-1.0.dist-info/INSTALLER
            alpha-1.0.dist-info/METADATA
            alpha-1.0.dist-info/RECORD
            alpha-1.0.dist-info/REQUESTED
            alpha-1.0.dist-info/WHEEL
            alpha-1.0.dist-info/entry_points.txt
            alpha/__init__.py
            alpha/tool
            alpha_plat.py
            """,
            string.Join('\n', record.Select(row => row.Split(',')[0]))
        );
        AssertRecordsAreTrue(fixture);
        Assert.False(Directory.Exists(Path.Combine(fixture.Prefix, ".krait")));
        if (mode != LinkMode.Clone)
            Assert.Empty(fixture.Warnings);
    }

    [Fact]
    public void An_upgrade_leaves_what_a_fresh_install_leaves()
    {
        using var fresh = new InstallFixture();
        fresh.Install(Alpha2);
        using var fixture = new InstallFixture();
        fixture.Install(Alpha1);
        var cache = Path.Combine(fixture.Site, "alpha", "__pycache__");
        Directory.CreateDirectory(cache);
        File.WriteAllText(Path.Combine(cache, "old.cpython-312.pyc"), "");
        fixture.Install(Alpha2);
        Assert.Equal(Names(fresh), Names(fixture));
        AssertRecordsAreTrue(fixture);
    }

    [Fact]
    public void What_was_made_of_removed_sources_goes_with_them()
    {
        using var fixture = new InstallFixture();
        var before = fixture.Tree();
        fixture.Install(Alpha1, new WheelBuilder("ns-one", "1").File("ns/one.py", "").Build());
        fixture.Install(new WheelBuilder("ns-two", "1").File("ns/two.py", "").Build());
        Make("alpha/__pycache__/__init__.cpython-311.pyc");
        Make("alpha/__pycache__/old.cpython-312.opt-2.pyc");
        Make("alpha/__pycache__/old.cpython-312.pyc.140123456789");
        Make("alpha/__pycache__/old.function-3.py312.nbi");
        Make("alpha/__pycache__/long_gone.cpython-312.pyc");
        Make("ns/__pycache__/one.cpython-312.pyc");
        var kept = Make("ns/__pycache__/two.cpython-312.pyc");
        fixture.Remove("alpha", "ns-one");
        Assert.Equal([kept], Directory.GetFiles(fixture.Site, "*.pyc*", SearchOption.AllDirectories));
        fixture.Remove("ns-two");
        Assert.Equal(before, fixture.Tree());

        string Make(string path)
        {
            path = Path.Combine(fixture.Site, path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
            return path;
        }
    }

    [Fact]
    public void Removal_leaves_the_empty_environment_and_what_is_not_listed()
    {
        using var fixture = new InstallFixture();
        var before = fixture.Tree();
        fixture.Install(Alpha1);
        fixture.Remove("alpha");
        Assert.Equal(before, fixture.Tree());
        fixture.Install(Alpha1);
        var own = Path.Combine(fixture.Site, "alpha", "sub", "own.txt");
        File.WriteAllText(own, "mine");
        fixture.Remove("alpha");
        Assert.Equal([own], Directory.GetFiles(fixture.Site, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_file_of_two_distributions_goes_with_the_last_one()
    {
        using var fixture = new InstallFixture();
        var one = new WheelBuilder("one", "1").File("shared/x.py", "x").File("shared/one.py", "").Build();
        var two = new WheelBuilder("two", "1").File("shared/x.py", "x").File("shared/two.py", "").Build();
        fixture.Install(one, two);
        Assert.Empty(fixture.Warnings);
        fixture.Remove("two");
        Assert.True(File.Exists(Path.Combine(fixture.Site, "shared", "x.py")));
        Assert.False(File.Exists(Path.Combine(fixture.Site, "shared", "two.py")));
        AssertRecordsAreTrue(fixture);
        fixture.Install(two);
        fixture.Install(new WheelBuilder("two", "2").File("shared/two.py", "2").Build());
        Assert.True(File.Exists(Path.Combine(fixture.Site, "shared", "x.py")));
        fixture.Remove("one", "two");
        Assert.Empty(Directory.GetFileSystemEntries(fixture.Site));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public void A_file_that_a_wheel_brings_by_two_ways_is_recorded_once(string other)
    {
        using var fixture = new InstallFixture();
        var wheel = new WheelBuilder("one", "1")
            .File("x.py", "1")
            .Data("platlib", "x.py", other)
            .Data("scripts", "run", "#!/bin/sh\n")
            .Script("run", "x:f");
        fixture.Install(wheel.Build());
        AssertRecordsAreTrue(fixture);
        var lines = File.ReadAllLines(Path.Combine(fixture.Site, "one-1.dist-info", "RECORD"));
        Assert.Single(lines, line => line.StartsWith("x.py,", StringComparison.Ordinal));
        Assert.Single(lines, line => line.Contains("/run,", StringComparison.Ordinal));
        fixture.Remove("one");
        Assert.Empty(Directory.GetFileSystemEntries(fixture.Site));
    }

    [Fact]
    public void Two_wheels_with_different_files_of_one_name_are_told()
    {
        using var fixture = new InstallFixture();
        fixture.Install(
            new WheelBuilder("one", "1").File("x.py", "1").Build(),
            new WheelBuilder("two", "1").File("x.py", "2").Build()
        );
        Assert.Single(fixture.Warnings);
        Assert.Equal("2", File.ReadAllText(Path.Combine(fixture.Site, "x.py")));
        fixture.Install(new WheelBuilder("three", "1").File("x.py", "3").Build());
        Assert.Equal(2, fixture.Warnings.Count);
        Assert.Equal("3", File.ReadAllText(Path.Combine(fixture.Site, "x.py")));
    }

    [Fact]
    public void A_folder_where_a_file_belongs_stops_the_transaction()
    {
        using var fixture = new InstallFixture();
        Directory.CreateDirectory(Path.Combine(fixture.Site, "alpha.py"));
        var before = fixture.Tree();
        var wheel = new WheelBuilder("alpha", "1.0").File("alpha.py", "").Build();
        Assert.Throws<EnvironmentException>(() => fixture.Install(wheel));
        Assert.Equal(before, fixture.Tree());
        Assert.False(Directory.Exists(Path.Combine(fixture.Prefix, ".krait")));
    }

    [Fact]
    public void Links_in_the_target_are_replaced_or_removed_and_not_followed()
    {
        using var fixture = new InstallFixture();
        var mine = Path.Combine(fixture.Root, "mine");
        Directory.CreateDirectory(mine);
        File.WriteAllText(Path.Combine(mine, "__init__.py"), "mine");
        var script = Path.Combine(fixture.Scripts, "alpha");
        File.CreateSymbolicLink(script, Path.Combine(mine, "__init__.py"));
        fixture.Install(Alpha1);
        Assert.Null(new FileInfo(script).LinkTarget);
        var init = Path.Combine(fixture.Site, "alpha", "__init__.py");
        File.Delete(init);
        File.CreateSymbolicLink(init, Path.Combine(mine, "__init__.py"));
        fixture.Install(Alpha2);
        Assert.Equal("V = 2\n", File.ReadAllText(init));

        // The package itself is a link to a folder outside: what lies behind it is not ours.
        Directory.Delete(Path.Combine(fixture.Site, "alpha"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(fixture.Site, "alpha"), mine);
        fixture.Remove("alpha");
        Assert.Single(fixture.Warnings);
        fixture.Install(Alpha1);
        Assert.Single(Directory.GetFileSystemEntries(mine));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(mine, "__init__.py")));
    }

    [Fact]
    public void A_folder_link_inside_the_environment_keeps_working()
    {
        using var fixture = new InstallFixture();
        Directory.CreateDirectory(Path.Combine(fixture.Prefix, "share", "man"));
        Directory.CreateSymbolicLink(Path.Combine(fixture.Prefix, "man"), "share/man");
        var before = fixture.Tree();
        fixture.Install(new WheelBuilder("beta", "1.0").Data("data", "man/man1/beta.1", "page").Build());
        Assert.Equal(
            "page",
            File.ReadAllText(Path.Combine(fixture.Prefix, "share", "man", "man1", "beta.1"))
        );
        fixture.Remove("beta");
        Assert.Equal(before, fixture.Tree());
    }

    [Fact]
    public void A_link_does_not_hide_the_interpreter()
    {
        using var fixture = new InstallFixture();
        Directory.CreateSymbolicLink(Path.Combine(fixture.Prefix, "man"), "bin");
        var wheel = new WheelBuilder("beta", "1.0").Data("data", "man/python", "x").Build();
        Assert.Throws<DistributionException>(() => fixture.Install(wheel));
    }

    [Fact]
    public void Rows_of_RECORD_that_leave_the_environment_are_passed_over()
    {
        using var fixture = new InstallFixture();
        fixture.Install(Alpha1);
        var outside = Path.Combine(fixture.Root, "outside.txt");
        File.WriteAllText(outside, "");
        var python = Path.Combine(fixture.Scripts, "python");
        File.WriteAllText(python, "");
        var record = Path.Combine(fixture.Site, "alpha-1.0.dist-info", "RECORD");
        File.AppendAllText(record, "../../../../outside.txt,,\n../../../bin/python,,\n../../../lib,,\n");
        fixture.Remove("alpha");
        Assert.True(File.Exists(outside) && File.Exists(python) && Directory.Exists(fixture.Site));
        Assert.Equal(2, fixture.Warnings.Count);
    }

    [Fact]
    public void Without_RECORD_nothing_is_guessed()
    {
        using var fixture = new InstallFixture();
        fixture.Install(Alpha1);
        File.Delete(Path.Combine(fixture.Site, "alpha-1.0.dist-info", "RECORD"));
        var before = fixture.Tree();
        var error = Assert.Throws<EnvironmentException>(() => fixture.Remove("alpha"));
        Assert.Contains("RECORD", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, fixture.Tree());
        fixture.Install(Alpha2);
        Assert.Single(fixture.Warnings);
        AssertRecordsAreTrue(fixture);
    }

    [Fact]
    public void A_stored_wheel_that_lost_a_file_is_noticed_and_nothing_changes()
    {
        using var fixture = new InstallFixture();
        var before = fixture.Tree();
        using (var stored = fixture.Stored(Alpha1).Wheel)
            File.Delete(Path.Combine(stored.Folder.Path, "site", "alpha", "old.py"));
        var error = Assert.Throws<DamagedWheelException>(() => fixture.Install(Alpha1));
        Assert.Equal(Alpha1.Sha256, error.Hash);
        Assert.Equal(before, fixture.Tree());
    }

    [Fact]
    public void A_stored_file_that_was_written_to_is_noticed()
    {
        using var fixture = new InstallFixture();
        fixture.Install(Alpha1);
        var installed = Path.Combine(fixture.Site, "alpha", "old.py");
        File.WriteAllText(installed, "");
        File.SetLastWriteTimeUtc(installed, DateTime.UtcNow.AddMinutes(1));
        fixture.Install(Alpha1);
        File.AppendAllText(Path.Combine(fixture.Site, "alpha", "old.py"), "# edited in place");
        Assert.Throws<DamagedWheelException>(() => fixture.Install(Alpha1));
    }

    [Fact]
    public void Whatever_step_of_the_switch_is_the_last_the_next_transaction_finishes_it()
    {
        using var expected = Prepared();
        expected.Install(Alpha2);
        var steps = 1;
        for (var taken = 0; taken <= steps; taken++)
        {
            using var fixture = Prepared();
            steps = Interrupt(fixture, taken);
            Assert.True(EnvironmentTransaction.IsInterrupted(fixture.Prefix));
            EnvironmentTransaction.Begin(fixture.Target).Dispose();
            Assert.Equal(Names(expected), Names(fixture));
            AssertRecordsAreTrue(fixture);
            Assert.False(Directory.Exists(Path.Combine(fixture.Prefix, ".krait")));
        }

        Assert.True(steps > 4);
    }

    [Fact]
    public void A_step_that_fails_takes_all_steps_back()
    {
        using var fixture = Prepared();
        var before = fixture.Tree();
        using var transaction = EnvironmentTransaction.Begin(fixture.Target);
        using var areas = new TransactionAreas(fixture.Target);
        var steps = Plan(fixture, transaction, areas);
        var intruder = Path.Combine(fixture.Site, "alpha-2.0.dist-info");
        Directory.CreateDirectory(intruder);
        var error = Assert.Throws<SwitchException>(() => SwitchRunner.Run(areas.All, steps));
        Assert.True(error.IsRestored);
        Directory.Delete(intruder);
        Assert.Equal(before, fixture.Tree());
    }

    [Fact]
    public void What_was_staged_and_not_decided_is_cleared()
    {
        using var fixture = Prepared();
        var before = fixture.Tree();
        var stage = Path.Combine(fixture.Prefix, ".krait", "stage", "lib");
        Directory.CreateDirectory(stage);
        File.WriteAllText(Path.Combine(stage, "x"), "");
        EnvironmentTransaction.Begin(fixture.Target).Dispose();
        Assert.Equal(before, fixture.Tree());
        Assert.False(Directory.Exists(Path.Combine(fixture.Prefix, ".krait")));
    }

    /// <summary>An environment with alpha 1.0, and a file of the user's in its folder.</summary>
    private static InstallFixture Prepared()
    {
        var fixture = new InstallFixture();
        fixture.Install(Alpha1, new WheelBuilder("beta", "1").File("alpha/sub/beta.txt", "").Build());
        File.WriteAllText(Path.Combine(fixture.Site, "alpha", "own.txt"), "mine");
        return fixture;
    }

    private static int Interrupt(InstallFixture fixture, int taken)
    {
        using var transaction = EnvironmentTransaction.Begin(fixture.Target);
        using var areas = new TransactionAreas(fixture.Target);
        var steps = Plan(fixture, transaction, areas);
        new Journal([.. areas.All.Select(a => a.Path)], steps).Write(areas.Main.Root);
        SwitchRunner.Run(areas.All, [.. steps.Take(taken)]);
        return steps.Count;
    }

    private static IReadOnlyList<JournalStep> Plan(
        InstallFixture fixture,
        EnvironmentTransaction transaction,
        TransactionAreas areas
    )
    {
        var installation = fixture.Stored(Alpha2);
        var (removals, staying) = fixture.Split(transaction, [], [installation]);
        var plan = new SwitchPlan();
        var owners = new FileOwners(staying);
        var trees = new[] { new RemovalTree() };
        var files = new[] { new HashSet<string>(StringComparer.Ordinal) };
        removals.ForEach(r => r.Collect(areas, files, trees, plan));
        owners.Spare(files);
        foreach (var file in files[0])
            trees[0].Add(file);
        new RemovalPlanner(areas.Main, 0, areas.FixedFolders(0), plan).Plan(trees[0]);
        var linker = new FileLinker(LinkMode.Hardlink);
        new StagingRun(areas, fixture.Target, linker, null, default).Stage([installation], plan);
        installation.Wheel.Dispose();
        new PlacementPlanner(areas.Main, 0, null, plan, owners).Plan();
        _ = areas.Main.Trash;
        return plan.Steps;
    }

    private static string[] Names(InstallFixture fixture) =>
        [
            .. fixture
                .Tree()
                .Split('\n')
                .Select(line => line.Replace(fixture.Root, "", StringComparison.Ordinal).Split(' ')[0]),
        ];

    private static void AssertRecordsAreTrue(InstallFixture fixture)
    {
        foreach (var info in Directory.GetDirectories(fixture.Site, "*.dist-info"))
        {
            foreach (var row in File.ReadAllLines(Path.Combine(info, "RECORD"), Encoding.UTF8))
            {
                var file = Path.GetFullPath(row.Split(',')[0], fixture.Site);
                Assert.True(File.Exists(file), row);
            }
        }
    }
}
