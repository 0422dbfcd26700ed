using System.Threading.RateLimiting;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>Opens the connections of a service so that no hub can hold more than half of the pool: whatever one hub
/// waits for, the others find a connection.</summary>
public sealed class HubConnections : IAsyncDisposable
{
    /// <summary>How many calls of one hub may wait for a connection.</summary>
    internal const int QueueLimit = 1000;

    readonly NpgsqlDataSource _database;
    readonly PartitionedRateLimiter<string> _limiter;

    /// <summary>Shares the pool of <paramref name="database"/>.</summary>
    public HubConnections(NpgsqlDataSource database)
    {
        _database = database;
        var options = new ConcurrencyLimiterOptions
        {
            PermitLimit = Share(new NpgsqlConnectionStringBuilder(database.ConnectionString).MaxPoolSize),
            QueueLimit = QueueLimit,
        };
        _limiter = PartitionedRateLimiter.Create<string, string>(
            hub => RateLimitPartition.GetConcurrencyLimiter(hub, _ => options));
    }

    /// <summary>A connection for a call of <paramref name="hub"/>, as soon as one is free within its share.</summary>
    /// <exception cref="ApiError">RESOURCE_EXHAUSTED when too many calls of the hub wait already.</exception>
    internal async ValueTask<HubConnection> OpenAsync(string hub, CancellationToken cancellation)
    {
        var lease = await _limiter.AcquireAsync(hub, permitCount: 1, cancellation);
        try
        {
            return lease.IsAcquired
                ? new HubConnection(await _database.OpenConnectionAsync(cancellation), lease)
                : throw ApiError.TooMany("Too many calls of this hub wait for the database", seconds: 5);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _limiter.DisposeAsync();

    static int Share(int poolSize) => Math.Max(1, poolSize / 2);
}

/// <summary>An open connection and the permit it counts against.</summary>
sealed class HubConnection(NpgsqlConnection connection, RateLimitLease lease) : IAsyncDisposable
{
    public NpgsqlConnection Connection => connection;

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        lease.Dispose();
    }
}
