using Dapper;
using Mastery.Contracts;
using Npgsql;

namespace Mastery.ServiceDefaults;

public sealed partial class DbSession
{
    readonly List<Change> _changes = [];
    bool _bulk;

    /// <summary>Inserts a resource and logs it as CREATED.</summary>
    /// <param name="row">The row, whose properties are the parameters.</param>
    /// <param name="sql"><c>INSERT … ON CONFLICT DO NOTHING RETURNING …</c>.</param>
    /// <returns>The row as the database has it.</returns>
    /// <exception cref="ApiError">ALREADY_EXISTS when no row came back; FAILED_PRECONDITION when what it refers to is
    /// not there.</exception>
    public async Task<T> InsertAsync<T>(T row, string sql) where T : class, IResource
    {
        ArgumentNullException.ThrowIfNull(row);
        return await TryInsertAsync(row, sql)
            ?? throw ApiError.AlreadyExists(ResourceTypes.Naming(row.Name), row.Name);
    }

    /// <summary>Inserts a resource and logs it as CREATED, unless another stands in its way.</summary>
    /// <returns>The row as the database has it, or null when none came back.</returns>
    /// <inheritdoc cref="InsertAsync"/>
    public async Task<T?> TryInsertAsync<T>(T row, string sql) where T : class, IResource
    {
        ArgumentNullException.ThrowIfNull(row);
        if (IsBound)
        {
            // For policies by which a resource is seen by its parts, which are not there yet.
            await ExecuteAsync("SELECT set_config('mastery.creating', @Name, true)", new { row.Name });
        }

        var saved = await WriteAsync<T>(sql, row, row.Name);
        if (saved is not null)
        {
            Log(ChangeKind.Created, null, saved);
        }

        return saved;
    }

    /// <summary>Updates a resource and logs it as UPDATED with the paths that changed. Nothing is written when nothing
    /// changed.</summary>
    /// <param name="before">The row as it was read, at whose revision the statement aims.</param>
    /// <param name="after">The row as it shall be, whose properties are the parameters.</param>
    /// <param name="sql"><c>UPDATE … SET …, revision = revision + 1, update_time = now() WHERE hub_id = @HubId AND id =
    /// @Id AND revision = @Revision RETURNING …</c>.</param>
    /// <param name="kind">What the log says happened.</param>
    /// <param name="others">Parameters of the statement that are no properties of the row.</param>
    /// <exception cref="ApiError">ABORTED when the row is no longer what it was.</exception>
    public async Task<T> UpdateAsync<T>(T before, T after, string sql, ChangeKind kind = ChangeKind.Updated,
        IReadOnlyDictionary<string, object?>? others = null)
        where T : class, IResource
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (MessageDiff.Paths(before.ToProto(), after.ToProto()).Count == 0)
        {
            return before;
        }

        var saved = await WriteAsync<T>(sql, Parameters(after, others), after.Name) ?? throw Conflict(before);
        Log(kind, before, saved);
        return saved;
    }

    /// <summary>Deletes a resource and logs it as DELETED.</summary>
    /// <param name="row">The row as it was read, at whose revision the statement aims.</param>
    /// <param name="sql"><c>DELETE … WHERE hub_id = @HubId AND id = @Id AND revision = @Revision</c>.</param>
    /// <exception cref="ApiError">ABORTED when the row is no longer what it was; FAILED_PRECONDITION HAS_CHILDREN when
    /// others depend on it.</exception>
    public async Task DeleteAsync<T>(T row, string sql) where T : class, IResource
    {
        ArgumentNullException.ThrowIfNull(row);
        if (await ExecuteAsync(sql, row, row.Name) == 0)
        {
            throw Conflict(row);
        }

        Log(ChangeKind.Deleted, row, null);
    }

    /// <summary>Runs a statement that writes parts of a resource, whose change the resource's own write logs.</summary>
    /// <returns>The number of rows.</returns>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) => ExecuteAsync(sql, parameters, null);

    /// <summary>Runs a bulk write on the call's transaction: COPY into a temporary table, one merge. Its changes are
    /// logged by a statement of its own that begins with <see cref="ChangeLog.BulkSql"/>.</summary>
    public async Task BulkAsync(Func<NpgsqlConnection, NpgsqlTransaction, CancellationToken, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        await BeginAsync();
        if (!_bulk)
        {
            await SendAsync([new NpgsqlBatchCommand(ChangeLog.OpenPending)]);
            _bulk = true;
        }

        await work(Connection, _transaction!, call.Cancellation);
    }

    /// <summary>Logs a change that the methods above do not: a merge, a move, a change of a resource written as part of
    /// another.</summary>
    public void Log(ChangeKind kind, IResource? before, IResource? after)
    {
        if (_transaction is null)
        {
            throw new InvalidOperationException("A change is logged in the transaction that makes it: write first.");
        }

        _changes.Add(new Change(Hub, (after ?? before)!.Name, kind, before?.ToProto(), after?.ToProto()));
    }

    static object Parameters(object row, IReadOnlyDictionary<string, object?>? others)
    {
        if (others is null)
        {
            return row;
        }

        var parameters = SqlParameters.From(row);
        foreach (var (name, value) in others)
        {
            parameters.Add(name, value);
        }

        return parameters;
    }

    async Task<T?> WriteAsync<T>(string sql, object parameters, string subject)
    {
        await BeginAsync();
        try
        {
            return await FindAsync<T>(sql, parameters);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            throw PostgresErrors.ForeignKey(exception, subject);
        }
        catch (PostgresException exception) when (call.Bound is not null && PostgresErrors.RowRefused(exception))
        {
            throw ApiError.Bound();
        }
    }

    async Task<int> ExecuteAsync(string sql, object? parameters, string? subject)
    {
        await BeginAsync();
        try
        {
            return await Connection.ExecuteAsync(TakeHubUnset()
                ? Command(SetHub + sql, WithHub(parameters))
                : Command(sql, parameters));
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            throw PostgresErrors.ForeignKey(exception, subject);
        }
        catch (PostgresException exception) when (call.Bound is not null && PostgresErrors.RowRefused(exception))
        {
            throw ApiError.Bound();
        }
    }

    static ApiError Conflict(IResource row) => ApiError.Conflict(ResourceTypes.Naming(row.Name), row.Name);
}
