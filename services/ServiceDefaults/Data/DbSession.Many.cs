using Mastery.Contracts;
using Npgsql;

namespace Mastery.ServiceDefaults;

public sealed partial class DbSession
{
    /// <summary>Writes many resources with one statement, and logs each as CREATED or as UPDATED.</summary>
    /// <param name="rows">Each as it was read, null for one that is new, and as it shall be.</param>
    /// <param name="sql">The statement. It writes a row only at the revision at which it was read, and returns those
    /// that it wrote.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <returns>The rows as the database has them, in the order given.</returns>
    /// <exception cref="ApiError">ALREADY_EXISTS when one that is new did not come back, ABORTED when another did not;
    /// FAILED_PRECONDITION when what they refer to is not there.</exception>
    public async Task<IReadOnlyList<T>> WriteManyAsync<T>(
        IReadOnlyList<(T? Before, T After)> rows, string sql, object parameters) where T : class, IResource
    {
        ArgumentNullException.ThrowIfNull(rows);
        var saved = (await WrittenAsync<T>(sql, parameters)).ToDictionary(row => row.Name);
        List<T> written = [];
        foreach (var (before, after) in rows)
        {
            if (!saved.TryGetValue(after.Name, out var row))
            {
                throw before is null
                    ? ApiError.AlreadyExists(ResourceTypes.Naming(after.Name), after.Name)
                    : Conflict(before);
            }

            Log(before is null ? ChangeKind.Created : ChangeKind.Updated, before, row);
            written.Add(row);
        }

        return written;
    }

    async Task<IReadOnlyList<T>> WrittenAsync<T>(string sql, object parameters)
    {
        await BeginAsync();
        try
        {
            return await QueryAsync<T>(sql, parameters);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            throw PostgresErrors.ForeignKey(exception);
        }
        catch (PostgresException exception) when (call.Bound is not null && PostgresErrors.RowRefused(exception))
        {
            throw ApiError.Bound();
        }
    }
}
