using Krait.Requirements;
using Krait.Storage;

namespace Krait.Indexes;

/// <content>Indexes that lie in a folder.</content>
public sealed partial class IndexClient
{
    // A static copy of an index holds NAME/index.html (or index.json); without one, the files of the folder are the page.
    private ProjectFiles? ReadLocal(IndexLocation index, PackageName name)
    {
        var folder = Path.Join(index.Url.LocalPath, name.Value);
        foreach (
            var (file, type) in (ReadOnlySpan<(string, string)>)
                [("index.html", "text/html"), ("index.json", "application/json")]
        )
        {
            var path = Path.Join(folder, file);
            if (FileContent.TryRead(path, LongestPage) is not { } page)
                continue;
            var text = new PageText();
            var address = IndexLocation.FileUrl(path);
            var project = new ProjectBuilder(name, text) { Base = address };
            ReadLocalPage(page, address, type, text, project, (in PageFile one) => project.Add(one));
            return ProjectFiles.TryOpen(name, index, project.Pack(null, null, Now, 0), null);
        }
        if (Directory.Exists(folder))
        {
            var text = new PageText();
            var project = new ProjectBuilder(name, text) { Base = IndexLocation.FileUrl(folder + "/") };
            FolderPage.Read(folder, text, (in PageFile one) => project.Add(one));
            return ProjectFiles.TryOpen(name, index, project.Pack(null, null, Now, 0), null);
        }
        return Directory.Exists(index.Url.LocalPath)
            ? null
            : throw new IndexException($"The index does not exist: {index}");
    }

    internal static Uri ReadLocalPage(
        byte[] page,
        Uri address,
        string type,
        PageText text,
        ProjectBuilder? project,
        AddPageFile add
    )
    {
        try
        {
            return ReadPage(page, address, type, text, project, add);
        }
        catch (Http.HttpFailureException e)
        {
            throw new IndexException($"Failed to read: {address.LocalPath}", new KraitException(e.Message));
        }
    }
}
