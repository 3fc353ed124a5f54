using System.Text.Json;

namespace Krait.Vectors;

/// <summary>
/// One folder of expected results. A suite yields a <see cref="CaseResult"/> for every case it finds; it never skips
/// one silently. Derive, name the folder, and the suite is found by <see cref="All"/>.
/// </summary>
public abstract class Suite
{
    /// <summary>The suite's folder below the vectors folder, with the part of it in words if there are several, as <c>b-pep508</c>.</summary>
    public abstract string Folder { get; }

    /// <summary>What of the folder this suite holds, as <c>markers</c>; empty if all of it.</summary>
    public virtual string Part => "";

    public string Name => Part.Length == 0 ? Folder : $"{Folder}:{Part}";

    /// <summary>Runs every case below <paramref name="folder"/>, the suite's own folder.</summary>
    public abstract IEnumerable<CaseResult> Run(string folder);

    public static IReadOnlyList<Suite> All { get; } =
    [
        .. typeof(Suite)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Suite)) && !type.IsAbstract)
            .Select(type => (Suite)Activator.CreateInstance(type)!)
            .OrderBy(suite => suite.Name, StringComparer.Ordinal),
    ];

    /// <summary>The rows of a JSON Lines file, numbered from 1.</summary>
    protected static IEnumerable<(int Line, JsonElement Row)> JsonLines(string path)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0)
                continue;
            using var document = JsonDocument.Parse(line);
            yield return (number, document.RootElement.Clone());
        }
    }

    /// <summary>Runs every row of a JSON Lines file as a case named by its <c>id</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="difference">Null where Krait and the row agree.</param>
    /// <param name="exception">Why a difference is meant, where a whole kind of rows is; else null.</param>
    protected static IEnumerable<CaseResult> Each(
        string path,
        Func<JsonElement, string?> difference,
        Func<JsonElement, string?>? exception = null
    ) =>
        JsonLines(path)
            .Select(line =>
                Check(line.Row.GetProperty("id").GetString()!, () => difference(line.Row)) is var result
                && result.Outcome == CaseOutcome.Failed
                && exception?.Invoke(line.Row) is { } reason
                    ? CaseResult.Excepted(result.Id, reason)
                    : result
            );

    /// <summary>Counts every row of a file as one that waits for a room to be built.</summary>
    protected static IEnumerable<CaseResult> Waiting(string path, string reason) =>
        JsonLines(path).Select(line => CaseResult.Waiting(line.Row.GetProperty("id").GetString()!, reason));

    /// <summary>Runs one case; an unexpected exception is a failure of that case, not of the run.</summary>
    protected static CaseResult Check(string id, Func<string?> difference)
    {
        try
        {
            return CaseResult.Of(id, difference());
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return CaseResult.Of(id, $"{exception.GetType().Name}: {exception.Message}");
        }
    }
}
