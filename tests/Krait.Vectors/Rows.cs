using System.Text.Json;

namespace Krait.Vectors;

/// <summary>Short ways to what a row of a vector file holds.</summary>
internal static class Rows
{
    public static string Text(this JsonElement row, string property) =>
        row.GetProperty(property).GetString()!;

    /// <summary>Null where the property is absent or null.</summary>
    public static string? TextOrNull(this JsonElement row, string property) =>
        row.TryGetProperty(property, out var value) ? value.GetString() : null;

    public static string[] Texts(this JsonElement row, string property) =>
        [.. row.GetProperty(property).EnumerateArray().Select(element => element.GetString()!)];
}

/// <summary>Says how a result differs from what was expected.</summary>
internal static class Difference
{
    /// <summary>Null where the two are equal.</summary>
    public static string? Of<T>(T expected, T actual) =>
        EqualityComparer<T>.Default.Equals(expected, actual)
            ? null
            : $"expected {Show(expected)}, got {Show(actual)}";

    private static string Show<T>(T value) => value is null ? "nothing" : $"`{value}`";
}
