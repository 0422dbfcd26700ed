using System.Data;
using Npgsql;

namespace Mastery.ServiceDefaults;

public sealed partial class DbSession
{
    /// <summary>Runs several queries that all see the database as it is at one moment, so that their rows
    /// agree.</summary>
    /// <remarks>One transaction, REPEATABLE READ and READ ONLY: it waits for no writer and none waits for it. In the
    /// transaction of a write it adds nothing: what must agree there is locked. Ask no peer in it.</remarks>
    /// <param name="read">The queries, through this session.</param>
    public async Task<T> SnapshotAsync<T>(Func<Task<T>> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        if (_transaction is not null)
        {
            return await read();
        }

        await using var opened = await OpenAsync();
        await using var transaction =
            await opened.Connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, call.Cancellation);
        (_connection, _transaction) = (opened, transaction);
        try
        {
            // BEGIN goes out with these, in one round trip.
            await SendAsync([new NpgsqlBatchCommand("SET TRANSACTION READ ONLY"), SetHubCommand()]);
            return await read();
        }
        finally
        {
            (_connection, _transaction) = (null, null);
        }
    }

    NpgsqlBatchCommand SetHubCommand() =>
        new("SELECT set_config('mastery.hub', $1, true), set_config('mastery.bound', $2, true)")
        {
            Parameters = { new() { Value = call.Hub }, new() { Value = _bound } },
        };
}
