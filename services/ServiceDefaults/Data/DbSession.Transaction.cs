using System.Diagnostics;
using Google.Protobuf;
using Npgsql;

namespace Mastery.ServiceDefaults;

public sealed partial class DbSession : IAsyncDisposable
{
    HubConnection? _connection;
    NpgsqlTransaction? _transaction;
    RequestClaim? _claim;
    bool _mayWrite;

    // Whether the transaction's hub still has to be set: that goes out with its first statement, in one round trip.
    bool _hubUnset;

    /// <summary>Whether a transaction is open: then nobody outside the database may be waited for.</summary>
    internal bool InTransaction => _transaction is not null;

    NpgsqlConnection Connection => _connection!.Connection;

    /// <summary>Lets the work at hand write. Its transaction begins at the first write or lock.</summary>
    /// <param name="claim">The request id to claim at the beginning of the transaction.</param>
    internal void AllowWrites(RequestClaim? claim = null) => (_mayWrite, _claim) = (true, claim);

    /// <summary>Appends the change log as the last statement and commits. From here on the request's cancellation
    /// counts no more: a cancelled commit may look done without being so.</summary>
    /// <param name="before">What the pipeline has to do before that, sent along.</param>
    /// <param name="answer">The answer, if it can hold fields that need a scope: the caller's reading of them is
    /// entered in the transaction.</param>
    /// <returns>Whether there was a transaction.</returns>
    internal async Task<bool> CommitAsync(NpgsqlBatchCommand? before = null, IMessage? answer = null)
    {
        if (before is not null)
        {
            await BeginAsync();
        }

        if (_transaction is null)
        {
            return false;
        }

        var pending = _bulk && await ChangeLog.AnyPendingAsync(Connection, call.Cancellation);
        var log = LogCommands(pending, Activity.Current?.TraceId.ToString());
        await SendAsync([.. Given(before), .. ReadCommands(answer), .. log, .. _erasures]);
        try
        {
            await _transaction.CommitAsync(CancellationToken.None);
            return true;
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
        (_connection, _transaction, _claim, _mayWrite, _bulk, _hubUnset) = (null, null, null, false, false, false);
        _otherHub = null;
        _changes.Clear();
        _erasures.Clear();
        if (transaction is not null)
        {
            await transaction.DisposeAsync();
        }

        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>Opens the transaction unless it is open and claims the request id. National writes have a hub too, for
    /// their change log.</summary>
    /// <exception cref="InvalidOperationException">The contract says that the method does not write.</exception>
    /// <exception cref="ApiError">Another call with the request id was committed meanwhile.</exception>
    async Task BeginAsync()
    {
        if (_transaction is not null)
        {
            return;
        }

        if (!_mayWrite)
        {
            throw new InvalidOperationException($"{call.Method} has NO_SIDE_EFFECTS by contract and may not write.");
        }

        _connection = await OpenAsync();
        _transaction = await Connection.BeginTransactionAsync(call.Cancellation);
        _hubUnset = true;
        if (_claim is not null)
        {
            await SendAsync([_claim.Insert()]);
            _claim.RequireHeld();
        }
    }

    async Task SendAsync(List<NpgsqlBatchCommand> commands)
    {
        if (commands.Count > 0)
        {
            await using var batch = new NpgsqlBatch(Connection, _transaction);
            if (TakeHubUnset())
            {
                batch.BatchCommands.Add(SetHubCommand());
            }

            commands.ForEach(batch.BatchCommands.Add);
            await batch.ExecuteNonQueryAsync(call.Cancellation);
        }
    }

    /// <summary>Whether the hub has to be set with the statement at hand.</summary>
    bool TakeHubUnset()
    {
        var unset = _hubUnset;
        _hubUnset = false;
        return unset;
    }

    static IEnumerable<NpgsqlBatchCommand> Given(NpgsqlBatchCommand? command) => command is null ? [] : [command];
}
