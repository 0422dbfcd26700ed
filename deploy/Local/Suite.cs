using System.Net;
using Mastery.Postgres;
using Npgsql;

namespace Mastery.Local;

/// <summary>The whole suite, running on this machine: PostgreSQL, four services and the gateway.</summary>
public sealed class Suite : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly SuiteOptions options;
    readonly Ports ports;
    readonly ServiceSettings settings;
    readonly IProgress<string> progress;
    readonly List<Child> children = [];
    FileStream? turn;
    PostgresServer? postgres;

    Suite(SuiteOptions options, IProgress<string> progress)
    {
        this.options = options;
        this.progress = progress;
        ports = new(options.PortBase);
        settings = new(ports, options.Folder);
    }

    /// <summary>The gateway's REST side.</summary>
    public Uri Rest => new($"http://localhost:{ports.Rest}");

    /// <summary>The gateway's gRPC side.</summary>
    public Uri Grpc => new($"http://localhost:{ports.Grpc}");

    /// <summary>The PostgreSQL server in use.</summary>
    public PostgresServer Postgres => postgres!;

    /// <summary>The services and the gateway.</summary>
    public IReadOnlyList<Child> Children => children;

    string Logs => Path.Combine(options.Folder, "logs");

    /// <summary>Starts everything and waits until it is ready. Where it cannot, nothing is left running.</summary>
    /// <param name="options">What to run, and where.</param>
    /// <param name="progress">Told each step, in words for a person.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SuiteException">It cannot start; the message says why and what to do.</exception>
    /// <exception cref="PostgresUnavailableException">There is no PostgreSQL; the message says what to do.</exception>
    public static async Task<Suite> StartAsync(
        SuiteOptions options, IProgress<string> progress, CancellationToken cancellation = default)
    {
        var suite = new Suite(options, progress);
        try
        {
            await suite.StartAsync(cancellation);
            return suite;
        }
        catch
        {
            await suite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes, with a message, when a part of the suite ends by itself.</summary>
    public async Task<string> FailureAsync()
    {
        var ends = children.Select(child => child.Exited).Append(postgres!.Exited).ToList();
        await Task.WhenAny(ends);
        var dead = children.Find(child => child.Exited.IsCompleted);
        return dead is null ? $"PostgreSQL stopped; server.log says why. It was {postgres.Description}." : Ended(dead);
    }

    /// <summary>Stops everything in the reverse order of its start, and waits until it has stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var layer in children.AsEnumerable().Reverse().GroupBy(child => child.Name == "gateway"))
            await Task.WhenAll(layer.Select(child => child.DisposeAsync().AsTask()));
        children.Clear();
        if (postgres is not null)
            await postgres.DisposeAsync();
        turn?.Dispose();
    }

    async Task StartAsync(CancellationToken cancellation)
    {
        TakeTurn();
        ports.RequireFree();
        var server = Server();
        if (options.Fresh)
            await EraseAsync(server, cancellation);
        postgres = await PostgresServer.StartAsync(server, progress, cancellation);
        progress.Report($"{postgres.Description} is up");
        var databases = await MigrateAsync(cancellation);
        foreach (var (name, project) in ServiceSettings.Services)
            children.Add(await Child.StartAsync(
                name, Programs.Of(project), settings.Arguments(name), ServiceSettings.Runtime(databases[name]), Logs));
        children.Add(await Child.StartAsync(
            "gateway", Programs.Of("gateway"), settings.Gateway(), ServiceSettings.Common, Logs));
        await ReadyAsync(cancellation);
    }

    /// <summary>The names of a service's database and roles.</summary>
    public ServiceDatabase Database(string service)
    {
        var names = ServiceDatabase.Of(service);
        return names with { Name = options.DatabasePrefix + names.Name };
    }

    async Task EraseAsync(ServerOptions server, CancellationToken cancellation)
    {
        await PostgresServer.EraseAsync(server, progress, cancellation);
        SigningKeys.Erase(options.Folder);
        progress.Report("What earlier runs kept is wiped");
    }

    ServerOptions Server()
    {
        var folder = Path.Combine(options.Folder, "postgres");
        return new()
        {
            Folder = folder,
            Port = ports.Postgres,
            Temporary = options.Temporary,
            Binaries = options.Binaries ?? Path.Combine(options.Folder, "binaries"),
        };
    }

    /// <summary>One suite per folder: a second start would share its database and its ports.</summary>
    void TakeTurn()
    {
        try
        {
            Directory.CreateDirectory(Logs);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SuiteException($"{Logs} cannot be made: {problem.Message} Choose another place: --folder.");
        }
        try
        {
            turn = new(Path.Combine(options.Folder, "running"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new SuiteException(
                $"The suite is running already from {options.Folder}. Stop that one first (Ctrl-C where it runs).");
        }
    }

    async Task<Dictionary<string, DatabaseAccess>> MigrateAsync(CancellationToken cancellation)
    {
        Dictionary<string, DatabaseAccess> databases = [];
        foreach (var (name, _) in ServiceSettings.Services)
            databases[name] = await DatabaseAsync(Database(name), cancellation);
        await Task.WhenAll(ServiceSettings.Services.Select(service => RunAsync(service, "migrate", databases, cancellation)));
        await RunAsync(ServiceSettings.Services.First(service => service.Name == "access"), "seed-local", databases, cancellation);
        progress.Report("Databases are migrated and seeded");
        return databases;
    }

    async Task<DatabaseAccess> DatabaseAsync(ServiceDatabase database, CancellationToken cancellation)
    {
        var admin = postgres!.AdminConnectionString;
        try
        {
            return await Roles.ApplyAsync(admin, database, RolePasswords.Derived(admin, database), cancellation);
        }
        catch (NpgsqlException problem)
        {
            throw new SuiteException($"The database {database.Name} cannot be made on {postgres.Description}: {problem.Message}");
        }
    }

    async Task RunAsync(
        (string Name, string Project) service, string verb, Dictionary<string, DatabaseAccess> databases, CancellationToken cancellation)
    {
        var child = await Child.StartAsync(
            $"{service.Name}-{verb}", Programs.Of(service.Project), [verb, .. settings.Arguments(service.Name)],
            ServiceSettings.Owner(databases[service.Name]), Logs);
        await using (child)
        {
            await child.Exited.WaitAsync(cancellation);
            if (child.ExitCode != 0)
                throw new SuiteException(Ended(child));
        }
    }

    async Task ReadyAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        foreach (var child in children)
        {
            await ReadyAsync(child, limit.Token, cancellation);
            progress.Report($"{child.Name} is ready");
        }
    }

    async Task ReadyAsync(Child child, CancellationToken limit, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        http.BaseAddress = child.Name == "gateway" ? Rest : new(settings.Address(child.Name));
        while (!await IsReadyAsync(http, child.Name == "gateway" ? HttpVersion.Version11 : HttpVersion.Version20))
        {
            if (children.Find(other => other.Exited.IsCompleted) is { } dead)
                throw new SuiteException(Ended(dead));
            cancellation.ThrowIfCancellationRequested();
            if (limit.IsCancellationRequested)
                throw new SuiteException($"{child.Name} was not ready within {Patience.TotalSeconds:0} s. It said:\n{child.LastWords()}");
            await Task.Delay(100, cancellation);
        }
    }

    static async Task<bool> IsReadyAsync(HttpClient http, Version version)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health/ready")
            {
                Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            using var answer = await http.SendAsync(request);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    static string Ended(Child child) => $"{child.Name} {child.End}. Its last words, from {child.Log}:\n{child.LastWords()}";
}
