using System.Security.Cryptography;
using Krait.Cache;
using Krait.Environments;
using Krait.Installer;
using Krait.Pythons;
using Krait.Storage;
using Krait.Tags;

namespace Krait.Cli.Commands.Environments;

/// <summary>
/// pip for a new environment: from an index, or from the wheels that every CPython carries for <c>ensurepip</c>, which fit
/// that Python and need no network.
/// </summary>
internal static partial class SeedPackages
{
    private const long LargestWheel = 64 << 20;

    /// <summary>Installs what the base interpreter brings along.</summary>
    /// <exception cref="KraitException">It brings nothing, or that cannot be installed; exit code 2.</exception>
    public static void Install(
        PythonEnvironment environment,
        CacheFolder cache,
        CancellationToken cancellation
    )
    {
        var interpreter = environment.Interpreter;
        var folder = BundleOf(interpreter);
        if (!Directory.Exists(folder))
        {
            throw new KraitException(Failed, Missing(folder))
            {
                ExitCode = 2,
                Hints = ["Install pip from an index: `krait pip install pip`"],
            };
        }
        var store = new WheelStore(cache);
        var wheels = new List<StoredWheel>();
        try
        {
            var installations = new List<WheelInstallation>();
            foreach (var (path, name) in NewestIn(folder))
            {
                var bytes = FileContent.Read(path, LargestWheel);
                var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
                var stored = store.Add(bytes, name, hash, new List<string>());
                wheels.Add(stored);
                installations.Add(new WheelInstallation { Name = name.Name.Value, Wheel = stored });
            }
            using var transaction = EnvironmentTransaction.Begin(TargetOf(environment), null, cancellation);
            transaction.Apply(installations, [], [], LinkMode.Copy, cancellation);
        }
        finally
        {
            foreach (var wheel in wheels)
                wheel.Dispose();
        }
    }

    private static string BundleOf(PythonInterpreter interpreter) =>
        Path.Combine(interpreter.StandardLibrary, "ensurepip", "_bundled");

    /// <summary>The newest wheel of each project; patched installations keep old ones beside new ones.</summary>
    private static IEnumerable<(string Path, WheelFileName Name)> NewestIn(string folder) =>
        from path in Directory.GetFiles(folder, "*.whl")
        let name = WheelFileName.TryParse(Path.GetFileName(path), out var parsed) ? parsed : null
        where name is not null
        group (path, name) by name.Name into project
        orderby project.Key
        select project.MaxBy(wheel => wheel.name.Version);

    private static KraitException Missing(string folder) =>
        new($"The interpreter brings no pip along: there is no {folder}");

    private static InstallTarget TargetOf(PythonEnvironment environment)
    {
        var paths = environment.Paths;
        return new InstallTarget
        {
            Prefix = environment.Root,
            Purelib = paths.PureLibrary,
            Platlib = paths.PlatformLibrary,
            Scripts = paths.Scripts,
            Headers = paths.Include,
            Interpreter = environment.Interpreter.Executable,
            LockPath = Path.Join(environment.Root, ".lock"),
        };
    }
}
