using Krait.Indexes;

namespace Krait.Resolver;

/// <content>Waits for the world, and looks ahead meanwhile.</content>
internal sealed partial class ResolutionRun
{
    private async ValueTask<ProjectCandidates> GetProjectAsync(int project, CancellationToken cancellation)
    {
        if (_projects[project] is not { } candidates)
        {
            var answer = await WaitAsync(_provider.GetProjectAsync(_packages.NameOf(project), cancellation))
                .ConfigureAwait(false);
            candidates = _projects[project] ?? Keep(project, answer);
        }
        WarnOfMissingDates(candidates);
        return candidates;
    }

    /// <summary>
    /// Files without an upload date are left out under <c>--exclude-newer</c>, which nobody expects. Told of the projects that
    /// are decided on, not of those that are only looked at, so that it is the same each time.
    /// </summary>
    private void WarnOfMissingDates(ProjectCandidates project)
    {
        if (ReleaseReader.CutoffOf(_input, project.Name) is not { } cutoff || !_dated.Add(project.Name))
            return;
        string? last = null;
        var others = -1;
        foreach (var files in project.Readers.Where(r => r.Cutoff is not null).Select(r => r.Files))
        {
            for (var file = 0; file < files.FileCount; file++)
            {
                if (files.UploadTime(file) is not null)
                    continue;
                last = files.FileName(file);
                others++;
            }
        }
        if (last is null)
            return;
        var what =
            others == 0
                ? $"`{last}` is"
                : $"`{last}` and {others} more {(others == 1 ? "file" : "files")} of `{project.Name}` are";
        var text = $"{what} missing an upload date, but user provided: {ExplanationHints.Timestamp(cutoff)}";
        _progress?.Report(new KraitEvent.Warning(text, []));
    }

    private ProjectCandidates Keep(int project, ProjectListing listing)
    {
        var candidates = Foreseen(listing);
        _projects[project] = candidates;
        return candidates;
    }

    /// <summary>
    /// Waits for an answer. What was asked for ahead of need and arrives meanwhile is looked at, so that what it will need is
    /// under way.
    /// </summary>
    private async ValueTask<T> WaitAsync<T>(ValueTask<T> wanted)
    {
        if (wanted.IsCompleted)
            return await wanted.ConfigureAwait(false);
        var task = wanted.AsTask();
        await _arrivals.WaitAsync(task).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }
}
