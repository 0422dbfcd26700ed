using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mastery.Testing;

/// <summary>
/// A service run inside the test process as it runs everywhere: its own <c>Program</c>, a real port, a real database of
/// its own, real tokens.
/// </summary>
public sealed class TestService : IAsyncDisposable
{
    readonly IAsyncDisposable _factory;
    readonly ConcurrentDictionary<string, GrpcChannel> _channels = new();

    TestService(IAsyncDisposable factory, TestDatabase database, CapturedLogs logs, IServiceProvider services)
    {
        _factory = factory;
        Database = database;
        Logs = logs;
        Services = services;
        var addresses = services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        Address = new(addresses.Addresses.First());
    }

    /// <summary>Where it listens, HTTP/2 only.</summary>
    public Uri Address { get; }

    /// <summary>Its database, for looking behind it.</summary>
    public TestDatabase Database { get; }

    /// <summary>What it logged.</summary>
    public CapturedLogs Logs { get; }

    /// <summary>What its program registered.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Starts a service.</summary>
    /// <typeparam name="TEntry">Any public type of the service's assembly.</typeparam>
    /// <param name="service">Its name in kebab-case.</param>
    /// <param name="settings">Configuration beyond database and tokens, for example a peer's address.</param>
    /// <param name="configure">Replaces registrations, for example the clock.</param>
    public static async Task<TestService> StartAsync<TEntry>(
        string service,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? configure = null)
        where TEntry : class
    {
        var database = await TestDatabase.CreateAsync<TEntry>(service);
        var all = await TestIssuer.SettingsAsync();
        all["ConnectionStrings:Database"] = database.ConnectionString;
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
        {
            all[key] = value;
        }

        var logs = new CapturedLogs();
        var factory = new Factory<TEntry>(all, logs, configure);
        factory.UseKestrel(0);
        factory.StartServer();
        return new(factory, database, logs, factory.Services);
    }

    /// <summary>A gRPC client of the service.</summary>
    /// <typeparam name="TClient">The client generated from the contract.</typeparam>
    /// <param name="token">What it may do; everything when left out.</param>
    public TClient Client<TClient>(Token? token = null) where TClient : ClientBase<TClient> =>
        (TClient)Activator.CreateInstance(typeof(TClient), Channel(TestIssuer.Sign(token ?? new())))!;

    /// <summary>A channel that sends this written token, or none, with every call.</summary>
    public GrpcChannel Channel(string? token) =>
        _channels.GetOrAdd(
            token ?? "", _ => GrpcChannel.ForAddress(Address, new() { HttpHandler = new Bearer(token) }));

    /// <summary>An HTTP client of the service's REST side; what its gateway would call.</summary>
    /// <param name="token">What it may do; everything when left out.</param>
    public HttpClient Http(Token? token = null) => Http(TestIssuer.Sign(token ?? new()));

    /// <summary>An HTTP client that sends this written token, or none.</summary>
    public HttpClient Http(string? token) => new(new Bearer(token))
    {
        BaseAddress = Address,
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>Stops it, drops its database, and fails if it logged an error that no test expected.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels.Values)
        {
            channel.Dispose();
        }

        await _factory.DisposeAsync();
        await Database.DisposeAsync();
        Logs.AssertNoUnexpectedErrors();
    }

    sealed class Bearer(string? token) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            return base.SendAsync(request, cancellationToken);
        }
    }

    sealed class Factory<TEntry>(
        Dictionary<string, string?> settings, CapturedLogs logs, Action<IServiceCollection>? configure)
        : WebApplicationFactory<TEntry>
        where TEntry : class
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(logs));
            if (configure is not null)
            {
                builder.ConfigureServices(configure);
            }
        }
    }
}
