using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>Deletes the answers to request ids that are older than seven days, in every hub, also where nobody writes
/// any more. They are not answered from that age on, whether or not they are deleted yet.</summary>
/// <param name="services">Where the database is found when it is needed: a host also starts without one.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
sealed class AnswerExpiry(IServiceProvider services, TimeProvider time, ILogger<AnswerExpiry> log)
    : HourlyWorker("Deleting old answers to request ids", time, log)
{
    /// <summary>How long an answer is kept, in SQL.</summary>
    public const string After = "interval '7 days'";

    /// <summary>Deletes what is too old.</summary>
    /// <returns>The number of answers.</returns>
    public async Task<int> DeleteAsync(CancellationToken cancellation)
    {
        var database = services.GetRequiredService<NpgsqlDataSource>();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var deleted = 0;
        foreach (var hub in await HubsAsync(connection, cancellation))
        {
            await using var batch = new NpgsqlBatch(connection)
            {
                BatchCommands =
                {
                    DbSession.HubCommand(hub),
                    new($"DELETE FROM request WHERE hub_id = $1 AND create_time <= now() - {After}")
                    {
                        Parameters = { new() { Value = hub } },
                    },
                },
            };
            await batch.ExecuteNonQueryAsync(cancellation);
            deleted += batch.BatchCommands[1].RecordsAffected;
        }

        return deleted;
    }

    /// <inheritdoc/>
    protected override Task DoDueAsync(CancellationToken cancellation) => DeleteAsync(cancellation);

    /// <summary>Every hub that has written anything: a request id without a change comes after one with.</summary>
    static async Task<IEnumerable<string>> HubsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var hubs = await connection.ReadAllHubsAsync(
            "SELECT hub_id FROM revision", row => row.GetString(0), [], cancellation);
        return hubs.Append(ResourceName.National).Distinct();
    }
}
