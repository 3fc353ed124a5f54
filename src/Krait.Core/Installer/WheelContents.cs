using Krait.Archives;
using Krait.Metadata;
using Krait.Tags;
using Krait.Versions;

namespace Krait.Installer;

/// <summary>What a wheel says of itself, checked against its file name, and where its members belong.</summary>
internal sealed class WheelContents
{
    private const int LargestText = 16 << 20;
    private const string InfoSuffix = ".dist-info";
    private readonly string _info;
    private readonly string _data;
    private readonly WheelInformation _wheel;
    private readonly EntryPoints? _entryPoints;
    private readonly bool _isRecordExecutable;

    private WheelContents(
        string info,
        CoreMetadata metadata,
        WheelInformation wheel,
        EntryPoints? entryPoints,
        WheelRecord record,
        bool isRecordExecutable
    )
    {
        _info = info + "/";
        _data = info[..^InfoSuffix.Length] + ".data/";
        Metadata = metadata;
        _wheel = wheel;
        _entryPoints = entryPoints;
        Record = record;
        _isRecordExecutable = isRecordExecutable;
    }

    public CoreMetadata Metadata { get; }

    public WheelRecord Record { get; }

    /// <exception cref="InvalidWheelException">The wheel lacks what the format asks for, or contradicts its name.</exception>
    public static WheelContents Read(ZipReader zip, WheelFileName name, bool allowsOtherVersions)
    {
        var info = FindInfo(zip, name);
        if (!CoreMetadata.TryParse(Text(zip, $"{info}/METADATA"), out var metadata, out var error))
        {
            throw new InvalidWheelException($"METADATA cannot be read: {error}");
        }

        if (metadata.Name != name.Name)
        {
            throw new InvalidWheelException(
                $"Package metadata name `{metadata.Name}` does not match given name `{name.Name}`"
            );
        }

        if (!allowsOtherVersions && !IsSameVersion(metadata.Version, name.Version))
        {
            throw new InvalidWheelException(
                $"Wheel version does not match filename ({metadata.Version} != {name.Version}), which indicates a malformed wheel"
            );
        }

        if (!WheelInformation.TryParse(Text(zip, $"{info}/WHEEL"), out var wheel, out error))
        {
            throw new InvalidWheelException(error);
        }

        EntryPoints? entryPoints = null;
        if (
            zip.Find($"{info}/entry_points.txt") >= 0
            && !EntryPoints.TryParse(Text(zip, $"{info}/entry_points.txt"), out entryPoints, out error)
        )
        {
            throw new InvalidWheelException($"entry_points.txt is invalid: {error}");
        }

        var record = WheelRecord.Read(Text(zip, $"{info}/RECORD"), info);
        var isExecutable = zip.Entries[zip.Find($"{info}/RECORD")].IsExecutable;
        return new(info, metadata, wheel, entryPoints, record, isExecutable);
    }

    /// <summary>A manifest with all but the files. Refuses scripts that could stand in for the interpreter.</summary>
    public WheelManifestBuilder CreateManifest()
    {
        var manifest = new WheelManifestBuilder(
            Metadata.Name.Value,
            Metadata.Version.ToString(),
            _info[..^1],
            (_wheel.IsPure ? WheelManifest.PurelibFlag : 0)
                | (_isRecordExecutable ? WheelManifest.RecordExecutableFlag : 0)
        );
        manifest.AddRow(System.Text.Encoding.UTF8.GetBytes(_info + InfoFiles.Record), [], 0);
        if (_entryPoints is null)
        {
            return manifest;
        }

        foreach (var script in _entryPoints.ConsoleScripts.Concat(_entryPoints.GuiScripts))
        {
            if (!script.HasFileName)
            {
                throw new InvalidWheelException($"The script name `{script.Name}` is not the name of a file");
            }

            CheckScriptName(script.Name);
            manifest.AddEntryPoint(script.Name, script.Module, script.Object);
        }

        return manifest;
    }

    /// <summary>
    /// Where a member belongs; false for those that the installer writes itself. The name is one that the archive reader has
    /// passed: a relative path of plain segments.
    /// </summary>
    /// <exception cref="InvalidWheelException">The member has no legal place.</exception>
    public bool TryPlace(string member, out Scheme scheme, out string path)
    {
        (scheme, path) = (Scheme.Site, member);
        if (member.StartsWith(_info, StringComparison.Ordinal))
        {
            return !InfoFiles.IsWritten(System.Text.Encoding.UTF8.GetBytes(member[_info.Length..]));
        }

        if (!member.StartsWith(_data, StringComparison.Ordinal))
        {
            return true;
        }

        var rest = member[_data.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var key = slash < 0 ? rest : rest[..slash];
        if (slash < 0 || !Schemes.TryParseDataKey(System.Text.Encoding.UTF8.GetBytes(key), out scheme))
        {
            throw new InvalidWheelException($"The wheel is invalid: Unknown wheel data type: {key}");
        }

        path = rest[(slash + 1)..];
        if (scheme == Scheme.Scripts)
        {
            if (path.Contains('/', StringComparison.Ordinal))
            {
                throw new InvalidWheelException($"Wheel contains a folder in its scripts: {path}");
            }

            CheckScriptName(path);
        }
        else if (scheme == Scheme.Data)
        {
            CheckDataPath(path);
        }

        return true;
    }

    private static void CheckScriptName(string name)
    {
        if (ReservedNames.IsInterpreter(name))
        {
            throw new InvalidWheelException(
                $"Scripts must not use the reserved name `python`, got: `{name}`"
            );
        }

        if (ReservedNames.IsActivation(System.Text.Encoding.UTF8.GetBytes(name)))
        {
            throw new InvalidWheelException($"Scripts must not replace the environment's `{name}`");
        }
    }

    private static void CheckDataPath(string path)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(path);
        if (ReservedNames.IsProtected(bytes))
        {
            var name = path.StartsWith(".krait/", StringComparison.OrdinalIgnoreCase)
                ? ".krait"
                : path[(path.LastIndexOf('/') + 1)..];
            throw new InvalidWheelException(
                ReservedNames.IsInterpreter(name)
                    ? $"Scripts must not use the reserved name `python`, got: `{name}`"
                    : $"Data files must not replace the environment's `{name}`"
            );
        }
    }

    private static string FindInfo(ZipReader zip, WheelFileName name)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < zip.Entries.Length; i++)
        {
            var member = zip.Name(i);
            var slash = member.IndexOf('/', StringComparison.Ordinal);
            if (slash > InfoSuffix.Length && member.AsSpan(0, slash).EndsWith(InfoSuffix))
            {
                _ = found.Add(member[..slash]);
            }
        }

        if (found.Count != 1)
        {
            throw new InvalidWheelException(
                found.Count == 0
                    ? "Missing .dist-info directory"
                    : $"Multiple .dist-info directories found: {string.Join(", ", found)}"
            );
        }

        var info = found.Min!;
        var stem = info.AsSpan(0, info.Length - InfoSuffix.Length);
        var dash = stem.LastIndexOf('-');
        return
            dash > 0
            && Requirements.PackageName.TryParse(stem[..dash], out var project)
            && project == name.Name
            ? info
            : throw new InvalidWheelException(
                $"The .dist-info directory {info} does not start with the normalized package name: {name.Name}"
            );
    }

    private static bool IsSameVersion(PackageVersion inside, PackageVersion named) =>
        inside == named || inside == named.WithoutLocal();

    private static byte[] Text(ZipReader zip, string member)
    {
        var index = zip.Find(member);
        return index >= 0
            ? zip.ReadAll(index, LargestText)
            : throw new InvalidWheelException($"The wheel lacks `{member}`");
    }
}
