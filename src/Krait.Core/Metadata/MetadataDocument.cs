using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Krait.Metadata;

/// <summary>
/// All fields of a METADATA or PKG-INFO file as texts, for showing and checking them; whoever resolves reads
/// <see cref="CoreMetadata"/> instead. Nothing is refused: what cannot be taken for a field's value is kept apart in
/// <see cref="Unparsed"/>.
/// </summary>
public sealed class MetadataDocument
{
    private readonly SortedDictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, IReadOnlyList<string>> _lists = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, IReadOnlyList<string>> _unparsed = new(StringComparer.Ordinal);
    private readonly List<KeyValuePair<string, string>> _urls = [];

    private MetadataDocument() { }

    /// <summary>The fields that hold one text, by name in lower case; the description among them, also where it is the body.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>The fields that hold several, by name in lower case, values in the order of the file; keywords are split.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Lists => _lists;

    /// <summary>The project's URLs by label, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ProjectUrls => _urls;

    /// <summary>Fields that nobody knows, that occur too often, or that are not UTF-8, by name in lower case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Unparsed => _unparsed;

    /// <summary>The text of a field, or null where it is absent.</summary>
    public string? Text(string name) => _texts.GetValueOrDefault(name);

    /// <summary>The values of a field; none where it is absent.</summary>
    public IReadOnlyList<string> List(string name) => _lists.GetValueOrDefault(name) ?? [];

    /// <summary>Reads a METADATA or PKG-INFO file.</summary>
    [SuppressMessage("Globalization", "CA1308", Justification = "Field names are compared in lower case.")]
    public static MetadataDocument Read(ReadOnlySpan<byte> utf8)
    {
        var document = new MetadataDocument();
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var broken = new HashSet<string>(StringComparer.Ordinal);
        var reader = new HeaderReader(utf8);
        while (reader.Read())
        {
            var name = Encoding.ASCII.GetString(reader.Name).ToLowerInvariant();
            if (!values.TryGetValue(name, out var list))
                values.Add(name, list = []);
            if (!System.Text.Unicode.Utf8.IsValid(reader.RawValue))
                broken.Add(name);
            list.Add(Encoding.UTF8.GetString(reader.RawValue));
        }
        foreach (var (name, list) in values)
        {
            if (broken.Contains(name) || !document.TryTake(name, list))
                document._unparsed.Add(name, list);
        }
        if (!reader.Body.IsEmpty)
            document.TakeBody(reader.Body);
        return document;
    }

    private bool TryTake(string name, List<string> values)
    {
        switch (MetadataField.Find(name)?.Kind)
        {
            case MetadataFieldKind.Text when values.Count == 1:
                _texts.Add(name, values[0]);
                return true;
            case MetadataFieldKind.List:
                // An import name that is empty says that there is none.
                var isNone = values is [""] && name.StartsWith("import-", StringComparison.Ordinal);
                _lists.Add(name, isNone ? [] : values);
                return true;
            case MetadataFieldKind.Keywords when values.Count == 1:
                _lists.Add(name, values[0].Split(',', StringSplitOptions.TrimEntries));
                return true;
            case MetadataFieldKind.Urls:
                return TryTakeUrls(values);
            default:
                return false;
        }
    }

    private bool TryTakeUrls(List<string> values)
    {
        var labels = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            var comma = value.IndexOf(',', StringComparison.Ordinal);
            var label = (comma < 0 ? value : value[..comma]).Trim();
            if (!labels.Add(label))
            {
                _urls.Clear();
                return false;
            }
            _urls.Add(new(label, comma < 0 ? "" : value[(comma + 1)..].Trim()));
        }
        return true;
    }

    private void TakeBody(ReadOnlySpan<byte> body)
    {
        const string Name = "description";
        var text = Encoding.UTF8.GetString(body);
        if (!System.Text.Unicode.Utf8.IsValid(body))
            _unparsed[Name] = [.. _unparsed.GetValueOrDefault(Name) ?? [], text];
        else if (_texts.Remove(Name, out var field))
            _unparsed.Add(Name, [field, text]);
        else if (_unparsed.TryGetValue(Name, out var fields))
            _unparsed[Name] = [.. fields, text];
        else
            _texts.Add(Name, text);
    }
}
