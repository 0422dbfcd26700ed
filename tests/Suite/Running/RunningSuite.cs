using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Mastery.Cli.Connection;
using Mastery.Local;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

[assembly: AssemblyFixture(typeof(RunningSuite))]
// Run one after another, because some compare the databases before and after.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Mastery.Suite.Tests.Running;

/// <summary>The whole suite as <c>deploy/Local</c> runs it, in a folder and on ports of its own, once for all
/// tests.</summary>
public sealed class RunningSuite : IAsyncLifetime
{
    /// <summary>The hub of <see cref="HubClient"/>.</summary>
    public const string Hub = "yorkshire-and-the-humber";

    /// <summary>The hub of <see cref="OtherHubClient"/>.</summary>
    public const string OtherHub = "south-yorkshire";

    public const string Operator = "local-operator";
    public const string HubClient = "local-hub";
    public const string OtherHubClient = "local-other-hub";

    const string Secret = "local-only";

    // In milliseconds.
    const long TokenAge = 5 * 60 * 1000;

    readonly string _folder = Directory.CreateTempSubdirectory("mastery-suite-").FullName;
    readonly int _portBase = FreePorts.Take(Ports.Count)[0];
    readonly ConcurrentDictionary<string, (long Asked, Task<string> Token)> _tokens = new();
    readonly ConcurrentDictionary<string, ApiClients> _clients = new();
    Local.Suite? _suite;

    /// <summary>The gateway's REST side.</summary>
    public Uri Rest => _suite!.Rest;

    /// <summary>The gateway's gRPC side.</summary>
    public Uri Grpc => _suite!.Grpc;

    /// <summary>A channel to the gateway that sends no token by itself.</summary>
    public GrpcChannel Channel { get; private set; } = null!;

    /// <summary>A client of the gateway's REST side that sends no token by itself.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>Direct access to the services' databases.</summary>
    public Databases Databases { get; private set; } = null!;

    /// <summary>Writes tokens with the suite's own signing key.</summary>
    public SuiteTokens Tokens { get; private set; } = null!;

    /// <summary>Where everything listens.</summary>
    public Ports Ports => new(_portBase);

    /// <summary>The settings of each program.</summary>
    internal ServiceSettings Settings => new(Ports, _folder);

    /// <summary>The folder of this run.</summary>
    public string Folder => _folder;

    /// <summary>The typed clients as a user of the suite has them.</summary>
    public ApiClients As(string client) =>
        _clients.GetOrAdd(client, _ => ApiClients.Connect(Grpc, tokenEndpoint: null, client, Secret));

    /// <summary>Calls with a token.</summary>
    public CallInvoker Invoker(string token) => Channel.Intercept(metadata =>
    {
        metadata.Add("authorization", $"Bearer {token}");
        return metadata;
    });

    /// <summary>A token of a client, issued by the suite, with five of its ten minutes left at least.</summary>
    public Task<string> TokenAsync(string client) => _tokens.AddOrUpdate(
        client,
        name => (Environment.TickCount64, AskAsync(name)),
        (name, known) => Environment.TickCount64 - known.Asked < TokenAge
            ? known
            : (Environment.TickCount64, AskAsync(name))).Token;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // The server's user, which is not root, must be able to enter the folder.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                _folder, File.GetUnixFileMode(_folder) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        _suite = await Local.Suite.StartAsync(
            new()
            {
                Folder = _folder,
                PortBase = _portBase,
                Temporary = true,
                Binaries = Path.Combine(Programs.Checkout, ".local", "binaries"),
                DatabasePrefix = TestServer.Prefix,
            },
            new Diagnostics());
        Channel = GrpcChannel.ForAddress(
            Grpc, new() { HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true } });
        Http = new() { BaseAddress = Rest };
        Databases = new(_suite);
        Tokens = new(Rest, _folder);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            await client.DisposeAsync();
        }

        Http?.Dispose();
        Channel?.Dispose();
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Stops everything once, so that the logs are complete.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _suite, null) is not { } running)
        {
            return;
        }

        await Databases.DisposeAsync();
        await running.DisposeAsync();
    }

    async Task<string> AskAsync(string client)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client,
            ["client_secret"] = Secret,
        });
        using var answer = await Http.PostAsync(new Uri("/oauth2/token", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return body.GetProperty("access_token").GetString()!;
    }

    sealed class Diagnostics : IProgress<string>
    {
        public void Report(string value) => TestContext.Current.SendDiagnosticMessage(value);
    }
}
