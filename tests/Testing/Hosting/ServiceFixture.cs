using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Mastery.Testing;

/// <summary>A service for the tests of one class, with the peers it calls.</summary>
public abstract class ServiceFixture : IAsyncLifetime
{
    readonly List<TestService> _peers = [];
    readonly Dictionary<string, string?> _settings = [];
    readonly Lazy<Task<TestService>> _explained;

    /// <summary>A fixture whose service is not started yet.</summary>
    protected ServiceFixture() => _explained = new(StartExplainedAsync);

    /// <summary>The service under test.</summary>
    public TestService Service { get; private set; } = null!;

    /// <inheritdoc cref="TestService.Client"/>
    public TClient Client<TClient>(Token? token = null) where TClient : ClientBase<TClient> =>
        Service.Client<TClient>(token);

    /// <summary>The service once more, on the same database, for <see cref="QueryPlans"/>.</summary>
    public Task<TestService> ExplainedAsync() => _explained.Value;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await StartPeersAsync();
        Service = await StartAsync(_settings);
    }

    /// <summary>Stops all of it.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        IEnumerable<TestService> explained = _explained is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }
            ? [await _explained.Value]
            : [];
        foreach (var service in explained.Append(Service).Concat(_peers).Where(service => service is not null))
        {
            await service.DisposeAsync();
        }
    }

    /// <summary>Starts the service itself.</summary>
    protected abstract Task<TestService> StartAsync(IReadOnlyDictionary<string, string?> settings);

    /// <summary>Starts the services that the service under test calls, by <see cref="StartPeerAsync"/>.</summary>
    protected virtual Task StartPeersAsync() => Task.CompletedTask;

    /// <summary>Starts a peer and gives its address to the service under test and to peers started after it.</summary>
    /// <typeparam name="TPeer">Any public type of the peer's assembly.</typeparam>
    /// <param name="service">The peer's name in kebab-case.</param>
    protected async Task<TestService> StartPeerAsync<TPeer>(string service) where TPeer : class
    {
        var peer = await TestService.StartAsync<TPeer>(service, _settings);
        _peers.Add(peer);
        Configure($"Services:{service}", peer.Address.ToString());
        return peer;
    }

    /// <summary>Gives the service under test a peer that cannot be reached: no program listens on port 1.</summary>
    /// <param name="service">The peer's name in kebab-case.</param>
    protected void ConfigureUnreachablePeer(string service) => Configure($"Services:{service}", "http://127.0.0.1:1");

    async Task<TestService> StartExplainedAsync()
    {
        var explained = await StartAsync(new Dictionary<string, string?>(_settings)
        {
            ["ConnectionStrings:Database"] = await ExplainedRole.CreateAsync(Service.Database),
            ["Logging:LogLevel:Npgsql.Command"] = "Information",
            ["Logging:LogLevel:Npgsql.Connection"] = "Debug",
        });
        // What a service asks once, when it first reaches the database, belongs to no call.
        await using var first = await explained.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        return explained;
    }

    /// <summary>Gives the service under test a configuration value.</summary>
    protected void Configure(string key, string? value) => _settings[key] = value;
}

/// <summary>A service for the tests of one class; a subclass per service gives the name and the peers.</summary>
/// <typeparam name="TEntry">Any public type of the service's assembly.</typeparam>
/// <param name="service">The service's name in kebab-case.</param>
public abstract class ServiceFixture<TEntry>(string service) : ServiceFixture where TEntry : class
{
    /// <inheritdoc/>
    protected override Task<TestService> StartAsync(IReadOnlyDictionary<string, string?> settings) =>
        TestService.StartAsync<TEntry>(service, settings);
}
