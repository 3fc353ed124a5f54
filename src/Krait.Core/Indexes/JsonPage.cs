using System.Text.Json;
using Krait.Http;

namespace Krait.Indexes;

/// <summary>Reads project pages in JSON (PEP 691, 700, 714, 792; versions 1.x). Unknown members are skipped.</summary>
internal static class JsonPage
{
    /// <summary>Hands every file of the page to <paramref name="add"/>.</summary>
    /// <exception cref="HttpFailureException">The page is no JSON, or of a version that is not known.</exception>
    public static void Read(ReadOnlySpan<byte> page, PageText text, ProjectBuilder? project, AddPageFile add)
    {
        var reader = new Utf8JsonReader(
            page,
            new JsonReaderOptions { CommentHandling = JsonCommentHandling.Disallow }
        );
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw new HttpFailureException("the page's JSON is no object");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("files"u8))
                    ReadFiles(ref reader, text, add);
                else if (reader.ValueTextEquals("meta"u8))
                    ReadMeta(ref reader);
                else if (reader.ValueTextEquals("project-status"u8))
                    ReadStatus(ref reader, project);
                else
                    Skip(ref reader);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new HttpFailureException("the page is not valid JSON");
        }
    }

    private static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private static void ReadMeta(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isVersion = reader.ValueTextEquals("api-version"u8);
            reader.Read();
            if (isVersion && reader.TokenType == JsonTokenType.String)
                PageVersion.Check(reader.GetString());
            else
                reader.Skip();
        }
    }

    private static void ReadStatus(ref Utf8JsonReader reader, ProjectBuilder? project)
    {
        reader.Read();
        if (project is null || reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isStatus = reader.ValueTextEquals("status"u8);
            var isReason = reader.ValueTextEquals("reason"u8);
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                reader.Skip();
            else if (isStatus)
                project.Status = PageVersion.StatusOf(reader.GetString());
            else if (isReason)
                project.StatusReason = reader.GetString();
        }
    }

    private static void ReadFiles(ref Utf8JsonReader reader, PageText text, AddPageFile add)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new HttpFailureException("the page's `files` is no list");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }
            var file = ReadFile(ref reader, text);
            add(file);
        }
    }

    private static PageFile ReadFile(ref Utf8JsonReader reader, PageText text)
    {
        var file = new PageFile();
        // Three names of one thing, of which the newest counts (PEP 714).
        var metadataRank = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("filename"u8))
                file.FileName = ReadText(ref reader, text);
            else if (reader.ValueTextEquals("url"u8))
                file.Address = ReadText(ref reader, text);
            else if (reader.ValueTextEquals("hashes"u8))
                ReadHashes(ref reader, text, ref file);
            else if (reader.ValueTextEquals("requires-python"u8))
                file.RequiresPython = ReadText(ref reader, text);
            else if (reader.ValueTextEquals("size"u8))
                file.Size =
                    reader.Read()
                    && reader.TokenType == JsonTokenType.Number
                    && reader.TryGetInt64(out var size)
                        ? size
                        : -1;
            else if (reader.ValueTextEquals("upload-time"u8))
                file.UploadTime = UploadTimeText.Read(text[ReadText(ref reader, text)]);
            else if (reader.ValueTextEquals("yanked"u8))
                ReadYanked(ref reader, text, ref file);
            else if (reader.ValueTextEquals("core-metadata"u8))
                ReadMetadata(ref reader, text, ref file, 3, ref metadataRank);
            else if (reader.ValueTextEquals("data-dist-info-metadata"u8))
                ReadMetadata(ref reader, text, ref file, 2, ref metadataRank);
            else if (reader.ValueTextEquals("dist-info-metadata"u8))
                ReadMetadata(ref reader, text, ref file, 1, ref metadataRank);
            else
                Skip(ref reader);
        }
        return file;
    }

    private static TextSlice ReadText(ref Utf8JsonReader reader, PageText text)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return default;
        }
        if (!reader.ValueIsEscaped)
            return text.Add(reader.ValueSpan);
        var written = reader.CopyString(text.Room(reader.ValueSpan.Length));
        return text.Commit(written);
    }

    private static void ReadHashes(ref Utf8JsonReader reader, PageText text, ref PageFile file)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        string? others = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSha256 = reader.ValueTextEquals("sha256"u8);
            var name = isSha256 ? "sha256" : reader.GetString();
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                reader.Skip();
            else if (isSha256 && !reader.ValueIsEscaped && IsSha256(reader.ValueSpan))
                file.Sha256 = text.Add(reader.ValueSpan);
            else if (FileHash.TryCreate(name, reader.GetString(), out var hash))
                others = others is null ? hash.ToString() : $"{others} {hash}";
        }
        if (others is not null)
            file.OtherHashes = text.Add(System.Text.Encoding.UTF8.GetBytes(others));
    }

    internal static bool IsSha256(ReadOnlySpan<byte> digits)
    {
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit))
                return false;
        }
        return digits.Length == 64;
    }

    private static void ReadYanked(ref Utf8JsonReader reader, PageText text, ref PageFile file)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.True)
        {
            file.Flags |= ProjectLayout.Yanked;
        }
        else if (reader.TokenType is JsonTokenType.String)
        {
            file.Flags |= ProjectLayout.Yanked;
            file.YankReason = text.OneLine(text.Add(System.Text.Encoding.UTF8.GetBytes(reader.GetString()!)));
        }
        else
        {
            reader.Skip();
        }
    }

    private static void ReadMetadata(
        ref Utf8JsonReader reader,
        PageText text,
        ref PageFile file,
        int rank,
        ref int best
    )
    {
        reader.Read();
        var counts = rank > best;
        best = Math.Max(rank, best);
        if (counts)
        {
            file.Flags &= unchecked((byte)~ProjectLayout.HasMetadata);
            file.MetadataSha256 = default;
        }
        if (counts && reader.TokenType is JsonTokenType.True)
            file.Flags |= ProjectLayout.HasMetadata;
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        if (counts)
            file.Flags |= ProjectLayout.HasMetadata;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (counts && reader.ValueTextEquals("sha256"u8))
                file.MetadataSha256 = ReadText(ref reader, text);
            else
                Skip(ref reader);
        }
    }
}
