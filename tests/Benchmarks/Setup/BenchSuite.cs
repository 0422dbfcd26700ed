using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mastery.Benchmarks.Load;
using Mastery.Benchmarks.Measuring;
using Mastery.Local;

namespace Mastery.Benchmarks.Setup;

/// <summary>The suite as <c>deploy/Local</c> runs it, of this very build, with a database of its own.</summary>
sealed class BenchSuite : IAsyncDisposable
{
    const int LowestPort = 20_000;
    const int HighestPort = 30_000;
    const string Unlimited = "2000000000";

    readonly Suite _suite;
    readonly Ports _ports;

    BenchSuite(Suite suite, Ports ports, PostgresFacts postgres, string folder, BenchOptions options)
    {
        _suite = suite;
        _ports = ports;
        Postgres = postgres;
        Scratch = Directory.CreateDirectory(Path.Combine(folder, "scratch")).FullName;
        Options = options;
    }

    /// <summary>How much is done.</summary>
    public BenchOptions Options { get; }

    /// <summary>Its database server.</summary>
    public PostgresFacts Postgres { get; }

    /// <summary>A folder for files.</summary>
    public string Scratch { get; }

    /// <summary>The participants service itself.</summary>
    public Uri Service => new($"http://127.0.0.1:{_ports.Of("participants")}");

    /// <summary>The gateway's gRPC side.</summary>
    public Uri Grpc => _suite.Grpc;

    /// <summary>The gateway's REST side.</summary>
    public Uri Rest => _suite.Rest;

    /// <summary>Starts it, from nothing.</summary>
    public static async Task<BenchSuite> StartAsync(BenchOptions options, IProgress<string> progress)
    {
        // The load clients call more often than one address and one client may; the programs inherit this.
        Environment.SetEnvironmentVariable("RateLimits__Address__TokenLimit", Unlimited);
        Environment.SetEnvironmentVariable("RateLimits__Client__TokenLimit", Unlimited);
        Environment.SetEnvironmentVariable("RateLimits__Hub__TokenLimit", Unlimited);
        var folder = Path.Combine(Programs.Checkout, ".local", "benchmarks");
        var ports = FreePorts();
        var suite = await Suite.StartAsync(
            new SuiteOptions { Folder = folder, PortBase = ports.Base, Fresh = true }, progress);
        return new(suite, ports, await PostgresFacts.OfAsync(suite.Postgres.AdminConnectionString), folder, options);
    }

    /// <summary>The services and the gateway: name and process id.</summary>
    public IReadOnlyList<(string Name, int Id)> Processes =>
        [.. _suite.Children.Select(child => (child.Name, child.Id))];

    /// <summary>The service that is measured.</summary>
    public Part ServicePart => Part.Running("service", Process("participants"));

    /// <summary>The gateway.</summary>
    public Part GatewayPart => Part.Running("gateway", Process("gateway"));

    /// <summary>Its database server.</summary>
    public Part PostgresPart => Part.Running("PostgreSQL", Postgres.Process);

    /// <summary>All services.</summary>
    public Part ServicesPart => Part.Running(
        "services", [.. _suite.Children.Where(child => child.Name != "gateway").Select(child => child.Id)]);

    /// <summary>A load client, warm.</summary>
    public async Task<LoadProcess> LoadAsync(LoadSpec spec) =>
        await LoadProcess.StartAsync(spec with { Token = await TokenAsync(), WarmUp = Options.Scale(spec.WarmUp) });

    /// <summary>An arm whose calls a load client makes.</summary>
    public Arm Arm(LoadProcess load, int calls, params IReadOnlyList<Part> parts) =>
        new(Options.Scale(calls), () => load.RunAsync(Options.Scale(calls)), parts);

    /// <summary>A token of the operator, good for ten minutes.</summary>
    public async Task<string> TokenAsync()
    {
        using var http = new HttpClient { BaseAddress = Rest };
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("local-operator:local-only"));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", basic);
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
        using var answer = await http.PostAsync("oauth2/token", form);
        answer.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        return body.RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>Stops it; its data goes.</summary>
    public async ValueTask DisposeAsync()
    {
        await Postgres.DisposeAsync();
        await _suite.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(Scratch)!, recursive: true);
    }

    /// <summary>The process id of a service.</summary>
    public int Process(string name) => _suite.Children.Single(child => child.Name == name).Id;

    static Ports FreePorts()
    {
        while (true)
        {
            var ports = new Ports(RandomNumberGenerator.GetInt32(LowestPort, HighestPort));
            try
            {
                ports.RequireFree();
                return ports;
            }
            catch (SuiteException)
            {
                // Something listens there: try other ports.
            }
        }
    }
}
