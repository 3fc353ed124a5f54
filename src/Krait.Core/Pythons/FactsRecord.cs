using System.Buffers.Binary;
using System.Text;
using Krait.Storage;

namespace Krait.Pythons;

/// <summary>
/// The cache's form of facts: magic, checksum, files they rest on, values. Damaged or foreign bytes are no record.
/// </summary>
internal static class FactsRecord
{
    private const ulong Magic = 0x3230_5954_4b52_5031;
    private const int HeaderSize = 16;

    public static byte[] Write(PythonFacts facts, FactsDependencies dependencies)
    {
        using var memory = new MemoryStream();
        memory.Write(stackalloc byte[HeaderSize]);
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            WriteDependencies(writer, dependencies);
            WriteFacts(writer, facts);
        }

        var bytes = memory.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(
            bytes.AsSpan(8),
            Fingerprint.Hash64(bytes.AsSpan(HeaderSize))
        );
        return bytes;
    }

    public static PythonFacts? TryRead(byte[] bytes, out FactsDependencies dependencies)
    {
        dependencies = new FactsDependencies();
        if (
            bytes.Length < HeaderSize
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8))
                != Fingerprint.Hash64(bytes.AsSpan(HeaderSize))
        )
        {
            return null;
        }

        // The checksum holds, so what follows was written by the code above.
        using var memory = new MemoryStream(bytes, HeaderSize, bytes.Length - HeaderSize);
        using var reader = new BinaryReader(memory, Encoding.UTF8);
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var path = reader.ReadString();
            var identity = new FileIdentity(
                reader.ReadUInt64(),
                reader.ReadUInt64(),
                reader.ReadInt64(),
                reader.ReadInt64(),
                reader.ReadInt64()
            );
            dependencies.Add(path, identity);
        }

        return ReadFacts(reader);
    }

    private static void WriteDependencies(BinaryWriter writer, FactsDependencies dependencies)
    {
        writer.Write(dependencies.Files.Count);
        foreach (var (path, identity) in dependencies.Files)
        {
            writer.Write(path);
            writer.Write(identity.Device);
            writer.Write(identity.Inode);
            writer.Write(identity.Size);
            writer.Write(identity.ModifiedNanoseconds);
            writer.Write(identity.ChangedNanoseconds);
        }
    }

    private static void WriteFacts(BinaryWriter writer, PythonFacts facts)
    {
        writer.Write(facts.Implementation);
        writer.Write(facts.ImplementationVersion);
        writer.Write(facts.Version);
        writer.Write(facts.Executable);
        writer.Write(facts.Prefix);
        writer.Write(facts.StandardLibrary);
        writer.Write(facts.LibraryName);
        writer.Write(facts.AbiFlags);
        writer.Write(facts.ExtensionSuffix);
        writer.Write(facts.IsDebug);
        writer.Write(facts.IsFreeThreaded);
        writer.Write(facts.PointerBytes);
        writer.Write(facts.OsName);
        writer.Write(facts.SystemPlatform);
        writer.Write(facts.Machine);
        writer.Write(facts.SystemVersion);
        writer.Write((int)facts.Libc);
        writer.Write(facts.LibcMajor);
        writer.Write(facts.LibcMinor);
        writer.Write(facts.RefusesManylinux);
        writer.Write(facts.PackagesRefuseManylinux);
        writer.Write(facts.Paths.PureLibrary);
        writer.Write(facts.Paths.PlatformLibrary);
        writer.Write(facts.Paths.Scripts);
        writer.Write(facts.Paths.Include);
        writer.Write(facts.Paths.Data);
        writer.Write(facts.IsStandalone);
    }

    private static PythonFacts ReadFacts(BinaryReader reader) =>
        new()
        {
            Implementation = reader.ReadString(),
            ImplementationVersion = reader.ReadString(),
            Version = reader.ReadString(),
            Executable = reader.ReadString(),
            Prefix = reader.ReadString(),
            StandardLibrary = reader.ReadString(),
            LibraryName = reader.ReadString(),
            AbiFlags = reader.ReadString(),
            ExtensionSuffix = reader.ReadString(),
            IsDebug = reader.ReadBoolean(),
            IsFreeThreaded = reader.ReadBoolean(),
            PointerBytes = reader.ReadInt32(),
            OsName = reader.ReadString(),
            SystemPlatform = reader.ReadString(),
            Machine = reader.ReadString(),
            SystemVersion = reader.ReadString(),
            Libc = (PythonLibc)reader.ReadInt32(),
            LibcMajor = reader.ReadInt32(),
            LibcMinor = reader.ReadInt32(),
            RefusesManylinux = reader.ReadBoolean(),
            PackagesRefuseManylinux = reader.ReadBoolean(),
            Paths = new PythonPaths(
                reader.ReadString(),
                reader.ReadString(),
                reader.ReadString(),
                reader.ReadString(),
                reader.ReadString()
            ),
            IsStandalone = reader.ReadBoolean(),
        };
}
