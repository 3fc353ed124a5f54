using System.Collections.Concurrent;
using Krait.Indexes;
using Krait.Requirements;
using Krait.Resolver;
using Krait.Sources;
using Krait.Vectors;

namespace Krait.Tests.Resolver;

/// <summary>What is fetched while the resolution waits for something else.</summary>
public class LookAheadTests
{
    private readonly PaperIndex _index = new();

    [Fact]
    public async Task A_chain_is_followed_to_its_end_while_another_package_is_waited_for()
    {
        _index.Add("slow", "1.0", "late");
        _index.Add("late", "1.0");
        _index.Add("chain", "1.0", "link[more]>=1");
        _index.Add(
            "link",
            ["link-1.0-py3-none-any.whl"],
            ["end", "other ; extra == 'more'"],
            extras: ["more"]
        );
        _index.Add("link", "0.1", "wrong");
        _index.Add("other", "1.0");
        _index.Add("end", "1.0", "elsewhere @ https://files.example/elsewhere-1.0-py3-none-any.whl");
        var world = new DistantIndex(_index) { Held = "slow-1.0-py3-none-any.whl" };
        var input = PaperEnvironment.Input(["slow", "chain"]);
        var resolving = new DependencyResolver(world).ResolveAsync(
            input,
            TestContext.Current.CancellationToken
        );
        await world.SeenAsync("end-1.0-py3-none-any.whl", "other-1.0-py3-none-any.whl");
        Assert.False(resolving.IsCompleted);
        Assert.DoesNotContain("wrong", world.Seen, StringComparer.Ordinal);
        Assert.DoesNotContain("elsewhere", world.Seen, StringComparer.Ordinal);
        world.Release();
        await Assert.ThrowsAsync<ResolutionException>(() => resolving.AsTask());
    }

    [Fact]
    public async Task What_fails_and_is_not_needed_is_nobodys_business()
    {
        _index.Add("slow", "1.0", "chain<2");
        _index.Add("chain", "2.0", "broken");
        _index.Add("chain", "1.0");
        var world = new DistantIndex(_index) { Held = "slow-1.0-py3-none-any.whl", Broken = "broken" };
        var resolving = new DependencyResolver(world).ResolveAsync(
            PaperEnvironment.Input(["slow", "chain"]),
            TestContext.Current.CancellationToken
        );
        await world.SeenAsync("broken");
        world.Release();
        var answer = await resolving;
        Assert.Equal(
            ["chain==1.0", "slow==1.0"],
            answer.Packages.Select(p => $"{p.Name}=={p.Version}").Order(StringComparer.Ordinal)
        );
    }

    /// <summary>Answers from a paper index after a while; one file's metadata when told to.</summary>
    private sealed class DistantIndex(PaperIndex index) : IDistributionProvider
    {
        private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ConcurrentDictionary<string, byte> _seen = new(StringComparer.Ordinal);
        private readonly Lock _lock = new();

        public string? Held { get; init; }

        public string? Broken { get; init; }

        public IEnumerable<string> Seen => _seen.Keys;

        public void Release() => _gate.SetResult();

        public async Task SeenAsync(params string[] names)
        {
            while (!names.All(_seen.ContainsKey))
                await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        public void PrefetchProject(PackageName name) => _seen.TryAdd(name.Value, 0);

        public async ValueTask<ProjectListing> GetProjectAsync(
            PackageName name,
            CancellationToken cancellation
        )
        {
            _seen.TryAdd(name.Value, 0);
            await Task.Yield();
            if (name.Value == Broken)
                throw new IndexException("broken");
            lock (_lock)
                return index.GetProjectAsync(name, cancellation).AsTask().Result;
        }

        public void PrefetchMetadata(ProjectFiles project, int file) =>
            _seen.TryAdd(project.FileName(file), 0);

        public async ValueTask<MetadataAnswer> GetMetadataAsync(
            ProjectFiles project,
            int file,
            CancellationToken cancellation
        )
        {
            var name = project.FileName(file);
            _seen.TryAdd(name, 0);
            await Task.Yield();
            if (name == Held)
                await _gate.Task;
            lock (_lock)
                return index.GetMetadataAsync(project, file, cancellation).AsTask().Result;
        }

        public Distribution ReadDirect(Requirement requirement) => index.ReadDirect(requirement);

        public ValueTask<MetadataAnswer> GetMetadataAsync(
            Distribution distribution,
            CancellationToken cancellation
        ) => index.GetMetadataAsync(distribution, cancellation);
    }
}
