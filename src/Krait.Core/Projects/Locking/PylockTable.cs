using Krait.Markers;
using Krait.Requirements;
using Krait.Toml;
using Krait.Versions;

namespace Krait.Projects.Locking;

/// <summary>Typed access to one table of a lock file; every refusal names the key.</summary>
internal readonly struct PylockTable(TomlTable table, string place)
{
    public string Place { get; } = place;

    public string At(string key) => Place.Length == 0 ? key : $"{Place}.{key}";

    public bool Has(string key) => table[key] is not null;

    public IEnumerable<string> Keys => table.Entries.Select(entry => entry.Key);

    public string? Text(string key) => Typed<TomlString>(key, "string")?.Value;

    public string RequiredText(string key) => Text(key) ?? throw Missing(key);

    public bool? Boolean(string key) => Typed<TomlBoolean>(key, "boolean")?.Value;

    public long? Integer(string key) => Typed<TomlInteger>(key, "integer")?.Value;

    public DateTimeOffset? Moment(string key)
    {
        if (Typed<TomlDateTime>(key, "date and time") is not { } time)
        {
            return null;
        }
        if (time.TryGetMoment(out var moment))
        {
            return moment;
        }
        // Without an offset the specification means UTC.
        return
            time.Kind == TomlKind.LocalDateTime
            && DateTimeOffset.TryParse(
                time.Text,
                System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AssumeUniversal,
                out var local
            )
            ? local
            : throw new PylockException("Expected a date and time", At(key));
    }

    public PylockTable? Table(string key) =>
        Typed<TomlTable>(key, "table") is { } inner ? new PylockTable(inner, At(key)) : null;

    /// <summary>The tables of an array; empty where the key is absent.</summary>
    public IEnumerable<PylockTable> Tables(string key)
    {
        var items = Typed<TomlArray>(key, "array")?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            var at = $"{At(key)}[{i}]";
            yield return new PylockTable(items[i] as TomlTable ?? throw Mismatch(items[i], "table", at), at);
        }
    }

    /// <summary>The strings of an array, each read by <paramref name="read"/>; null where the key is absent.</summary>
    public IReadOnlyList<T>? List<T>(string key, Func<string, string, T> read)
    {
        if (Typed<TomlArray>(key, "array") is not { } array)
        {
            return null;
        }
        var list = new List<T>(array.Items.Count);
        for (var i = 0; i < array.Items.Count; i++)
        {
            var at = $"{At(key)}[{i}]";
            var item = array.Items[i] as TomlString ?? throw Mismatch(array.Items[i], "string", at);
            list.Add(read(item.Value, at));
        }
        return list;
    }

    /// <summary>A name that must be normalized already.</summary>
    public static PackageName Name(string text, string at) =>
        PackageName.TryParse(text, out var name) && name.Value == text
            ? name
            : throw new PylockException($"Name `{text}` is not normalized", at);

    public static Marker Marker(string text, string at)
    {
        if (!Markers.Marker.TryParse(text, out var marker, out var error))
        {
            throw new PylockException($"Invalid marker `{text}`: {error.Message}", at);
        }
        return MentionsExtra(marker.Expression)
            ? throw new PylockException(
                $"`extra` is not allowed in the marker `{text}`; lock files use `extras`",
                at
            )
            : marker;
    }

    public static VersionSpecifiers Specifiers(string text, string at) =>
        VersionSpecifiers.TryParse(text, out var specifiers, out _, out var reason)
            ? specifiers
            : throw new PylockException($"Invalid version specifiers `{text}`: {reason}", at);

    public static PackageVersion Version(string text, string at) =>
        PackageVersion.TryParse(text, out var version)
            ? version
            : throw new PylockException($"Invalid version `{text}`", at);

    public PylockException Missing(string key) => new("Missing required value", At(key));

    private T? Typed<T>(string key, string expected)
        where T : TomlValue =>
        table[key] switch
        {
            null => null,
            T value => value,
            var other => throw Mismatch(other, expected, At(key)),
        };

    private static PylockException Mismatch(TomlValue value, string expected, string at) =>
        new($"Expected {(expected[0] is 'a' or 'i' ? "an" : "a")} {expected}, found {value.Kind}", at);

    private static bool MentionsExtra(MarkerExpression expression) =>
        expression switch
        {
            MarkerCombination combination => combination.Terms.Any(MentionsExtra),
            MarkerComparison comparison => comparison.Left.Variable == MarkerVariable.Extra
                || comparison.Right.Variable == MarkerVariable.Extra,
            _ => false,
        };
}
