using System.Net;
using System.Text;
using System.Text.Json;

namespace Krait.TestKit;

/// <summary>Writes the pages of a <see cref="PackageIndex"/> (Simple repository API 1.1, JSON and HTML).</summary>
internal static class SimplePages
{
    public const string JsonType = "application/vnd.pypi.simple.v1+json";

    public static byte[] Json(PackageIndex index, string project)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            var files = index.FilesOf(project);
            writer.WriteStartObject();
            writer.WriteStartObject("meta");
            writer.WriteString("api-version", "1.1");
            writer.WriteEndObject();
            writer.WriteString("name", project);
            writer.WriteStartArray("versions");
            foreach (var version in files.Select(f => f.File.Version).Distinct(StringComparer.Ordinal))
                writer.WriteStringValue(version);
            writer.WriteEndArray();
            writer.WriteStartArray("files");
            foreach (var (file, options) in files)
                WriteFile(writer, file, options);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

    public static byte[] Html(PackageIndex index, string project)
    {
        var text = new StringBuilder("<!DOCTYPE html>\n<html><body>\n");
        foreach (var (file, options) in index.FilesOf(project))
        {
            text.Append($"<a href=\"../../files/{Uri.EscapeDataString(file.FileName)}");
            var hash = options.Sha256 ?? file.Sha256;
            text.Append(hash.Length > 0 ? $"#sha256={hash}\"" : "\"");
            if (options.RequiresPython is { } python)
                text.Append($" data-requires-python=\"{WebUtility.HtmlEncode(python)}\"");
            if (options.Yanked is { } reason)
                text.Append($" data-yanked=\"{WebUtility.HtmlEncode(reason)}\"");
            if (options.PublishesMetadata)
                text.Append(" data-core-metadata=\"true\"");
            text.Append($">{WebUtility.HtmlEncode(file.FileName)}</a><br/>\n");
        }
        return Encoding.UTF8.GetBytes(text.Append("</body></html>\n").ToString());
    }

    private static void WriteFile(Utf8JsonWriter writer, WheelFile file, IndexFileOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("filename", file.FileName);
        writer.WriteString("url", $"../../files/{Uri.EscapeDataString(file.FileName)}");
        writer.WriteStartObject("hashes");
        var hash = options.Sha256 ?? file.Sha256;
        if (hash.Length > 0)
            writer.WriteString("sha256", hash);
        writer.WriteEndObject();
        writer.WriteNumber("size", file.Bytes.Length);
        writer.WriteString("upload-time", options.UploadTime);
        if (options.RequiresPython is { } python)
            writer.WriteString("requires-python", python);
        if (options.Yanked is { } reason)
        {
            if (reason.Length == 0)
                writer.WriteBoolean("yanked", true);
            else
                writer.WriteString("yanked", reason);
        }
        writer.WriteBoolean("core-metadata", options.PublishesMetadata);
        writer.WriteEndObject();
    }
}
