using Dapper;
using Npgsql;

namespace Mastery.Participants;

/// <summary>Runs statements without the driver's command timeout: only the deadline of the call ends them.</summary>
static class BulkStatements
{
    public static Task<int> RunAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellation,
        object? parameters = null) => connection.ExecuteAsync(Command(sql, parameters, cancellation));

    public static Task<T> ReadAsync<T>(this NpgsqlConnection connection, string sql, CancellationToken cancellation) =>
        connection.QuerySingleAsync<T>(Command(sql, null, cancellation));

    public static Task<IEnumerable<T>> ListAsync<T>(
        this NpgsqlConnection connection, string sql, CancellationToken cancellation) =>
        connection.QueryAsync<T>(Command(sql, null, cancellation));

    static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellation) =>
        new(sql, parameters, commandTimeout: 0, cancellationToken: cancellation);
}
