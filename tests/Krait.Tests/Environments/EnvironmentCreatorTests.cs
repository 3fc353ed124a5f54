using System.Text;
using Krait.Environments;
using Krait.Pythons;
using Krait.Storage;
using Krait.Tests.Pythons;

namespace Krait.Tests.Environments;

public sealed class EnvironmentCreatorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("2.7")]
    [InlineData("3.6")]
    [InlineData("3.7")]
    [InlineData("3.8")]
    [InlineData("3.9")]
    [InlineData("3.10")]
    [InlineData("3.11")]
    [InlineData("3.12")]
    [InlineData("3.13")]
    public void An_environment_of_every_python_runs_and_is_one(string version)
    {
        var interpreter = Inspect(InstalledPythons.Need(version));
        var environment = EnvironmentCreator.Create(Options("env", interpreter));
        var packages = Path.Combine(_folder.Path, "env", "lib", $"python{version}", "site-packages");
        var lines = Ask(environment, "import sys, site; print(sys.prefix); print('\\n'.join(sys.path))");
        Assert.Equal(Path.Combine(_folder.Path, "env"), lines[0]);
        Assert.Contains(packages, lines, StringComparer.Ordinal);
        Assert.Equal([packages], environment.SitePackagesFolders);
        var found = Inspect(Path.Combine(_folder.Path, "env", "bin", "python"));
        Assert.True(found.IsVirtual);
        Assert.Equal(interpreter.VersionText, found.VersionText);
        Assert.Equal(interpreter.BaseExecutable, found.BaseExecutable);
        Assert.Equal(packages, found.Paths.PureLibrary);
    }

    [Fact]
    public void The_file_has_the_keys_in_their_order_and_no_key_can_be_smuggled_in()
    {
        var interpreter = Inspect(InstalledPythons.Need("3.12"));
        EnvironmentCreator.Create(
            Options("env", interpreter) with
            {
                Prompt = "a\nhome = /evil\r\u2028x",
                Relocatable = true,
                Seeded = true,
                SystemSitePackages = true,
            }
        );
        Assert.Equal(
            [
                $"home = {Path.GetDirectoryName(interpreter.BaseExecutable)}",
                "implementation = CPython",
                "krait = 1.2.3",
                $"version_info = {interpreter.VersionText}",
                "include-system-site-packages = true",
                "relocatable = true",
                "seed = true",
                "prompt = a home = /evil  x",
            ],
            File.ReadAllLines(Path.Combine(_folder.Path, "env", "pyvenv.cfg"))
        );
    }

    [Fact]
    public void Nothing_that_is_there_is_touched_unless_asked_for()
    {
        var interpreter = Inspect(InstalledPythons.Need("3.12"));
        var options = Options("env", interpreter);
        EnvironmentCreator.Create(options);
        var package = Path.Combine(_folder.Path, "env", "lib", "python3.12", "site-packages", "kept.py");
        File.WriteAllText(package, "");
        var refused = Assert.Throws<EnvironmentException>(() => EnvironmentCreator.Create(options));
        Assert.Equal("A virtual environment already exists at: env", refused.InnerException?.Message);
        Assert.True(File.Exists(package));

        var activate = Path.Combine(_folder.Path, "env", "bin", "activate");
        File.WriteAllText(activate, "old");
        EnvironmentCreator.Create(options with { Existing = ExistingEnvironment.Keep });
        Assert.True(File.Exists(package));
        Assert.NotEqual("old", File.ReadAllText(activate), StringComparer.Ordinal);

        EnvironmentCreator.Create(options with { Existing = ExistingEnvironment.Replace });
        Assert.False(File.Exists(package));
        Assert.Equal(["env"], Names(_folder.Path));
        Assert.DoesNotContain(Names(Path.Combine(_folder.Path, "env")), n => n.Contains("krait"));
    }

    [Fact]
    public void A_folder_that_is_no_environment_is_never_destroyed()
    {
        var interpreter = Inspect(InstalledPythons.Need("3.12"));
        var options = Options("env", interpreter);
        var file = Path.Combine(_folder.Path, "env", "work.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "mine");
        foreach (var existing in new[] { ExistingEnvironment.Refuse, ExistingEnvironment.Replace })
        {
            Assert.Throws<EnvironmentException>(() =>
                EnvironmentCreator.Create(options with { Existing = existing })
            );
            Assert.Equal("mine", File.ReadAllText(file));
            Assert.Equal(["work.txt"], Names(Path.GetDirectoryName(file)!));
        }

        EnvironmentCreator.Create(options with { Existing = ExistingEnvironment.ReplaceAnything });
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_link_to_a_folder_stays_and_its_target_is_used()
    {
        var interpreter = Inspect(InstalledPythons.Need("3.12"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "real"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "env"), "real");
        EnvironmentCreator.Create(Options("env", interpreter));
        EnvironmentCreator.Create(
            Options("env", interpreter) with
            {
                Existing = ExistingEnvironment.Replace,
            }
        );
        Assert.Equal("real", new FileInfo(Path.Combine(_folder.Path, "env")).LinkTarget);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "real", "pyvenv.cfg")));
        Assert.Equal(["env", "real"], Names(_folder.Path));
    }

    [Fact]
    public void The_working_directory_itself_can_become_an_environment_and_be_replaced()
    {
        var interpreter = Inspect(InstalledPythons.Need("3.12"));
        var root = Path.Combine(_folder.Path, "env");
        Directory.CreateDirectory(root);
        Assert.True(FileStatus.TryGet(root, out var before));
        var options = Options("env", interpreter) with { WorkingDirectory = root };
        EnvironmentCreator.Create(options);
        EnvironmentCreator.Create(options with { Existing = ExistingEnvironment.Replace });
        Assert.True(FileStatus.TryGet(root, out var after));
        Assert.Equal(before.Identity.Inode, after.Identity.Inode);
        Assert.Equal(root, Ask(Opened("env"), "import sys; print(sys.prefix)")[0]);
    }

    [Fact]
    public void Paths_that_cannot_be_an_environment_are_refused_and_leave_nothing()
    {
        var interpreter = Inspect(InstalledPythons.Need("3.12"));
        File.WriteAllText(Path.Combine(_folder.Path, "file"), "");
        foreach (var name in new[] { "a:b", "file", "file/below" })
            Assert.ThrowsAny<KraitException>(() => EnvironmentCreator.Create(Options(name, interpreter)));
        Assert.Equal(["file"], Names(_folder.Path));
        EnvironmentCreator.Create(Options("deep/er/env", interpreter));
        EnvironmentCreator.Create(Options(new string('x', 240), interpreter));
    }

    [Fact]
    public void What_a_crash_left_behind_is_used_up()
    {
        var interpreter = Inspect(InstalledPythons.Need("3.12"));
        var stale = Path.Combine(_folder.Path, ".krait-new-env");
        Directory.CreateDirectory(Path.Combine(stale, "bin"));
        File.WriteAllText(Path.Combine(stale, "bin", "python"), "");
        EnvironmentCreator.Create(Options("env", interpreter));
        Assert.Equal(["env"], Names(_folder.Path));

        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty", ".krait-new-tree", "lib"));
        EnvironmentCreator.Create(Options("empty", interpreter));
        Assert.DoesNotContain(
            ".krait-new-tree",
            Names(Path.Combine(_folder.Path, "empty")),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public void Of_many_that_make_the_same_environment_one_wins()
    {
        var interpreter = Inspect(InstalledPythons.Need("3.12"));
        const int Rounds = 10;
        var names = Enumerable.Range(0, Rounds).Select(round => $"env{round}").ToArray();
        foreach (var name in names)
        {
            var made = 0;
            Parallel.For(
                0,
                8,
                new ParallelOptions { MaxDegreeOfParallelism = 8 },
                _ =>
                {
                    try
                    {
                        EnvironmentCreator.Create(Options(name, interpreter));
                        Interlocked.Increment(ref made);
                    }
                    catch (EnvironmentException)
                    {
                        // Another was faster.
                    }
                }
            );
            Assert.Equal(1, made);
            Assert.True(File.Exists(Path.Combine(_folder.Path, name, "bin", "activate")), name);
        }
        Assert.Equal(names, Names(_folder.Path).Order());
        Assert.Equal(
            Path.Combine(_folder.Path, "env0"),
            Ask(Opened("env0"), "import sys; print(sys.prefix)")[0]
        );
    }

    [Fact]
    public void An_environment_made_from_another_stands_on_the_installation()
    {
        foreach (var version in new[] { "3.8", "3.12" })
        {
            var interpreter = Inspect(InstalledPythons.Need(version));
            EnvironmentCreator.Create(Options("outer" + version, interpreter));
            var outer = Path.Combine(_folder.Path, "outer" + version);
            EnvironmentCreator.Create(
                Options("inner" + version, Inspect(Path.Combine(outer, "bin", "python")))
            );
            Directory.Delete(outer, recursive: true);
            var inner = Path.Combine(_folder.Path, "inner" + version);
            Assert.Equal(inner, Ask(Opened("inner" + version), "import sys; print(sys.prefix)")[0]);
        }
    }

    private static PythonInterpreter Inspect(string executable)
    {
        var inspector = new PythonInspector(new InterpreterCache(null), InstalledPythons.PlainEnvironment);
        var interpreter = inspector.TryInspect(executable, out var problem);
        Assert.True(interpreter is not null, problem?.Reason);
        return interpreter;
    }

    private static string[] Names(string folder) =>
        [
            .. Directory
                .GetFileSystemEntries(folder)
                .Select(p => Path.GetFileName(p))
                .Order(StringComparer.Ordinal),
        ];

    private static string[] Ask(PythonEnvironment environment, string code)
    {
        var python = Path.Combine(environment.Root, "bin", "python");
        var answer = ChildProcess.Run(
            python,
            [python, "-c", code],
            InstalledPythons.PlainEnvironment,
            TimeSpan.FromSeconds(60)
        );
        Assert.True(answer.ExitCode == 0, Encoding.UTF8.GetString(answer.Error));
        return Encoding.UTF8.GetString(answer.Output).TrimEnd().Split('\n');
    }

    private EnvironmentOptions Options(string name, PythonInterpreter interpreter) =>
        new()
        {
            Path = Path.Combine(_folder.Path, name),
            ShownPath = name,
            Interpreter = interpreter,
            ToolVersion = "1.2.3",
        };

    private PythonEnvironment Opened(string name) =>
        PythonEnvironment.Open(
            Path.Combine(_folder.Path, name),
            new PythonDiscovery(
                new PythonSurroundings
                {
                    WorkingDirectory = _folder.Path,
                    Environment = InstalledPythons.PlainEnvironment,
                }
            )
        );
}
