using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>What background work reads over all hubs, to go on in each hub by itself.</summary>
public static class AllHubs
{
    /// <summary>Every row of a query over the rows of all hubs, in one round trip.</summary>
    /// <param name="connection">A connection; the hub is set for this query only.</param>
    /// <param name="sql">The query; its parameters are <c>$1</c> and so on.</param>
    /// <param name="row">Reads the current row.</param>
    /// <param name="parameters">The values of the parameters, in their order.</param>
    /// <param name="cancellation">Cancels it.</param>
    public static async Task<IReadOnlyList<T>> ReadAllHubsAsync<T>(this NpgsqlConnection connection, string sql,
        Func<NpgsqlDataReader, T> row, object[] parameters, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(parameters);
        var query = new NpgsqlBatchCommand(sql);
        query.Parameters.AddRange(
            parameters.Select(value => new NpgsqlParameter { Value = value }).ToArray());
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { DbSession.HubCommand("*"), query },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>The same over a connection of the pool.</summary>
    /// <inheritdoc cref="ReadAllHubsAsync{T}(NpgsqlConnection, string, Func{NpgsqlDataReader, T}, object[],
    /// CancellationToken)"/>
    public static async Task<IReadOnlyList<T>> ReadAllHubsAsync<T>(this NpgsqlDataSource database, string sql,
        Func<NpgsqlDataReader, T> row, object[] parameters, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ReadAllHubsAsync(sql, row, parameters, cancellation);
    }
}
