using System.Text;
using Krait.Storage;

namespace Krait.Installer;

/// <summary>
/// Finds how what is staged comes into the tree: a name that the tree does not have is renamed into it as a whole, however
/// much lies below; a folder that both have is entered. Files and links in the way go to the trash first; a link to a folder
/// is entered only if it stays inside the environment, else it is replaced.
/// </summary>
internal sealed class PlacementPlanner(
    TransactionArea area,
    byte number,
    string? scriptsFolder,
    SwitchPlan plan,
    FileOwners owners
)
{
    public void Plan() => Visit(area.Stage, area.Root, "", isLinked: false);

    private void Visit(DirectoryHandle stage, DirectoryHandle tree, string path, bool isLinked)
    {
        var present = new Dictionary<string, EntryKind>(StringComparer.Ordinal);
        foreach (var (name, kind) in tree.ReadEntries())
        {
            present[name] = kind;
        }

        // A link may lead to the scripts folder by another name, where the interpreter lies.
        var isScripts = isLinked && CanonicalPath.Of(tree) == scriptsFolder;
        foreach (var (name, kind) in stage.ReadEntries())
        {
            var inner = path.Length == 0 ? name : $"{path}/{name}";
            if (isScripts && ReservedNames.IsInterpreter(Encoding.UTF8.GetBytes(name)))
            {
                throw new DistributionException(
                    $"Scripts must not use the reserved name `python`, got: `{name}`"
                )
                {
                    ExitCode = 2,
                };
            }

            if (!present.TryGetValue(name, out var there) || plan.IsRemoved(number, inner))
            {
                plan.Place(number, inner);
            }
            else if (kind == EntryKind.Directory)
            {
                PlaceFolder(stage, tree, name, inner, there, isLinked);
            }
            else
            {
                PlaceFile(tree, name, inner, there);
            }
        }
    }

    private void PlaceFolder(
        DirectoryHandle stage,
        DirectoryHandle tree,
        string name,
        string inner,
        EntryKind there,
        bool isLinked
    )
    {
        var isLink = there == EntryKind.SymbolicLink;
        if (isLink || there == EntryKind.Directory)
        {
            using var child = PresentFolder.Open(tree, name, followLinks: isLink);
            if (
                child is not null
                && (!isLink || CanonicalPath.Below(area.Path, CanonicalPath.Of(child)) is not null)
            )
            {
                using var staged = stage.OpenDirectory(name);
                Visit(staged, child, inner, isLinked || isLink);
                return;
            }
        }

        plan.Remove(number, inner);
        plan.Place(number, inner);
    }

    private void PlaceFile(DirectoryHandle tree, string name, string inner, EntryKind there)
    {
        if (there == EntryKind.Directory)
        {
            throw new EnvironmentException(
                $"`{tree.PathOf(name)}` is a folder where a file is to be installed"
            )
            {
                Hints = ["Remove the folder, if it is not needed, and run the command again"],
                ExitCode = 2,
            };
        }

        if (there == EntryKind.File && owners.FindOwner(number, inner) is { } owner)
        {
            plan.Warn($"`{tree.PathOf(name)}` belongs to `{owner}` too; it is overwritten");
        }

        plan.Remove(number, inner);
        plan.Place(number, inner);
    }
}
