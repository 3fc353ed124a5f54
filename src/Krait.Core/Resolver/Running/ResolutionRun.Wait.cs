using Krait.Indexes;

namespace Krait.Resolver;

/// <content>Waits for the world, and looks ahead meanwhile.</content>
internal sealed partial class ResolutionRun
{
    private async ValueTask<ProjectCandidates> GetProjectAsync(int project, CancellationToken cancellation)
    {
        if (_projects[project] is { } known)
            return known;
        var answer = await WaitAsync(_provider.GetProjectAsync(_packages.NameOf(project), cancellation))
            .ConfigureAwait(false);
        return _projects[project] ?? Keep(project, answer);
    }

    private ProjectCandidates Keep(int project, ProjectListing listing)
    {
        var allowedYanks = _manifest.AllowedYanksOf(listing.Name);
        ProjectCandidates candidates = new(_input, listing, allowedYanks);
        _projects[project] = candidates;
        return candidates;
    }

    /// <summary>
    /// Waits for an answer. Projects that arrive meanwhile are looked at, so that what they will need is under way.
    /// </summary>
    private async ValueTask<T> WaitAsync<T>(ValueTask<T> wanted)
    {
        if (wanted.IsCompleted)
            return await wanted.ConfigureAwait(false);
        var task = wanted.AsTask();
        while (!task.IsCompleted && _awaited.Count > 0)
        {
            await Task.WhenAny([task, .. _awaited.Select(entry => entry.Task)]).ConfigureAwait(false);
            for (var i = _awaited.Count - 1; i >= 0; i--)
            {
                var (project, range, arrived) = _awaited[i];
                if (!arrived.IsCompleted)
                    continue;
                _awaited.RemoveAt(i);
                // What failed is told when it is asked for.
                if (arrived.IsCompletedSuccessfully)
                {
                    var answer = await arrived.ConfigureAwait(false);
                    PrefetchBest(_projects[project] ?? Keep(project, answer), range);
                }
            }
        }
        return await task.ConfigureAwait(false);
    }
}
