using System.Security.Cryptography;
using System.Text.Json;
using Krait.Cache;
using Krait.Installer;
using Krait.Storage;
using Krait.Tags;
using static Krait.Vectors.Comparison;

namespace Krait.Vectors;

/// <summary>Whole wheels, good and hostile, installed into a folder of their own beside which nothing may appear.</summary>
public sealed class WheelsSuite : Suite
{
    public override string Folder => "j-install";

    public override string Part => "wheels";

    public override IEnumerable<CaseResult> Run(string folder) =>
        Each(Path.Combine(folder, "cases", "wheels.jsonl"), Difference);

    private static string? Difference(JsonElement row)
    {
        var root = Directory.CreateTempSubdirectory("krait-wheel-").FullName;
        try
        {
            var target = Target(Path.Combine(root, "env"));
            var refusal = Install(row, target, Path.Combine(root, "cache"));
            var places = Directory.GetFileSystemEntries(root).Select(p => Path.GetFileName(p)!);
            if (string.Join(' ', places.Order(StringComparer.Ordinal)) is not "cache env" and var seen)
                return $"it left its folder: {seen}";
            var expect = Text(row, "expect");
            if (expect == "install" && refusal is not null)
                return $"refused: {refusal}";
            if (expect.StartsWith("reject", StringComparison.Ordinal) && refusal is null)
                return "installed";
            return refusal is null && expect == "install" ? Compare(row, target) : null;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>Null when it was installed, else why it was refused.</summary>
    private static string? Install(JsonElement row, InstallTarget target, string cacheFolder)
    {
        using var cache = new CacheFolder(cacheFolder);
        var bytes = row.GetProperty("wheel_base64").GetBytesFromBase64();
        try
        {
            cache.MakeFolderFor(cache.PathOf(CacheBucket.Wheels, "x"));
            var name = WheelFileName.Parse(Text(row, "wheel_filename"));
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            using var transaction = EnvironmentTransaction.Begin(target);
            using var wheel = new WheelStore(cache).Add(bytes, name, hash, []);
            var installation = new WheelInstallation { Name = name.Name.Value, Wheel = wheel };
            transaction.Apply([installation], [], [], LinkMode.Hardlink);
            return null;
        }
        catch (KraitException e)
        {
            return e.InnerException?.Message ?? e.Message;
        }
    }

    private static string? Compare(JsonElement row, InstallTarget target)
    {
        if (!row.GetProperty("pypa_installer").TryGetProperty("tree", out var tree))
            return null;
        foreach (var item in tree.EnumerateArray())
        {
            var path = Text(item, "path");
            if (
                !item.TryGetProperty("sha256", out var hash)
                || path.EndsWith("/INSTALLER", StringComparison.Ordinal)
            )
                continue;
            var slash = path.IndexOf('/', StringComparison.Ordinal);
            var folder = path[..slash] switch
            {
                "data" => target.Prefix,
                "scripts" => target.Scripts,
                "headers" => Path.Combine(target.Headers, "demo"),
                _ => target.Purelib,
            };
            var file = Path.Combine(folder, path[(slash + 1)..]);
            if (!File.Exists(file))
                return $"{path} is missing";

            // Scripts name another interpreter there.
            var content = File.ReadAllBytes(file);
            if (
                !content.AsSpan().StartsWith("#!"u8)
                && Convert.ToHexStringLower(SHA256.HashData(content)) != hash.GetString()
            )
                return $"{path} differs";
        }
        return null;
    }

    private static InstallTarget Target(string prefix)
    {
        var site = Path.Combine(prefix, "lib", "python3.12", "site-packages");
        return new InstallTarget
        {
            Prefix = prefix,
            Purelib = site,
            Platlib = site,
            Scripts = Path.Combine(prefix, "bin"),
            Headers = Path.Combine(prefix, "include", "site", "python3.12"),
            Interpreter = Path.Combine(prefix, "bin", "python"),
            LockPath = Path.Combine(prefix, ".lock"),
        };
    }
}
