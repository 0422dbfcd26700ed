using System.Diagnostics;
using Npgsql;

namespace Mastery.ServiceDefaults;

public sealed partial class DbSession : IAsyncDisposable
{
    NpgsqlConnection? _connection;
    NpgsqlTransaction? _transaction;

    /// <summary>The transaction's connection, for the pipeline's own statements.</summary>
    internal NpgsqlConnection Connection => _connection!;

    /// <summary>Opens the transaction of a write and sets its hub; national writes have one too, for their change log.</summary>
    internal async Task BeginAsync()
    {
        _connection = await database.OpenConnectionAsync(call.Cancellation);
        _transaction = await _connection.BeginTransactionAsync(call.Cancellation);
        await using var command = new NpgsqlCommand("SELECT set_config('mastery.hub', $1, true)", _connection);
        command.Parameters.Add(new() { Value = call.Hub });
        await command.ExecuteNonQueryAsync(call.Cancellation);
    }

    /// <summary>Appends the change log as the last statement and commits. From here on the request's cancellation counts no
    /// more: a cancelled commit may look done without being so.</summary>
    internal async Task CommitAsync()
    {
        await ChangeLog.AppendAsync(_connection!, call, _changes, _bulk, Activity.Current?.TraceId.ToString(), call.Cancellation);
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
}
