using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Krait.Tests.Archives;

/// <summary>Makes archives with the base library's writers, to be read or broken by the tests.</summary>
internal static class ArchiveForge
{
    /// <summary>A ZIP of these members; those whose name ends in a slash are folders.</summary>
    public static byte[] Zip(params (string Name, byte[] Content)[] members) =>
        Zip(CompressionLevel.Optimal, members);

    public static byte[] Zip(CompressionLevel level, params (string Name, byte[] Content)[] members)
    {
        using var memory = new MemoryStream();
        Write(memory, level, members);
        return memory.ToArray();
    }

    /// <summary>A ZIP written to a stream that cannot seek, with descriptors behind the data.</summary>
    public static byte[] ZipStreamed(params (string Name, byte[] Content)[] members)
    {
        using var memory = new MemoryStream();
        using (var forward = new ForwardStream(memory))
            Write(forward, CompressionLevel.Optimal, members);
        return memory.ToArray();
    }

    /// <summary>A <c>.tar.gz</c> as this writer's format has it.</summary>
    public static byte[] TarGz(TarEntryFormat format, params (string Name, byte[] Content)[] members) =>
        TarGz([.. members.Select(member => Entry(format, member.Name, member.Content))]);

    /// <summary>A <c>.tar.gz</c> of these entries.</summary>
    public static byte[] TarGz(params TarEntry[] entries)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Pax))
        {
            foreach (var entry in entries)
                tar.WriteEntry(entry);
        }
        return memory.ToArray();
    }

    private static TarEntry Entry(TarEntryFormat format, string name, byte[] content)
    {
        var kind = name.EndsWith('/') ? TarEntryType.Directory : TarEntryType.RegularFile;
        TarEntry entry =
            format == TarEntryFormat.Gnu ? new GnuTarEntry(kind, name) : new PaxTarEntry(kind, name);
        if (kind == TarEntryType.RegularFile)
            entry.DataStream = new MemoryStream(content);
        return entry;
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static void Write(Stream to, CompressionLevel level, (string Name, byte[] Content)[] members)
    {
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, content) in members)
        {
            using var entry = zip.CreateEntry(name, level).Open();
            entry.Write(content);
        }
    }

    private sealed class ForwardStream(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) =>
            inner.Write(buffer, offset, count);
    }
}
