using System.Text.Json;

namespace Krait.Vectors;

/// <summary>Members of a row, and the difference between what they say and what was found. For <c>using static</c>.</summary>
internal static class Comparison
{
    /// <summary>The text of a member that must be there.</summary>
    public static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    /// <summary>The texts of a member that must be there.</summary>
    public static List<string> Strings(JsonElement row, string name) =>
        [.. row.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];

    /// <summary>Null where both are the same, else both.</summary>
    public static string? Differ(string expected, string actual) =>
        string.Equals(expected, actual, StringComparison.Ordinal)
            ? null
            : $"`{actual}` instead of `{expected}`";

    /// <summary>Null where both are the same, else the first pair that differs.</summary>
    public static string? Differ(List<string> expected, List<string> actual)
    {
        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            if (Differ(expected[i], actual[i]) is { } difference)
                return $"item {i}: {difference}";
        }
        return expected.Count == actual.Count
            ? null
            : $"{actual.Count} items instead of {expected.Count}: {string.Join(", ", actual)}";
    }
}
