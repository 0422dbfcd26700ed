using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>What is to be delivered, and by whom. Each statement is a transaction of its own, and nothing of the
/// database is held in between. Leases go by the database's clock, which all replicas share.</summary>
/// <param name="services">Where the database is found when it is needed: a host also starts without one.</param>
/// <param name="collection">What the service serves.</param>
sealed class WebhookQueue(IServiceProvider services, WebhookCollection collection)
{
    /// <summary>How long a deliverer has a webhook for itself: longer than the longest request by far.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    readonly Guid _holder = Guid.NewGuid();

    NpgsqlDataSource Database => services.GetRequiredService<NpgsqlDataSource>();

    string Columns => WebhookStore.ColumnsOf(collection.Name);

    /// <summary>The webhooks of all hubs that have something to deliver and that nobody delivers, those that have
    /// waited longest first.</summary>
    public Task<IReadOnlyList<(string Hub, Guid Id)>> DueAsync(DateTime now, CancellationToken cancellation) =>
        Database.ReadAllHubsAsync($"""
            SELECT w.hub_id, w.id FROM webhook w LEFT JOIN revision r ON r.hub_id = w.hub_id
            WHERE NOT w.disabled AND (w.lease_end_time IS NULL OR w.lease_end_time <= clock_timestamp())
                AND ((w.next_attempt_time IS NULL OR w.next_attempt_time <= $1)
                        AND (r.epoch IS DISTINCT FROM w.epoch OR r.revision <> w.place_revision
                            OR w.place_ordinal <> {WebhookRow.Whole})
                    OR EXISTS (SELECT FROM webhook_dead_letter d
                        WHERE d.hub_id = w.hub_id AND d.webhook_id = w.id AND d.replaying))
            ORDER BY w.last_delivery_time NULLS FIRST
            """, row => (row.GetString(0), row.GetGuid(1)), [now], cancellation);

    /// <summary>Takes a webhook for as long as a lease.</summary>
    /// <returns>It; null where another has it.</returns>
    public Task<WebhookRow?> ClaimAsync(string hub, Guid id, CancellationToken cancellation) =>
        RunAsync<WebhookRow>(hub, $"""
            UPDATE webhook SET lease_holder = $3, lease_end_time = clock_timestamp() + $4
            WHERE hub_id = $1 AND id = $2 AND NOT disabled
                AND (lease_end_time IS NULL OR lease_end_time <= clock_timestamp())
            RETURNING {Columns}
            """, cancellation, hub, id, _holder, Lease);

    /// <summary>Keeps how far the deliveries of a webhook are, and begins its lease anew.</summary>
    /// <param name="webhook">The webhook as it is by now.</param>
    /// <param name="dead">What becomes a dead letter; null for nothing.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>It as it is stored; null where the lease has ended, or its owner changed it meanwhile: then nothing is
    /// kept.</returns>
    public Task<WebhookRow?> SaveAsync(WebhookRow webhook, DeadLetterRow? dead, CancellationToken cancellation) =>
        RunAsync<WebhookRow>(webhook.HubId, $"""
            WITH saved AS (
                UPDATE webhook
                SET epoch = $3, place_revision = $4, place_ordinal = $5, failure_count = $6, next_attempt_time = $7,
                    last_delivery_time = $8, last_failure = $9, last_status = $10,
                    lease_end_time = clock_timestamp() + $11
                WHERE hub_id = $1 AND id = $2 AND lease_holder = $12 AND lease_end_time > clock_timestamp()
                    AND place_version = $13
                RETURNING *), dead AS (
                INSERT INTO webhook_dead_letter AS d (hub_id, webhook_id, id, epoch, revision, ordinal, failure,
                    status, attempt_count, attempt_time)
                SELECT hub_id, id, $14, $15, $16, $17, $9, $10, $18, $19 FROM saved WHERE $14 <> ''
                ON CONFLICT (hub_id, webhook_id, id) DO UPDATE
                SET failure = excluded.failure, status = excluded.status, attempt_time = excluded.attempt_time,
                    attempt_count = d.attempt_count + excluded.attempt_count)
            SELECT {Columns} FROM saved
            """, cancellation, webhook.HubId, webhook.Id, webhook.Epoch, webhook.PlaceRevision, webhook.PlaceOrdinal,
            webhook.FailureCount, webhook.NextAttemptTime, webhook.LastDeliveryTime, Enums.Text(webhook.LastFailure),
            webhook.LastStatus, Lease, _holder, webhook.PlaceVersion, dead?.Id ?? "", dead?.Epoch ?? Guid.Empty,
            dead?.Revision ?? 0, dead?.Ordinal ?? 0, dead?.AttemptCount ?? 0, dead?.AttemptTime ?? DateTime.UnixEpoch);

    /// <summary>Ends the lease.</summary>
    public Task ReleaseAsync(string hub, Guid id) => RunAsync<WebhookRow>(hub, """
        UPDATE webhook SET lease_holder = NULL, lease_end_time = NULL
        WHERE hub_id = $1 AND id = $2 AND lease_holder = $3
        """, CancellationToken.None, hub, id, _holder);

    /// <summary>The first dead letter that waits to be sent again.</summary>
    public Task<DeadLetterRow?> NextReplayAsync(WebhookRow webhook, CancellationToken cancellation) =>
        RunAsync<DeadLetterRow>(webhook.HubId, """
            SELECT * FROM webhook_dead_letter WHERE hub_id = $1 AND webhook_id = $2 AND replaying
            ORDER BY revision, ordinal LIMIT 1
            """, cancellation, webhook.HubId, webhook.Id);

    /// <summary>Deletes a dead letter that was accepted, or whose change is not there; keeps another with what came of
    /// it.</summary>
    public Task SaveReplayAsync(WebhookRow webhook, DeadLetterRow letter, WebhookOutcome outcome, DateTime now,
        CancellationToken cancellation) =>
        outcome.Accepted
            ? RunAsync<DeadLetterRow>(webhook.HubId, """
                DELETE FROM webhook_dead_letter WHERE hub_id = $1 AND webhook_id = $2 AND id = $3
                """, cancellation, webhook.HubId, webhook.Id, letter.Id)
            : RunAsync<DeadLetterRow>(webhook.HubId, """
                UPDATE webhook_dead_letter
                SET replaying = false, failure = $4, status = $5, attempt_time = $6, attempt_count = attempt_count + 1
                WHERE hub_id = $1 AND webhook_id = $2 AND id = $3
                """, cancellation, webhook.HubId, webhook.Id, letter.Id, Enums.Text(outcome.Failure),
                outcome.Status, now);

    /// <summary>Deletes the dead letters that were last sent before a time, but for those that wait to be sent
    /// again.</summary>
    public async Task DeleteDeadLettersAsync(DateTime before, CancellationToken cancellation)
    {
        var hubs = await Database.ReadAllHubsAsync(
            "SELECT DISTINCT hub_id FROM webhook_dead_letter WHERE attempt_time < $1 AND NOT replaying",
            row => row.GetString(0), [before], cancellation);
        foreach (var hub in hubs)
        {
            await RunAsync<DeadLetterRow>(hub, """
                DELETE FROM webhook_dead_letter WHERE hub_id = $1 AND attempt_time < $2 AND NOT replaying
                """, cancellation, hub, before);
        }
    }

    /// <summary>Runs a statement in a hub, in one round trip.</summary>
    /// <returns>Its row; null for none.</returns>
    async Task<T?> RunAsync<T>(string hub, string sql, CancellationToken cancellation, params object?[] values)
        where T : class
    {
        await using var connection = await Database.OpenConnectionAsync(cancellation);
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(
            values.Select(value => new NpgsqlParameter { Value = value ?? DBNull.Value }).ToArray());
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { DbSession.HubCommand(hub), command } };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? EnumColumns.RowParser<T>(reader)(reader) : null;
    }
}
