using System.Runtime.InteropServices;
using System.Text;
using Krait.Storage;

namespace Krait.Pythons;

/// <summary>
/// Facts of installations seen before, one small file for each executable. A record counts only while every file that
/// it rests on is as it was. Losing the cache, or not being able to write it, costs time and nothing else.
/// </summary>
/// <param name="folder">The bucket of the cache, which need not exist; null keeps nothing.</param>
internal sealed class InterpreterCache(string? folder)
{
    /// <summary>The facts of an executable; null when they are unknown or out of date.</summary>
    public PythonFacts? TryGet(string executable)
    {
        if (folder is null || FileContent.ReadIfPossible(PathFor(executable)) is not { } bytes)
        {
            return null;
        }

        var facts = FactsRecord.TryRead(bytes, out var dependencies);
        return facts is not null && dependencies.Hold() ? facts : null;
    }

    public void Put(string executable, PythonFacts facts, FactsDependencies dependencies)
    {
        if (folder is null)
        {
            return;
        }

        try
        {
            using var bucket = DirectoryHandle.OpenOrCreate(folder);
            bucket.ReplaceFile(NameFor(executable), FactsRecord.Write(facts, dependencies));
        }
        catch (StorageException)
        {
            // Read-only or full: the next command looks again.
        }
    }

    private static string NameFor(string executable) =>
        // The processor is a part of the key: emulated and native programs may share a home folder.
        Fingerprint.Text(
            Fingerprint.Hash64(
                Encoding.UTF8.GetBytes(executable),
                (ulong)RuntimeInformation.ProcessArchitecture
            )
        );

    private string PathFor(string executable) => Path.Join(folder, NameFor(executable));
}
