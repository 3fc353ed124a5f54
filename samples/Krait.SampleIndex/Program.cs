using Krait.TestKit;

// usage: Krait.SampleIndex PACKAGES   Builds a wheel of each folder of PACKAGES and serves them on loopback.
// Prints the index's address, then serves until standard input ends.
if (args is not [var packages] || !Directory.Exists(packages))
{
    Console.Error.WriteLine("usage: Krait.SampleIndex PACKAGES");
    return 2;
}
await using var server = await IndexServer.StartAsync();
var index = server.CreateIndex();
foreach (var folder in Directory.EnumerateDirectories(packages).Order(StringComparer.Ordinal))
    index.Add(BuildWheel(folder));
Console.WriteLine(index.Url);
while (await Console.In.ReadLineAsync() is not null) { }
return 0;

// A folder is called NAME-VERSION and holds METADATA, perhaps entry_points.txt, and the modules.
static WheelFile BuildWheel(string folder)
{
    var (name, version) =
        Path.GetFileName(folder).LastIndexOf('-') is var dash && dash > 0
            ? (Path.GetFileName(folder)[..dash], Path.GetFileName(folder)[(dash + 1)..])
            : throw new InvalidDataException($"{folder} is not called NAME-VERSION");
    var builder = new WheelBuilder(name, version)
    {
        MetadataText = File.ReadAllText(Path.Combine(folder, "METADATA")),
    };
    foreach (
        var file in Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
    )
    {
        var path = Path.GetRelativePath(folder, file).Replace('\\', '/');
        if (path.StartsWith("__pycache__", StringComparison.Ordinal) || path == "METADATA")
            continue;
        builder.File(
            path == "entry_points.txt" ? $"{builder.Stem}.dist-info/{path}" : path,
            File.ReadAllBytes(file)
        );
    }
    return builder.Build();
}
