using System.Data.Common;
using Dapper;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>The only way to the database: sets the hub of the call in the round trip of each read, keeps the
/// transaction of a write, and logs every change of a resource.</summary>
/// <remarks>Reads have no explicit transaction: a command with its hub is one implicit one. Writes get theirs from the
/// pipeline, from the method's idempotency level.</remarks>
public sealed partial class DbSession(NpgsqlDataSource database, CallScope call)
{
    const string SetHub = "SELECT set_config('mastery.hub', @mastery_hub, true); ";

    /// <summary>The one row of a query, or null (the zero of a value type) when there is none.</summary>
    public async Task<T?> FindAsync<T>(string sql, object? parameters = null)
    {
        await using var result = await ReadAsync(sql, parameters);
        return await result.Reader.ReadAsync(call.Cancellation)
            ? result.Reader.GetRowParser<T>()(result.Reader)
            : default;
    }

    /// <summary>All rows of a query.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var result = await ReadAsync(sql, parameters);
        List<T> rows = [];
        Func<DbDataReader, T>? parse = null;
        while (await result.Reader.ReadAsync(call.Cancellation))
        {
            rows.Add((parse ??= result.Reader.GetRowParser<T>())(result.Reader));
        }

        return rows;
    }

    /// <summary>One page of a list: adds the filter, the keyset, the order and the limit to the statement.</summary>
    /// <param name="shape">What the list can be filtered and ordered by.</param>
    /// <param name="list">The request's paging fields.</param>
    /// <param name="select"><c>SELECT … FROM …</c>, without WHERE.</param>
    /// <param name="where">The list's own condition; may be empty.</param>
    /// <param name="parameters">The parameters of that condition.</param>
    /// <exception cref="ApiError">INVALID_ARGUMENT for a bad filter, order or token; PERMISSION_DENIED for a filter
    /// over a field that the caller may not see, which would tell its value.</exception>
    public async Task<Page<T>> PageAsync<T>(ListShape shape, ListRequest list, string select, string where,
        object? parameters = null)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(list);
        ListScopes.Require(shape, list, call);
        var page = new PageQuery<T>(
            shape, list, select, where, parameters, oneHub: call is { HubOwned: true, Hub: not "*" });
        return page.Page(await QueryAsync<T>(page.Sql, page.Parameters));
    }

    async Task<Result> ReadAsync(string sql, object? parameters)
    {
        if (_transaction is not null)
        {
            return new Result(null, await _connection!.ExecuteReaderAsync(Command(sql, parameters)));
        }

        var connection = await database.OpenConnectionAsync(call.Cancellation);
        try
        {
            if (!call.HubOwned)
            {
                return new Result(connection, await connection.ExecuteReaderAsync(Command(sql, parameters)));
            }

            var bound = new DynamicParameters(parameters);
            bound.Add("mastery_hub", call.Hub);
            var reader = await connection.ExecuteReaderAsync(Command(SetHub + sql, bound));
            await reader.NextResultAsync(call.Cancellation);
            return new Result(connection, reader);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    CommandDefinition Command(string sql, object? parameters) =>
        new(sql, parameters, _transaction, cancellationToken: call.Cancellation);

    /// <summary>A reader, and the connection to return to the pool after it when it is not the transaction's.</summary>
    readonly record struct Result(NpgsqlConnection? Connection, DbDataReader Reader) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Reader.DisposeAsync();
            if (Connection is not null)
            {
                await Connection.DisposeAsync();
            }
        }
    }
}
