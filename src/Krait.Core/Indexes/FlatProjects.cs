using Krait.Requirements;
using Krait.Tags;

namespace Krait.Indexes;

/// <summary>Sorts the files of one page into their projects.</summary>
internal sealed class FlatProjects(Uri address)
{
    private readonly Dictionary<PackageName, ProjectBuilder> _projects = [];

    public PageText Text { get; } = new();

    /// <summary>What relative addresses are relative to.</summary>
    public Uri Base { get; set; } = address;

    public void Add(in PageFile file)
    {
        var fileName = Text.Text(file.FileName);
        PackageName name;
        if (WheelFileName.TryParse(fileName, out var wheel))
            name = wheel.Name;
        else if (SourceFileName.TryParse(fileName, out var source))
            name = source.Name;
        else
            return;
        if (!_projects.TryGetValue(name, out var project))
            _projects[name] = project = new ProjectBuilder(name, Text) { Base = Base };
        project.Add(file);
    }

    public Dictionary<PackageName, List<ProjectFiles>> Pack(IndexLocation location)
    {
        var packed = new Dictionary<PackageName, List<ProjectFiles>>();
        foreach (var (name, project) in _projects)
        {
            project.Base = Base;
            if (ProjectFiles.TryOpen(name, location, project.Pack(null, null, 0, 0), null) is not { } files)
                continue;
            files.IsFlat = true;
            packed[name] = [files];
        }
        return packed;
    }
}
