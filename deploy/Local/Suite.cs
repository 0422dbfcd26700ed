using System.Net;
using Mastery.Postgres;
using Mastery.Postgres.Processes;
using Npgsql;

namespace Mastery.Local;

/// <summary>The whole suite, running on this machine: PostgreSQL, the services and the gateway.</summary>
public sealed class Suite : IAsyncDisposable
{
    const string TokenIssuer = "access";

    static readonly TimeSpan ReadyTimeout = TimeSpan.FromMinutes(2);

    readonly SuiteOptions _options;
    readonly Ports _ports;
    readonly ServiceSettings _settings;
    readonly IProgress<string> _progress;
    readonly List<Child> _children = [];
    FileLock? _folderLock;
    PostgresServer? _postgres;

    Suite(SuiteOptions options, IProgress<string> progress)
    {
        _options = options;
        _progress = progress;
        _ports = new(options.PortBase);
        _settings = new(_ports, options.Folder);
    }

    /// <summary>The gateway's REST side.</summary>
    public Uri Rest => new($"http://localhost:{_ports.Rest}");

    /// <summary>The gateway's gRPC side.</summary>
    public Uri Grpc => new($"http://localhost:{_ports.Grpc}");

    /// <summary>The PostgreSQL server in use.</summary>
    public PostgresServer Postgres => _postgres!;

    /// <summary>The services and the gateway.</summary>
    public IReadOnlyList<Child> Children => _children;

    string Logs => Path.Combine(_options.Folder, "logs");

    /// <summary>Starts everything and waits until it is ready. Where it cannot, nothing is left running.</summary>
    /// <param name="options">What to run, and where.</param>
    /// <param name="progress">Gets a message for each step.</param>
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

    /// <summary>Completes, with a message, when a part of the suite ends unexpectedly.</summary>
    public async Task<string> FailureAsync()
    {
        var ends = _children.Select(child => child.Exited).Append(_postgres!.Exited).ToList();
        await Task.WhenAny(ends);
        var dead = _children.Find(child => child.Exited.IsCompleted);
        return dead is null ? $"PostgreSQL stopped; server.log says why. It was {_postgres.Description}." : Ended(dead);
    }

    /// <summary>Stops everything in the reverse order of its start, and waits until it has stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var layer in _children.AsEnumerable().Reverse().GroupBy(child => child.Name == "gateway"))
        {
            await Task.WhenAll(layer.Select(child => child.DisposeAsync().AsTask()));
        }

        _children.Clear();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        if (_folderLock is not null)
        {
            await _folderLock.DisposeAsync();
        }
    }

    async Task StartAsync(CancellationToken cancellation)
    {
        var programs = BuiltPrograms();
        LockFolder();
        _ports.RequireFree();
        var server = Server();
        if (_options.Fresh)
        {
            await EraseAsync(server, cancellation);
        }

        _postgres = await PostgresServer.StartAsync(server, _progress, cancellation);
        _progress.Report($"{_postgres.Description} is up");
        var databases = await MigrateAsync(cancellation);
        foreach (var (name, program) in programs)
        {
            _children.Add(await Child.StartAsync(
                name, program, _settings.Arguments(name), ServiceSettings.Runtime(databases.GetValueOrDefault(name)),
                Logs));
        }

        _children.Add(await Child.StartAsync(
            "gateway", Programs.Of("gateway"), _settings.Gateway(), ServiceSettings.Common, Logs));
        await ReadyAsync(cancellation);
    }

    /// <summary>The names of a service's database and roles.</summary>
    public ServiceDatabase Database(string service)
    {
        var names = ServiceDatabase.Of(service);
        return names with { Name = _options.DatabasePrefix + names.Name };
    }

    // Looked up before anything is started, so that a missing build is reported at once.
    static List<(string Name, string Program)> BuiltPrograms()
    {
        _ = Programs.Of("gateway");
        return [.. Programs.Services.Select(service => (service.Name, Programs.Of(service.Project)))];
    }

    async Task EraseAsync(ServerOptions server, CancellationToken cancellation)
    {
        var databases = WithDatabase().Select(service => Database(service.Name));
        await PostgresServer.EraseAsync(server, databases, _progress, cancellation);
        SigningKeys.Erase(_options.Folder);
        _progress.Report("What earlier runs kept is wiped");
    }

    ServerOptions Server()
    {
        var folder = Path.Combine(_options.Folder, "postgres");
        return new()
        {
            Folder = folder,
            Port = _ports.Postgres,
            Temporary = _options.Temporary,
            Binaries = _options.Binaries ?? Path.Combine(_options.Folder, "binaries"),
        };
    }

    /// <summary>One suite per folder: a second start would share its database and its ports.</summary>
    void LockFolder()
    {
        try
        {
            Directory.CreateDirectory(Logs);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SuiteException($"{Logs} cannot be made: {problem.Message} Choose another place: --folder.");
        }
        _folderLock = FileLock.TryAcquire(Path.Combine(_options.Folder, "running")) ?? throw new SuiteException(
            $"The suite is running already from {_options.Folder}. Stop that one first (Ctrl-C where it runs).");
    }

    async Task<Dictionary<string, DatabaseAccess>> MigrateAsync(CancellationToken cancellation)
    {
        Dictionary<string, DatabaseAccess> databases = [];
        foreach (var service in WithDatabase())
        {
            databases[service.Name] = await DatabaseAsync(Database(service.Name), cancellation);
        }

        await Task.WhenAll(WithDatabase().Select(service => RunAsync(service, "migrate", databases, cancellation)));
        await RunAsync(Programs.Service(TokenIssuer), "seed-local", databases, cancellation);
        _progress.Report("Databases are migrated and seeded");
        return databases;
    }

    static IEnumerable<ServiceProject> WithDatabase() => Programs.Services.Where(service => service.HasDatabase);

    async Task<DatabaseAccess> DatabaseAsync(ServiceDatabase database, CancellationToken cancellation)
    {
        var admin = _postgres!.AdminConnectionString;
        try
        {
            return await Roles.ApplyAsync(admin, database, RolePasswords.Derived(admin, database), cancellation);
        }
        catch (NpgsqlException problem)
        {
            throw new SuiteException(
                $"The database {database.Name} cannot be made on {_postgres.Description}: {problem.Message}");
        }
    }

    async Task RunAsync(
        ServiceProject service,
        string verb,
        Dictionary<string, DatabaseAccess> databases,
        CancellationToken cancellation)
    {
        var child = await Child.StartAsync(
            $"{service.Name}-{verb}", Programs.Of(service.Project), [verb, .. _settings.Arguments(service.Name)],
            ServiceSettings.Owner(databases[service.Name]), Logs);
        await using (child)
        {
            await child.Exited.WaitAsync(cancellation);
            if (child.ExitCode != 0)
            {
                throw new SuiteException(Ended(child));
            }
        }
    }

    async Task ReadyAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(ReadyTimeout);
        foreach (var child in _children)
        {
            await ReadyAsync(child, limit.Token, cancellation);
            _progress.Report($"{child.Name} is ready");
        }
    }

    async Task ReadyAsync(Child child, CancellationToken limit, CancellationToken cancellation)
    {
        // Whatever proxy the environment names, it does not reach the programs of this machine.
        using var direct = new SocketsHttpHandler { UseProxy = false };
        using var http = new HttpClient(direct) { Timeout = TimeSpan.FromSeconds(5) };
        http.BaseAddress = child.Name == "gateway" ? Rest : new(_settings.Address(child.Name));
        while (!await IsReadyAsync(http, child.Name == "gateway" ? HttpVersion.Version11 : HttpVersion.Version20))
        {
            if (_children.Find(other => other.Exited.IsCompleted) is { } dead)
            {
                throw new SuiteException(Ended(dead));
            }

            cancellation.ThrowIfCancellationRequested();
            if (limit.IsCancellationRequested)
            {
                throw new SuiteException(
                    $"{child.Name} was not ready within {ReadyTimeout.TotalSeconds:0} s. "
                    + $"Its log ends with:\n{child.LogTail()}");
            }

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

    static string Ended(Child child) =>
        $"{child.Name} {child.End}. The end of its log, {child.Log}:\n{child.LogTail()}";
}
