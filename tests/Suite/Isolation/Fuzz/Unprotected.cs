using System.Net;
using Grpc.Net.Client;
using Mastery.Suite.Tests.Running;
using Mastery.Suite.Tests.Writes;
using Mastery.Testing;
using Npgsql;

namespace Mastery.Suite.Tests.Isolation.Fuzz;

/// <summary>More processes of the services that have a database, on the suite's databases, whose protections can be
/// taken away: the conditions of statements by <see cref="PredicateProxy"/>, row-level security by the role that they
/// run as. They share two sessions each, behind PgBouncer in transaction mode, which many calls wait for.</summary>
sealed class Unprotected(RunningSuite suite) : IAsyncDisposable
{
    const string Password = "only-for-these-tests";

    static readonly (string Service, string Project, string Package)[] Services =
    [
        ("participants", "services/Participants", "mastery.participants."),
        ("development-plans", "services/DevelopmentPlans", "mastery.development_plans."),
        ("focus-catalogue", "services/FocusCatalogue", "mastery.focus_catalogue."),
        ("access", "services/Access", "mastery.access."),
    ];

    readonly List<Replica> _replicas = [];
    readonly List<PredicateProxy> _proxies = [];
    readonly List<PgBouncer> _poolers = [];
    readonly Dictionary<string, FuzzTarget> _targets = [];
    readonly List<IDisposable> _clients = [];

    /// <summary>Whether the services' statements keep their conditions on the hub.</summary>
    public bool Conditions
    {
        set => _proxies.ForEach(proxy => proxy.Removes = !value);
    }

    /// <summary>How many statements lost such a condition.</summary>
    public int Removed => _proxies.Sum(proxy => proxy.Removed);

    /// <summary>Whether a method is of one of them.</summary>
    public static bool Has(Contracts.ContractMethod method) => Services.Any(service => $"{method}".StartsWith(
        service.Package, StringComparison.Ordinal));

    /// <summary>Where a call goes.</summary>
    public FuzzTarget Of(FuzzCall call) => _targets[Services.Single(service => $"{call.Method}".StartsWith(
        service.Package, StringComparison.Ordinal)).Service];

    public async Task StartAsync()
    {
        // Errors of statements that were changed belong in no log that is looked at.
        var logs = Directory.CreateDirectory(Path.Combine(suite.Folder, "unprotected")).Name;
        foreach (var (service, project, _) in Services)
        {
            await CreateRoleAsync(service);
            var database = await BehindProxyAsync(service);
            var replica = new Replica(suite, service, project, $"--ConnectionStrings:Database={database}")
            {
                Logs = logs,
            };
            _replicas.Add(replica);
            await replica.StartAsync();
            _targets[service] = Target(replica.Address);
        }
    }

    /// <summary>Lets row-level security bind the services' roles, or not.</summary>
    public async Task SetRowSecurityAsync(bool on)
    {
        foreach (var (service, _, _) in Services)
        {
            await RunAsync(service, $"ALTER ROLE {Role(service)} {(on ? "NOBYPASSRLS" : "BYPASSRLS")}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        foreach (var replica in _replicas)
        {
            await replica.DisposeAsync();
        }

        foreach (var between in _proxies.Cast<IAsyncDisposable>().Concat(_poolers))
        {
            await between.DisposeAsync();
        }

        foreach (var (service, _, _) in Services)
        {
            await RunAsync(service, $"DROP ROLE IF EXISTS {Role(service)}");
        }
    }

    /// <summary>The service's database in its role: through the proxy, then PgBouncer.</summary>
    async Task<NpgsqlConnectionStringBuilder> BehindProxyAsync(string service)
    {
        var direct = new NpgsqlConnectionStringBuilder(suite.Databases.Access(service).Runtime)
        {
            Username = Role(service),
            Password = Password,
        };
        var pooler = await PgBouncer.StartAsync(direct.ConnectionString, connections: 2);
        _poolers.Add(pooler);
        var pooled = new NpgsqlConnectionStringBuilder(pooler.Through(direct.ConnectionString));
        var proxy = new PredicateProxy(pooled.Host!, pooled.Port);
        _proxies.Add(proxy);
        (pooled.Host, pooled.Port, pooled.MaxPoolSize) = ("127.0.0.1", proxy.Port, 4);
        // A statement that is parsed once would keep what was taken from it. The proxy reads no cipher.
        (pooled.MaxAutoPrepare, pooled.SslMode) = (0, SslMode.Disable);
        pooled.GssEncryptionMode = GssEncryptionMode.Disable;
        return pooled;
    }

    /// <summary>A role like the service's own, with the same settings of its sessions.</summary>
    async Task CreateRoleAsync(string service)
    {
        await using var administrator = await suite.Databases.OpenAsync(service, DatabaseRole.Administrator);
        await RoleCopy.CreateAsync(
            administrator, Role(service), Password, suite.Databases.Names(service).Runtime);
    }

    async Task RunAsync(string service, string sql)
    {
        await using var connection = await suite.Databases.OpenAsync(service, DatabaseRole.Administrator);
        await connection.RunAsync(sql);
    }

    // Services of other runs may use the same server.
    string Role(string service) => $"{suite.Databases.Names(service).Name}_unprotected".Replace('-', '_');

    FuzzTarget Target(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address);
        var http = new HttpClient
        {
            BaseAddress = address,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        _clients.AddRange([channel, http]);
        return new(channel.CreateCallInvoker(), http);
    }
}
