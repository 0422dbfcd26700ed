using System.Data.Common;
using Dapper;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>The only way to the database: sets the hub of the call in the round trip of each read, keeps the
/// transaction of a write, and logs every change of a resource.</summary>
/// <remarks>Reads have no explicit transaction: a command with its hub is one implicit one. The transaction of a method
/// that may write begins at its first write or lock, and reads from then on are part of it. Before it begins no
/// connection is held: this is when peers are asked.</remarks>
public sealed partial class DbSession(
    HubConnections connections, CallScope call, ReadCoalescer coalescer, IBoundRows? boundRows = null)
{
    const string SetHub = """
        SELECT set_config('mastery.hub', @mastery_hub, true), set_config('mastery.bound', @mastery_bound, true);

        """;

    // PostgreSQL expects row-level security to hide nearly all rows of a list over all hubs, and would rather read and
    // sort the whole table than the first rows of an index in the list's order.
    const string SetHubForIndex = """
        SELECT set_config('mastery.hub', @mastery_hub, true), set_config('mastery.bound', @mastery_bound, true),
            set_config('enable_sort', 'off', true), set_config('enable_incremental_sort', 'off', true),
            set_config('max_parallel_workers_per_gather', '0', true);

        """;

    string? _bound;

    /// <summary>Whether the caller is bound to a school or a trust, so that others' rows are hidden.</summary>
    public bool IsBound => call.Bound is not null;

    /// <summary>The one row of a query, or null (the zero of a value type) when there is none.</summary>
    public Task<T?> FindAsync<T>(string sql, object? parameters = null) =>
        FindAsync<T>(sql, parameters, inHub: call.InHub);

    /// <summary>The row of a hub with an id, or null when there is none. Calls of a hub that read at the same time
    /// share a statement.</summary>
    /// <param name="sql">A query of the rows of <c>@hub</c> whose ids are in <c>@ids</c>.</param>
    /// <param name="hub">The id of the hub.</param>
    /// <param name="id">The id of the row.</param>
    /// <param name="idOf">The id of a row.</param>
    public async Task<T?> FindAsync<T>(string sql, string hub, Guid id, Func<T, Guid> idOf) where T : class
    {
        return _transaction is null && call.InHub && call.Bound is null
            ? await coalescer.FindAsync(new(sql, call.Hub, hub), id, idOf, ReadAsync)
            : (await ReadAsync([id])).SingleOrDefault();

        Task<IReadOnlyList<T>> ReadAsync(Guid[] ids) => QueryAsync<T>(sql, new { hub, ids });
    }

    /// <summary>The one row of a query that locks it (<c>FOR NO KEY UPDATE</c> or a weaker lock) until the end of the
    /// transaction, which begins here if it has not yet.</summary>
    /// <remarks>Locks are taken in one order: hub, school, department, person, group, application, enrolment; a plan
    /// before its parts.</remarks>
    /// <returns>The row, or null (the zero of a value type) when there is none.</returns>
    public async Task<T?> LockAsync<T>(string sql, object? parameters = null)
    {
        await BeginAsync();
        return await FindAsync<T>(sql, parameters);
    }

    /// <summary>All rows of a query that locks them, in the order of the rows' keys.</summary>
    /// <inheritdoc cref="LockAsync"/>
    /// <returns>The rows as they are once they are locked. What the query reads beside them is as it was before a wait
    /// for a lock: read that in a second statement.</returns>
    public async Task<IReadOnlyList<T>> LockAllAsync<T>(string sql, object? parameters = null)
    {
        await BeginAsync();
        return await QueryAsync<T>(sql, parameters);
    }

    /// <summary>All rows of a query.</summary>
    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        QueryAsync<T>(sql, parameters, inHub: call.InHub);

    /// <summary>One page of a list: adds the filter, the keyset, the order and the limit to the statement.</summary>
    /// <param name="shape">What the list can be filtered and ordered by.</param>
    /// <param name="list">The request's paging fields.</param>
    /// <param name="select"><c>SELECT … FROM …</c>, without WHERE.</param>
    /// <param name="where">The list's own condition; may be empty.</param>
    /// <param name="parameters">The parameters of that condition.</param>
    /// <exception cref="ApiError">INVALID_ARGUMENT for a bad filter, order or token; PERMISSION_DENIED for a filter
    /// over a field that the caller may not see, which would tell its value.</exception>
    public Task<Page<T>> PageAsync<T>(ListShape shape, ListRequest list, string select, string where,
        object? parameters = null)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(list);
        return PageAsync<T>(shape, list, select, where, parameters, call.InHub);
    }

    /// <param name="shape">As above, and so on.</param>
    /// <param name="list">The request's paging fields.</param>
    /// <param name="select">The statement up to its condition.</param>
    /// <param name="where">The list's own condition.</param>
    /// <param name="parameters">The parameters of that condition.</param>
    /// <param name="inHub">Whether it reads rows of a hub, or of the pipeline's own tables, which national calls
    /// have too.</param>
    internal async Task<Page<T>> PageAsync<T>(ListShape shape, ListRequest list, string select, string where,
        object? parameters, bool inHub)
    {
        ListScopes.Require(shape, list, call);
        var page = new PageQuery<T>(shape, list, select, where, parameters, oneHub: inHub && call.Hub != "*");
        var rows = await QueryAsync<T>(page.Sql, page.Parameters, inHub,
            byIndex: inHub && call.Hub == "*" && (list.Filter.Length == 0 || list.OrderBy.Length > 0));
        call.PageTokenAfter = count => page.TokenAfter(rows[count - 1]);
        return page.Page(rows);
    }

    /// <param name="sql">The query.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="inHub">Whether it reads rows of a hub, or of the pipeline's own tables, which national calls
    /// have too.</param>
    internal async Task<T?> FindAsync<T>(string sql, object? parameters, bool inHub)
    {
        await using var result = await ReadAsync(sql, parameters, inHub);
        return await result.Reader.ReadAsync(call.Cancellation)
            ? EnumColumns.RowParser<T>(result.Reader)(result.Reader)
            : default;
    }

    /// <param name="sql">The query.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="inHub">As above.</param>
    /// <param name="beyondBound">Whether a bound caller sees what the pipeline gives to nobody else: the log of its own
    /// answers.</param>
    /// <param name="byIndex">Whether the first rows of an index in the query's order are all that it needs. A sort is
    /// used only where there is no such index.</param>
    internal async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, bool inHub,
        bool beyondBound = false, bool byIndex = false)
    {
        await using var result = await ReadAsync(sql, parameters, inHub, beyondBound, byIndex);
        List<T> rows = [];
        Func<DbDataReader, T>? parse = null;
        while (await result.Reader.ReadAsync(call.Cancellation))
        {
            rows.Add((parse ??= EnumColumns.RowParser<T>(result.Reader))(result.Reader));
        }

        return rows;
    }

    async Task<Result> ReadAsync(string sql, object? parameters, bool inHub, bool beyondBound = false,
        bool byIndex = false)
    {
        if (_transaction is not null)
        {
            return new Result(null, await ReadAsync(Connection, sql, parameters, TakeHubUnset()));
        }

        var opened = await OpenAsync();
        try
        {
            return new Result(opened, await ReadAsync(opened.Connection, sql, parameters, inHub, beyondBound, byIndex));
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection. What a bound caller may see is found out before: that may ask another service.</summary>
    async ValueTask<HubConnection> OpenAsync()
    {
        _bound ??= call.Bound is null ? ""
            : boundRows is null ? call.Bound
            : await boundRows.FindAsync(call);
        return await connections.OpenAsync(call.Hub, call.Cancellation);
    }

    async Task<DbDataReader> ReadAsync(NpgsqlConnection connection, string sql, object? parameters, bool setHub,
        bool beyondBound = false, bool byIndex = false)
    {
        if (!setHub)
        {
            return await connection.ExecuteReaderAsync(Command(sql, parameters));
        }

        var reader = await connection.ExecuteReaderAsync(
            Command((byIndex ? SetHubForIndex : SetHub) + sql, WithHub(parameters, beyondBound)));
        await reader.NextResultAsync(call.Cancellation);
        return reader;
    }

    SqlParameters WithHub(object? parameters, bool beyondBound = false)
    {
        var all = SqlParameters.From(parameters);
        all.Add("mastery_hub", call.Hub);
        all.Add("mastery_bound", beyondBound ? "" : _bound);
        return all;
    }

    CommandDefinition Command(string sql, object? parameters) =>
        new(sql, SqlParameters.Of(parameters), _transaction, cancellationToken: call.Cancellation);

    /// <summary>A reader, and the connection to return to the pool after it when it is not the transaction's.</summary>
    readonly record struct Result(HubConnection? Opened, DbDataReader Reader) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Reader.DisposeAsync();
            if (Opened is not null)
            {
                await Opened.DisposeAsync();
            }
        }
    }
}
