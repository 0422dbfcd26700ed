using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>What tells a log from what a restore made of it: whoever followed it further than the backup would
/// otherwise take the revisions that come next for those that it has seen.</summary>
static class FeedEpoch
{
    /// <summary>Gives the log of every hub another epoch, in the owner's name, because the service's own role cannot
    /// write the log.</summary>
    /// <returns>The number of logs.</returns>
    public static async Task<int> RenewAsync(string owner, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(DatabaseSetup.WithEncoding(owner));
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var hubs = await connection.ReadAllHubsAsync(
            "SELECT hub_id FROM revision ORDER BY hub_id", row => row.GetString(0), [], cancellation);
        foreach (var hub in hubs)
        {
            await using var batch = new NpgsqlBatch(connection, transaction)
            {
                BatchCommands =
                {
                    DbSession.HubCommand(hub),
                    new("UPDATE revision SET epoch = gen_random_uuid() WHERE hub_id = $1")
                    {
                        Parameters = { new() { Value = hub } },
                    },
                },
            };
            await batch.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return hubs.Count;
    }
}
