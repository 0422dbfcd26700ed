using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>The erasures of every hub. Whoever backs the database up keeps them elsewhere too, and repeats them after a
/// restore, before the service runs: a backup knows nothing of what was erased after it was made.</summary>
/// <param name="database">The database of the service.</param>
/// <param name="services">Says whether the service holds people beside its change log.</param>
/// <param name="units">Units of work, each in one hub.</param>
sealed class ErasureList(NpgsqlDataSource database, IServiceProviderIsService services, HubUnitOfWork units)
{
    /// <summary>Writes each erasure as a line of JSON.</summary>
    public async Task WriteAsync(TextWriter writer, CancellationToken cancellation)
    {
        var erasures = await database.ReadAllHubsAsync(
            """
            SELECT hub_id, subject, revision, actor, reason, erasure_time FROM erasure
            ORDER BY hub_id, erasure_time, subject, revision
            """,
            row => new Erasure(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3),
                row.GetString(4), row.GetDateTime(5)),
            [], cancellation);
        foreach (var erasure in erasures)
        {
            await writer.WriteLineAsync(JsonSerializer.Serialize(erasure));
        }
    }

    /// <summary>Repeats each erasure of such lines; one that is done already changes nothing. What the service holds
    /// beside its log goes first: it is found by the log.</summary>
    /// <returns>The number of personal parts that were emptied.</returns>
    public async Task<long> RepeatAsync(TextReader lines, CancellationToken cancellation)
    {
        var erasures = await VerbInput.ReadAsync<Erasure>(lines, "list-erasures", cancellation);
        if (services.IsService(typeof(IPersonEraser)))
        {
            foreach (var erasure in erasures)
            {
                await units.RunAsync<IPersonEraser>(
                    erasure.Hub, erasure.Actor, eraser => eraser.RepeatAsync(erasure), cancellation);
            }
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        var emptied = 0L;
        foreach (var erasure in erasures)
        {
            emptied += await RepeatAsync(connection, erasure, cancellation);
        }

        return emptied;
    }

    static async Task<long> RepeatAsync(NpgsqlConnection connection, Erasure erasure, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                DbSession.HubCommand(erasure.Hub),
                new("SELECT erase_personal($1, $2, $3, $4, $5, $6)")
                {
                    Parameters =
                    {
                        new() { Value = erasure.Hub },
                        new() { Value = erasure.Subject },
                        new() { Value = erasure.Revision },
                        new() { Value = erasure.Actor },
                        new() { Value = erasure.Reason },
                        new() { Value = erasure.Time },
                    },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return reader.GetInt64(0);
    }
}
