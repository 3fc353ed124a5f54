using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Krait.Metadata;

public abstract partial record DirectUrl
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int LargestFile = 1 << 20;

    /// <summary>Reads a direct_url.json. Keys that are not known are passed over.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="directUrl">What was read.</param>
    /// <param name="error">What is wrong, as a clause without a full stop.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> utf8,
        [NotNullWhen(true)] out DirectUrl? directUrl,
        [NotNullWhen(false)] out string? error
    )
    {
        directUrl = null;
        error = null;
        if (utf8.Length > LargestFile)
        {
            error = $"direct_url.json of {utf8.Length} bytes is larger than the {LargestFile} that are read";
            return false;
        }
        try
        {
            var reader = new Utf8JsonReader(utf8);
            using var document = JsonDocument.ParseValue(ref reader);
            if (reader.Read())
                throw new FormatException("something follows the object");
            directUrl = Read(document.RootElement);
            return true;
        }
        catch (JsonException exception)
        {
            error = $"direct_url.json is not JSON: {exception.Message}";
        }
        catch (FormatException exception)
        {
            error = $"direct_url.json: {exception.Message}";
        }
        catch (InvalidOperationException)
        {
            // Found only when the text is asked for.
            error = "direct_url.json: a text is not Unicode";
        }
        return false;
    }

    /// <summary>Writes the file as uv and pip do: one line, no line break at its end.</summary>
    public void Write(IBufferWriter<byte> to)
    {
        using var json = new Utf8JsonWriter(
            to,
            new JsonWriterOptions
            {
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
        json.WriteStartObject();
        json.WriteString("url", Url);
        switch (this)
        {
            case Folder folder:
                json.WriteStartObject("dir_info");
                if (folder.IsEditable is { } isEditable)
                    json.WriteBoolean("editable", isEditable);
                json.WriteEndObject();
                break;
            case Archive archive:
                json.WriteStartObject("archive_info");
                if (archive.Hashes.Count > 0)
                {
                    json.WriteStartObject("hashes");
                    foreach (var (algorithm, value) in archive.Hashes)
                        json.WriteString(algorithm, value);
                    json.WriteEndObject();
                }
                json.WriteEndObject();
                break;
            case Repository repository:
                json.WriteStartObject("vcs_info");
                json.WriteString("vcs", repository.Vcs);
                json.WriteString("commit_id", repository.Commit);
                if (repository.RequestedRevision is not null)
                    json.WriteString("requested_revision", repository.RequestedRevision);
                json.WriteEndObject();
                break;
        }
        if (Subdirectory is not null)
            json.WriteString("subdirectory", Subdirectory);
        json.WriteEndObject();
    }

    private static DirectUrl Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new FormatException("it is no object");
        var url = Text(root, "url") ?? throw new FormatException("`url` is missing");
        var subdirectory = Text(root, "subdirectory");
        var hasFolder = root.TryGetProperty("dir_info", out var folder);
        var hasArchive = root.TryGetProperty("archive_info", out var archive);
        var hasRepository = root.TryGetProperty("vcs_info", out var repository);
        if ((hasFolder ? 1 : 0) + (hasArchive ? 1 : 0) + (hasRepository ? 1 : 0) != 1)
            throw new FormatException("it must have one of `vcs_info`, `archive_info` and `dir_info`");
        if (hasFolder)
            return ReadFolder(url, folder, subdirectory);
        return hasArchive
            ? ReadArchive(url, archive, subdirectory)
            : ReadRepository(url, repository, subdirectory);
    }

    private static Folder ReadFolder(string url, JsonElement info, string? subdirectory)
    {
        if (!IsFolderUrl(url))
            throw new FormatException("`url` of a folder must be an absolute file URL");
        bool? isEditable = null;
        if (Object(info, "dir_info").TryGetProperty("editable", out var editable))
        {
            isEditable = editable.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => throw new FormatException("`dir_info.editable` must be a boolean"),
            };
        }
        return new Folder(url, isEditable, subdirectory);
    }

    private static Archive ReadArchive(string url, JsonElement info, string? subdirectory)
    {
        var hashes = new List<KeyValuePair<string, string>>();
        if (Object(info, "archive_info").TryGetProperty("hashes", out var table))
        {
            foreach (var hash in Object(table, "archive_info.hashes").EnumerateObject())
            {
                if (hash.Value.ValueKind != JsonValueKind.String)
                    throw new FormatException("`archive_info.hashes` must map names to texts");
                hashes.Add(new(hash.Name, hash.Value.GetString()!));
            }
        }
        // The older form, of one hash; where both stand they must agree.
        if (Text(info, "hash") is { } single)
        {
            var equals = single.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new FormatException("`archive_info.hash` must be of the form ALGORITHM=DIGEST");
            var hash = KeyValuePair.Create(single[..equals], single[(equals + 1)..]);
            if (hashes.Count == 0)
                hashes.Add(hash);
            else if (!hashes.Contains(hash))
                throw new FormatException("`archive_info.hash` is not among `archive_info.hashes`");
        }
        return new Archive(url, hashes, subdirectory);
    }

    private static Repository ReadRepository(string url, JsonElement info, string? subdirectory) =>
        new(
            url,
            Text(Object(info, "vcs_info"), "vcs") ?? throw new FormatException("`vcs_info.vcs` is missing"),
            Text(info, "commit_id") ?? throw new FormatException("`vcs_info.commit_id` is missing"),
            Text(info, "requested_revision"),
            subdirectory
        );

    private static bool IsFolderUrl(string url)
    {
        if (!url.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            return false;
        var rest = url.AsSpan("file:".Length);
        if (!rest.StartsWith("//"))
            return rest.StartsWith("/");
        rest = rest[2..];
        if (rest.StartsWith("localhost"))
            rest = rest["localhost".Length..];
        return rest.StartsWith("/");
    }

    private static JsonElement Object(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
            ? element
            : throw new FormatException($"`{name}` must be an object");

    private static string? Text(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : throw new FormatException($"`{name}` must be a text");
    }
}
