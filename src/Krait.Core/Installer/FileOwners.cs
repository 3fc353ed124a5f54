namespace Krait.Installer;

/// <summary>
/// Which of the distributions that stay lists a file in its RECORD. Their RECORDs are read once, when first needed.
/// </summary>
internal sealed class FileOwners(IReadOnlyList<RecordedFiles> staying)
{
    private Dictionary<(byte Area, string Path), string>? _owners;

    /// <summary>The name of a distribution that lists the file; null when none does.</summary>
    public string? FindOwner(byte area, string path)
    {
        _owners ??= Read();
        return _owners.GetValueOrDefault((area, path));
    }

    private Dictionary<(byte Area, string Path), string> Read()
    {
        var owners = new Dictionary<(byte, string), string>();
        foreach (var files in staying)
        {
            foreach (var place in files.Places)
            {
                _ = owners.TryAdd((place.Area, place.Path), files.Name);
            }
        }

        return owners;
    }
}
