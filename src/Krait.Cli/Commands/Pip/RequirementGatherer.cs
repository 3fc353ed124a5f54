using Krait.Cli.Arguments;
using Krait.Cli.Arguments.Options;
using Krait.Cli.Settings;
using Krait.Http;
using Krait.Indexes;
using Krait.Requirements;
using Krait.Resolver;
using Krait.Sources;

namespace Krait.Cli.Commands.Pip;

/// <summary>Reads what a <c>pip</c> command is asked to work on: its arguments, and files of requirements, limits and replacements.</summary>
internal sealed class RequirementGatherer(Invocation invocation, RequirementFileAccess files)
{
    private readonly GatheredRequirements _gathered = new();
    private readonly string _folder = invocation.Global.WorkingDirectory;

    /// <summary>Reads everything that the options name.</summary>
    /// <param name="packages">Requirements, paths or addresses of the command line.</param>
    /// <param name="requirementFiles">Requirements files, <c>-</c> for standard input.</param>
    /// <exception cref="KraitException">Something cannot be read.</exception>
    public GatheredRequirements Gather(IReadOnlyList<string> packages, IReadOnlyList<string> requirementFiles)
    {
        var reader = invocation.Reader;
        RefuseBuilds(reader);
        _gathered.Lock = LockFile.TryRead(invocation, files, packages, requirementFiles);
        if (_gathered.Lock is not null)
            return _gathered;
        RefuseExtras(reader, requirementFiles);
        foreach (var package in packages)
        {
            var requirement = FromFile(package) ?? ToRequirement(RequirementFileAccess.ReadArgument(package));
            _gathered.Requirements.Add(new InputRequirement(requirement));
            _gathered.Hashed.Add((requirement, []));
        }
        foreach (var file in requirementFiles)
            ReadSource(file);
        foreach (var group in reader.Texts(RequirementOptions.Group))
            ReadGroup(group);
        foreach (var file in Named(RequirementOptions.Constraints))
            AddLimits(ReadList(file, isConstraints: true).Constraints, file);
        foreach (var file in Named(RequirementOptions.Overrides))
            Add(ReadList(file).Requirements, _gathered.Overrides, file);
        foreach (var file in Named(RequirementOptions.Excludes))
            _gathered.Excludes.UnionWith(Read(file).Requirements.Select(entry => ToRequirement(entry).Name));
        // They limit builds, of which there are none yet; a mistake in them is told of all the same.
        foreach (var file in Named(BuildOptions.BuildConstraints))
            _ = Read(file, isConstraints: true);
        return _gathered;

        // A variable that is not set may leave an empty name behind.
        IEnumerable<string> Named(OptionDescription option) =>
            reader.Takes(option) ? reader.Texts(option).Where(file => file.Length > 0) : [];
    }

    /// <summary>Adds the limits, replacements and omissions that settings files keep for all commands that resolve.</summary>
    /// <exception cref="KraitException">One of them cannot be read; exit code 2.</exception>
    public void AddSettings()
    {
        if (_gathered.Lock is not null)
            return;
        var origin = new InputOrigin.Workspace();
        _gathered.Constraints.AddRange(Kept("constraint-dependencies"));
        _gathered.Overrides.AddRange(Kept("override-dependencies"));
        _gathered.Excludes.UnionWith(Kept("exclude-dependencies").Select(entry => entry.Requirement.Name));

        IEnumerable<InputRequirement> Kept(string key) =>
            invocation
                .Reader.Files.Texts(key)
                .Select(text => new InputRequirement(KeptRequirement(key, text), origin));
    }

    private Requirement KeptRequirement(string key, string text) =>
        Requirement.TryParseWritten(text, out var requirement, out var error)
            ? Absolute(requirement)
            : throw new KraitException(
                $"Failed to parse `{key}` of the settings",
                new KraitException(error.Show(text))
            )
            {
                ExitCode = 2,
            };

    private void ReadSource(string file)
    {
        var path = Path.GetFullPath(file, _folder);
        if (Path.GetFileName(file) == "pyproject.toml")
        {
            var project = ProjectRequirements.Read(path, file);
            var extras = invocation.Reader.Texts(RequirementOptions.Extra).Select(ExtraName.Parse).ToList();
            var origin = new InputOrigin.Project(file, project.Name ?? default);
            var all = invocation.Reader.IsOn(RequirementOptions.AllExtras);
            AddProjects(project, project.Dependencies(extras, all), origin);
        }
        else if (file.EndsWith(".py", StringComparison.Ordinal) && Path.GetFileName(file) != "setup.py")
        {
            var metadata = ScriptMetadata.Read(System.Text.Encoding.UTF8.GetString(files.Open(file).Span));
            foreach (var requirement in metadata?.Dependencies ?? throw NoScript(file))
                AddProjects(requirement, origin: null);
        }
        else
        {
            ReadRequirements(file);
        }
    }

    private void AddProjects(
        ProjectRequirements project,
        IReadOnlyList<Requirement> requirements,
        InputOrigin origin
    )
    {
        var reader = invocation.Reader;
        if (!reader.IsOn(ResolverOptions.NoSources))
            project.RefuseSources(
                requirements,
                PackageNames.ReadSet(reader, ResolverOptions.NoSourcesPackage)
            );
        foreach (var requirement in requirements)
            AddProjects(requirement, origin);
    }

    private void AddProjects(Requirement requirement, InputOrigin? origin)
    {
        var absolute = Absolute(requirement);
        _gathered.Requirements.Add(new InputRequirement(absolute, origin));
        _gathered.Hashed.Add((absolute, []));
    }

    /// <summary><c>[PATH:]NAME</c>, the path being that of a project file or its folder.</summary>
    private void ReadGroup(string text)
    {
        var colon = text.LastIndexOf(':');
        var file = colon < 0 ? "pyproject.toml" : text[..colon];
        if (Path.GetFileName(file) != "pyproject.toml")
        {
            throw new UsageException(
                $"invalid value '{text}' for '{RequirementOptions.Group}': The `--group` path is required to end in `pyproject.toml` for compatibility with pip; got: {file}"
            );
        }
        if (!GroupName.TryParse(text[(colon + 1)..], out var name))
            throw new UsageException(
                $"invalid value '{text}' for '{RequirementOptions.Group}': {PackageNames.Problem(text[(colon + 1)..])}"
            );
        var path = Path.GetFullPath(file, _folder);
        if (!File.Exists(path))
        {
            throw new KraitException(
                $"Failed to read dependency groups from: {path}",
                new KraitException($"No `pyproject.toml` found at: {path}")
            )
            {
                ExitCode = 2,
            };
        }
        var project = ProjectRequirements.Read(path, file);
        AddProjects(project, project.Group(name), new InputOrigin.Group(file, project.Name, name));
    }

    private static KraitException NoScript(string file) =>
        new($"The script has no inline metadata: {file}") { ExitCode = 2 };

    private void ReadRequirements(string file)
    {
        var read = ReadList(file);
        foreach (var (option, _) in read.IgnoredOptions)
            invocation.Terminal.Warning($"Ignoring unsupported option in `{file}`: `{option}`");
        Add(read.Requirements, _gathered.Requirements, file);
        AddLimits(read.Constraints, file);
        foreach (var entry in read.Requirements)
            _gathered.Hashed.Add((ToRequirement(entry), entry.Hashes));
        if (_gathered.IndexUrl is { } first && read.IndexUrl is { } other && first.Value != other.Value)
        {
            throw new KraitException(
                $"Multiple index URLs specified: `{SafeUrl.Show(first.Value)}` vs. `{SafeUrl.Show(other.Value)}`"
            )
            {
                ExitCode = 2,
                Hints = ["Name the one that is to count with `--default-index`, and others with `--index`"],
            };
        }
        _gathered.IndexUrl ??= read.IndexUrl;
        _gathered.ExtraIndexUrls.AddRange(read.ExtraIndexUrls);
        _gathered.FindLinks.AddRange(read.FindLinks);
        _gathered.NoIndex |= read.NoIndex;
        _gathered.RequireHashes |= read.RequireHashes;
        _gathered.NoBinary = Merge(_gathered.NoBinary, read.NoBinary);
        _gathered.OnlyBinary = Merge(_gathered.OnlyBinary, read.OnlyBinary);
    }

    private static PackageSelection Merge(PackageSelection one, PackageSelection other) =>
        other.IsEmpty ? one : PackageSelection.Add(one, PackageSelection.None, other.ToString()).Selection;

    private void AddLimits(IReadOnlyList<RequirementEntry> limits, string file)
    {
        if (limits.FirstOrDefault(limit => limit is { Requirement: null, IsEditable: false }) is { } unnamed)
        {
            throw new KraitException(
                $"Unnamed requirements are not allowed as constraints (found: `{SafeUrl.Show(unnamed.Address!)}`)"
            )
            {
                ExitCode = 2,
                Hints = ["Put the package's name and an `@` before the path or address"],
            };
        }
        Add(limits, _gathered.Constraints, file);
        foreach (var limit in limits.Where(limit => limit.Hashes.Count > 0))
            _gathered.HashedLimits.Add((ToRequirement(limit), limit.Hashes));
    }

    /// <summary>As <see cref="Read"/>; an empty file is a mistake more often than not.</summary>
    private RequirementsFile ReadList(string file, bool isConstraints = false)
    {
        var read = Read(file, isConstraints);
        if (read.IsEmpty)
            invocation.Terminal.Warning(
                file == "-"
                    ? "No dependencies found in stdin"
                    : $"Requirements file `{file}` does not contain any dependencies"
            );
        return read;
    }

    private RequirementsFile Read(string file, bool isConstraints = false)
    {
        if (IsProjectFile(file))
        {
            throw new KraitException($"Requirements are not read from such a file yet: {file}")
            {
                ExitCode = 2,
                Hints = ["List the requirements in a `requirements.txt` file"],
            };
        }
        return files.Read(file, isConstraints);
    }

    private void Add(IReadOnlyList<RequirementEntry> entries, List<InputRequirement> to, string file)
    {
        foreach (var entry in entries)
        {
            if (entry.IsEditable)
                throw NotEditable(entry.Text);
            to.Add(new InputRequirement(ToRequirement(entry), OriginOf(entry.Origin.File ?? file)));
        }
    }

    /// <summary>What is piped in has no name to point at.</summary>
    private static InputOrigin.File? OriginOf(string file) => file == "-" ? null : new InputOrigin.File(file);

    private Requirement ToRequirement(RequirementEntry entry)
    {
        var requirement = entry.Requirement is { } named
            ? Absolute(named)
            : FromAddress(entry.Name, entry.Address!, entry.Extras, entry.GivenAddress);
        return entry.Marker is null || requirement.Marker is not null
            ? requirement
            : requirement.WithMarker(entry.Marker);
    }

    /// <summary>
    /// An argument that as a whole is the path of an archive that is there: then nothing in it is a comment, an extra or a
    /// condition. Null for any other.
    /// </summary>
    private Requirement? FromFile(string argument) =>
        argument.AsSpan().IndexOfAny("#;[@ ") >= 0
        && !argument.Contains("://", StringComparison.Ordinal)
        && argument.EndsWith(".whl", StringComparison.OrdinalIgnoreCase)
        && File.Exists(Path.GetFullPath(argument, _folder))
            ? FromAddress(name: null, argument, [])
            : null;

    /// <summary>A path behind the <c>@</c> becomes an address that means the same from everywhere.</summary>
    private Requirement Absolute(Requirement requirement) =>
        requirement.Url is not { } url || url.Contains("://", StringComparison.Ordinal)
            ? requirement
            : requirement.WithUrl(AbsoluteAddress(url), requirement.GivenUrl ?? url);

    private Requirement FromAddress(
        PackageName? name,
        string address,
        IReadOnlyList<ExtraName> extras,
        string? given = null
    )
    {
        var distribution = DirectReference.Read(name, address, _folder);
        return new Requirement(distribution.Name)
        {
            Extras = extras,
            Url = AbsoluteAddress(address),
            GivenUrl = given ?? address,
        };
    }

    private string AbsoluteAddress(string address)
    {
        if (address.Contains("://", StringComparison.Ordinal))
            return address;
        var isAddress = address.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        var mark = FragmentOf(address, isAddress);
        var path = isAddress ? Uri.UnescapeDataString(address["file:".Length..mark]) : address[..mark];
        return path.Contains('\0', StringComparison.Ordinal)
            ? throw new KraitException($"`{SafeUrl.Show(address)}` is not a valid address") { ExitCode = 2 }
            : IndexLocation.FileUrl(Path.GetFullPath(path, _folder)).AbsoluteUri + address[mark..];
    }

    /// <summary>Where the fragment begins, or the end: the sign may be a part of a path, and then there is none.</summary>
    private int FragmentOf(string address, bool isAddress)
    {
        var mark = isAddress ? address.IndexOf('#', StringComparison.Ordinal) : address.LastIndexOf('#');
        var isFragment =
            mark >= 0
            && (
                isAddress
                || (
                    address.IndexOf('=', mark) > 0
                    && !address.Contains('\0', StringComparison.Ordinal)
                    && !Path.Exists(Path.GetFullPath(address, _folder))
                )
            );
        return isFragment ? mark : address.Length;
    }

    private static bool IsProjectFile(string file) =>
        Path.GetFileName(file) is "pyproject.toml" or "setup.py" or "setup.cfg";

    private static KraitException NotEditable(string text) =>
        text.EndsWith(".whl", StringComparison.OrdinalIgnoreCase)
            ? new KraitException(
                $"Unsupported editable requirement: `{text}`",
                new KraitException("Local archives cannot be editable")
            )
            {
                ExitCode = 2,
                Hints = ["Editable requirements must refer to a local directory"],
            }
            : Unbuilt($"Editable installs need a build, and builds are not supported yet: {text}");

    private static void RefuseBuilds(SettingsReader reader)
    {
        if (reader.Texts(RequirementOptions.Editable) is [var editable, ..])
            throw NotEditable(editable);
    }

    private void RefuseExtras(SettingsReader reader, IReadOnlyList<string> requirementFiles)
    {
        var isAsked =
            reader.Texts(RequirementOptions.Extra).Count > 0 || reader.IsOn(RequirementOptions.AllExtras);
        if (isAsked && !requirementFiles.Any(file => Path.GetFileName(file) == "pyproject.toml"))
        {
            if (invocation.Arguments.Command.Path == CompileCommand.Description.Path)
            {
                throw new KraitException(
                    "Requesting extras requires a `pyproject.toml`, `setup.cfg`, or `setup.py` file."
                )
                {
                    ExitCode = 2,
                };
            }
            throw new KraitException(
                "Requesting extras requires a `pylock.toml`, `pyproject.toml`, `setup.cfg`, or `setup.py` file"
            )
            {
                ExitCode = 2,
                Hints = ["Use `package[extra]` syntax instead"],
            };
        }
    }

    private static KraitException Unbuilt(string message) =>
        new(message) { Hints = ["Build a wheel first, and name the wheel"] };
}
