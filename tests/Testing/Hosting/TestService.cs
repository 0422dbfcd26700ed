using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using Mastery.ServiceDefaults;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mastery.Testing;

/// <summary>
/// A service inside the test process: its own <c>Program</c>, a real port, its own real database, real tokens.
/// </summary>
public sealed class TestService : IAsyncDisposable
{
    static readonly ConcurrentQueue<TestService> Started = [];

    readonly RunningProgram _program;
    readonly TestDatabase? _database;
    readonly HttpMessageInvoker _connections = new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true });

    readonly ConcurrentDictionary<string, GrpcChannel> _channels = new();
    readonly Lazy<Task> _disposal;

    TestService(RunningProgram program, TestDatabase? database, CapturedLogs logs)
    {
        _program = program;
        _database = database;
        Logs = logs;
        Services = program.Host.Services;
        var addresses = Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        Address = new(addresses.Addresses.Single());
        _disposal = new(StopAndDropAsync);
    }

    /// <summary>Where it listens, HTTP/2 only.</summary>
    public Uri Address { get; }

    /// <summary>Its database, for direct access.</summary>
    /// <exception cref="InvalidOperationException">It has no migrations, and so no database.</exception>
    public TestDatabase Database =>
        _database ?? throw new InvalidOperationException("This service has no database.");

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
        var database = HasMigrations(typeof(TEntry).Assembly) ? await TestDatabase.CreateAsync<TEntry>(service) : null;
        var all = await TestIssuer.SettingsAsync();
        all["ConnectionStrings:Database"] = database?.ConnectionString;
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
        {
            all[key] = value;
        }

        var logs = new CapturedLogs();
        try
        {
            var program = await RunningProgram.StartAsync(typeof(TEntry).Assembly, Arguments<TEntry>(all), host => host
                .ConfigureLogging(logging => logging.ClearProviders().AddProvider(logs))
                .ConfigureServices(services =>
                {
                    LeaveHourlyWork(services);
                    configure?.Invoke(services);
                }));
            var started = new TestService(program, database, logs);
            Started.Enqueue(started);
            return started;
        }
        catch
        {
            await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    /// <summary>Stops every service that this process started and fails if any of them, while it ran or stopped, logged
    /// an error that no test expected. For the last test of an assembly.</summary>
    public static async Task StopAllQuietlyAsync()
    {
        await Task.WhenAll(Started.Select(service => service._disposal.Value));
        CapturedLogs.AssertNoUnexpectedErrors(Started.Select(service => service.Logs));
    }

    /// <summary>A gRPC client of the service.</summary>
    /// <typeparam name="TClient">The client generated from the contract.</typeparam>
    /// <param name="token">What it may do; everything when left out.</param>
    public TClient Client<TClient>(Token? token = null) where TClient : ClientBase<TClient> =>
        (TClient)Activator.CreateInstance(typeof(TClient), Channel(TestIssuer.Sign(token ?? new())))!;

    /// <summary>A channel that sends this written token, or none, with every call.</summary>
    public GrpcChannel Channel(string? token) =>
        _channels.GetOrAdd(
            token ?? "", _ => GrpcChannel.ForAddress(Address, new() { HttpHandler = new Bearer(token, _connections) }));

    /// <summary>An HTTP client of the service's REST side; what its gateway would call.</summary>
    /// <param name="token">What it may do; everything when left out.</param>
    public HttpClient Http(Token? token = null) => Http(TestIssuer.Sign(token ?? new()));

    /// <summary>An HTTP client that sends this written token, or none.</summary>
    public HttpClient Http(string? token) => new(new Bearer(token, _connections))
    {
        BaseAddress = Address,
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>Stops it like a signal: it drains first.</summary>
    public Task StopAsync() => _program.StopAsync();

    /// <summary>Stops it and drops its database. Never throws, because an exception here would fail every test of a
    /// fixture; failures are in the log.</summary>
    public async ValueTask DisposeAsync() => await _disposal.Value;

    /// <summary>Leaves work that is due once an hour to the tests, which find its worker by its type: the hour begins
    /// at random, and would end while a test looks at what is due.</summary>
    static void LeaveHourlyWork(IServiceCollection services)
    {
        foreach (var worker in services.Where(service => service.ServiceType == typeof(IHostedService)
            && service.ImplementationType?.IsAssignableTo(typeof(HourlyWorker)) == true).ToList())
        {
            services.Remove(worker);
            services.AddSingleton(worker.ImplementationType!);
        }
    }

    async Task StopAndDropAsync()
    {
        foreach (var channel in _channels.Values)
        {
            channel.Dispose();
        }

        _connections.Dispose();

        try
        {
            await StopAsync();
            await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (Exception failure)
        {
            Logs.Add(new(LogLevel.Error, nameof(TestService), $"{Address} did not stop as it should.", failure));
        }
    }

    static bool HasMigrations(Assembly program) =>
        program.GetManifestResourceNames().Any(name => name.EndsWith(".sql", StringComparison.Ordinal));

    // The process is the test's, so the program gets the name of its assembly.
    static string[] Arguments<TEntry>(IEnumerable<KeyValuePair<string, string?>> settings) =>
    [
        "run", "--urls=http://127.0.0.1:0", "--environment=Development",
        $"--applicationName={typeof(TEntry).Assembly.GetName().Name}",
        .. settings.Where(setting => setting.Value is not null).Select(setting => $"--{setting.Key}={setting.Value}"),
    ];

    // Every token uses the same connections: one for each token, thousands in a minute, reach the limit of open files.
    sealed class Bearer(string? token, HttpMessageInvoker connections) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            return connections.SendAsync(request, cancellationToken);
        }
    }
}
