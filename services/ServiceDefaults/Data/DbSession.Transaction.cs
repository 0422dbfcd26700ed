using System.Diagnostics;
using Npgsql;

namespace Mastery.ServiceDefaults;

public sealed partial class DbSession : IAsyncDisposable
{
    NpgsqlConnection? _connection;
    NpgsqlTransaction? _transaction;

    /// <summary>Opens the transaction of a write and sets its hub; national writes have one too, for their change
    /// log.</summary>
    /// <param name="then">What the pipeline has to do next, sent along.</param>
    internal async Task BeginAsync(NpgsqlBatchCommand? then = null)
    {
        _connection = await database.OpenConnectionAsync(call.Cancellation);
        _transaction = await _connection.BeginTransactionAsync(call.Cancellation);
        await SendAsync([SetHubCommand(), .. Given(then)]);
    }

    /// <summary>Appends the change log as the last statement and commits. From here on the request's cancellation
    /// counts no more: a cancelled commit may look done without being so.</summary>
    /// <param name="before">What the pipeline has to do before that, sent along.</param>
    internal async Task CommitAsync(NpgsqlBatchCommand? before = null)
    {
        var pending = _bulk && await ChangeLog.AnyPendingAsync(_connection!, call.Cancellation);
        var log = ChangeLog.Commands(call, _changes, pending, Activity.Current?.TraceId.ToString());
        await SendAsync([.. Given(before), .. log]);
        try
        {
            await _transaction!.CommitAsync(CancellationToken.None);
        }
        catch (Exception exception) when (!PostgresErrors.CommitRefused(exception))
        {
            throw ApiError.OutcomeUnknown();
        }
    }

    /// <summary>Returns the transaction's connection; what was not committed is rolled back.</summary>
    public async ValueTask DisposeAsync()
    {
        var (connection, transaction) = (_connection, _transaction);
        (_connection, _transaction, _bulk) = (null, null, false);
        _changes.Clear();
        if (transaction is not null)
        {
            await transaction.DisposeAsync();
        }

        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    async Task SendAsync(List<NpgsqlBatchCommand> commands)
    {
        if (commands.Count > 0)
        {
            await using var batch = new NpgsqlBatch(_connection, _transaction);
            commands.ForEach(batch.BatchCommands.Add);
            await batch.ExecuteNonQueryAsync(call.Cancellation);
        }
    }

    static IEnumerable<NpgsqlBatchCommand> Given(NpgsqlBatchCommand? command) => command is null ? [] : [command];
}
