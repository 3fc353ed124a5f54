using System.Text.RegularExpressions;

namespace Krait.Tests.Repository;

/// <summary>The rooms of Krait.Core and the rooms that each may use. A new edge is a decision: make it here.</summary>
public partial class RoomsTests
{
    private static readonly string[] Pure =
    [
        "Toml",
        "Versions",
        "Markers",
        "Requirements",
        "Tags",
        "Metadata",
    ];

    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Toml"] = [],
        ["Versions"] = [],
        ["Markers"] = ["Versions"],
        ["Requirements"] = ["Toml", "Versions", "Markers"],
        ["Tags"] = ["Versions", "Requirements"],
        ["Metadata"] = ["Toml", "Versions", "Markers", "Requirements", "Tags"],
        ["Archives"] = ["Storage"],
        ["Storage"] = [],
        ["Http"] = ["Storage"],
        ["Cache"] = ["Storage", "Http"],
        ["Indexes"] = [.. Pure, "Storage", "Http", "Cache"],
        ["Sources"] = [.. Pure, "Archives", "Storage", "Http", "Cache", "Indexes"],
        ["Accelerators"] = ["Versions", "Requirements", "Storage"],
        ["Pythons"] = [.. Pure, "Archives", "Storage", "Http", "Cache"],
        ["Environments"] = [.. Pure, "Archives", "Storage", "Pythons"],
        ["Installer"] =
        [
            .. Pure,
            "Archives",
            "Storage",
            "Http",
            "Cache",
            "Indexes",
            "Sources",
            "Pythons",
            "Environments",
        ],
        ["Resolver"] = [.. Pure, "Indexes", "Sources"],
        ["Building"] =
        [
            .. Pure,
            "Archives",
            "Storage",
            "Cache",
            "Sources",
            "Pythons",
            "Environments",
            "Installer",
            "Resolver",
        ],
        ["Projects"] =
        [
            .. Pure,
            "Storage",
            "Indexes",
            "Sources",
            "Pythons",
            "Environments",
            "Installer",
            "Resolver",
            "Building",
        ],
    };

    private static string Core => Path.Combine(RepositoryRoot.Path, "src", "Krait.Core");

    [Fact]
    public void Rooms_use_only_the_rooms_below_them()
    {
        var wrong =
            from file in Directory.EnumerateFiles(Core, "*.cs", SearchOption.AllDirectories)
            let room = Path.GetRelativePath(Core, file).Split(Path.DirectorySeparatorChar)[0]
            where MayUse.ContainsKey(room)
            from Match use in Using().Matches(File.ReadAllText(file))
            let used = use.Groups[1].Value
            where
                MayUse.ContainsKey(used)
                && used != room
                && !MayUse[room].Contains(used, StringComparer.Ordinal)
            select $"{Path.GetRelativePath(Core, file)}: {room} may not use {used}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_folder_of_the_library_is_a_room()
    {
        var folders = Directory.EnumerateDirectories(Core).Select(f => Path.GetFileName(f)!);
        Assert.Empty(folders.Except([.. MayUse.Keys, "bin", "obj"], StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\bKrait\.([A-Z]\w+)")]
    private static partial Regex Using();
}
