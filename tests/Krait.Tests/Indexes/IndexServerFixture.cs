namespace Krait.Tests.Indexes;

/// <summary>One server for all tests of a class.</summary>
public sealed class IndexServerFixture : IAsyncLifetime
{
    public IndexServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await IndexServer.StartAsync(secure: true);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
