using Mastery.Contracts;
using DisabledReason = Mastery.Webhooks.V1.Webhook.Types.DisabledReason;

namespace Mastery.ServiceDefaults;

/// <summary>The webhooks of a service. Under <see cref="ResourceName.National"/>, where hubs meet, a caller sees its
/// own.</summary>
sealed class WebhookStore(DbSession db, CallScope call, WebhookCollection collection)
{
    /// <summary>How many a client may have in a hub.</summary>
    public const int Most = 20;

    const string Own = """
        hub_id, id, client_id, uri, resource_types, disabled, disabled_reason, secret_generation, rotate_time,
        previous_end_time, revision, create_time, update_time, epoch, place_revision, place_ordinal, place_version,
        failure_count, next_attempt_time, last_delivery_time, last_failure, last_status
        """;

    const string Visible = $"(hub_id <> '{ResourceName.National}' OR client_id = @Client OR @EveryHub)";

    static readonly ListShape Shape = ListShape.Of(Webhooks.V1.Webhook.Descriptor, ["hub_id", "id"], new()
    {
        ["api_client"] = "('apiClients/' || client_id)",
    });

    static readonly ListShape DeadLetters = new(["epoch", "revision", "ordinal", "id"]);

    string Columns => ColumnsOf(collection.Name);

    string Client => call.Caller.Client;

    bool EveryHub => call.Hubs.Contains("*") || call.Method == nameof(HubUnitOfWork);

    /// <summary>The columns of a row.</summary>
    public static string ColumnsOf(string collection) => $"'{collection}' AS collection, {Own}";

    /// <summary>The webhook of a name.</summary>
    /// <exception cref="ApiError">NOT_FOUND: there is none in this service that the caller sees.</exception>
    public async Task<WebhookRow> GetAsync(string name, string etag = "") => (collection.Holds(name)
        ? await db.FindAsync<WebhookRow>(
            $"SELECT {Columns} FROM webhook WHERE hub_id = @HubId AND id = @Id AND {Visible}",
            new { HubId = name.HubId(), Id = name.Uuid(), Client, EveryHub }, inHub: true)
        : null) is { } found ? found.RequireEtag(etag) : throw ApiError.NotFound(WebhookRow.Type, name);

    /// <summary>A page of them.</summary>
    public Task<Page<WebhookRow>> ListAsync(string parent, ListRequest list) => db.PageAsync<WebhookRow>(
        Shape, list, $"SELECT {Columns} FROM webhook",
        $"(@HubId = '-' AND hub_id <> '{ResourceName.National}' OR hub_id = @HubId) AND {Visible}",
        new { HubId = parent.HubId(), Client, EveryHub }, inHub: true);

    /// <summary>A page of what could not be delivered.</summary>
    public Task<Page<DeadLetterRow>> ListDeadLettersAsync(WebhookRow webhook, ListRequest list) =>
        db.PageAsync<DeadLetterRow>(
            DeadLetters, list, "SELECT * FROM webhook_dead_letter", "hub_id = @HubId AND webhook_id = @Id",
            new { webhook.HubId, webhook.Id }, inHub: true);

    /// <summary>How many the client has.</summary>
    public async Task<long> CountAsync(WebhookRow webhook) => await db.FindAsync<long>(
        "SELECT count(*) FROM webhook WHERE hub_id = @HubId AND client_id = @ClientId",
        new { webhook.HubId, webhook.ClientId }, inHub: true);

    /// <summary>Creates one at the present end of the log.</summary>
    public Task<WebhookRow> InsertAsync(WebhookRow webhook) => db.InsertAsync(webhook, $"""
        INSERT INTO webhook (hub_id, id, client_id, uri, resource_types, disabled, disabled_reason, epoch,
            place_revision, place_ordinal)
        VALUES (@HubId, @Id, @ClientId, @Uri, @ResourceTypes, @Disabled, @DisabledReason,
            (SELECT epoch FROM revision WHERE hub_id = @HubId),
            coalesce((SELECT revision FROM revision WHERE hub_id = @HubId), 0), @PlaceOrdinal)
        ON CONFLICT DO NOTHING
        RETURNING {Columns}
        """);

    /// <summary>Saves one. What was tried in vain is tried at once where it may succeed now.</summary>
    public Task<WebhookRow> UpdateAsync(WebhookRow before, WebhookRow after) => db.UpdateAsync(before, after, $"""
        UPDATE webhook
        SET uri = @Uri, resource_types = @ResourceTypes, disabled = @Disabled, disabled_reason = @DisabledReason,
            secret_generation = @SecretGeneration, rotate_time = @RotateTime, previous_end_time = @PreviousEndTime,
            failure_count = CASE WHEN uri <> @Uri OR disabled THEN 0 ELSE failure_count END,
            next_attempt_time = CASE WHEN uri <> @Uri OR disabled THEN NULL ELSE next_attempt_time END,
            place_version = place_version + 1, revision = revision + 1, update_time = now()
        WHERE hub_id = @HubId AND id = @Id AND revision = @Revision
        RETURNING {Columns}
        """);

    /// <summary>Disables one that is not, in the name of the service.</summary>
    public async Task DisableAsync(WebhookRow webhook, DisabledReason reason)
    {
        if (await GetAsync(webhook.Name) is { Disabled: false } current)
        {
            await UpdateAsync(current, current.Disable(reason));
        }
    }

    /// <summary>Deletes one with its dead letters.</summary>
    public Task DeleteAsync(WebhookRow webhook) => db.DeleteAsync(
        webhook, "DELETE FROM webhook WHERE hub_id = @HubId AND id = @Id AND revision = @Revision");

    /// <summary>Goes back in the log.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT: the log does not reach as far.</exception>
    public async Task ReplayAsync(WebhookRow webhook, long revision)
    {
        var moved = await db.ExecuteAsync($"""
            UPDATE webhook w
            SET epoch = r.epoch, place_revision = @revision - 1, place_ordinal = {WebhookRow.Whole},
                failure_count = 0, next_attempt_time = NULL, place_version = place_version + 1
            FROM revision r
            WHERE w.hub_id = @HubId AND w.id = @Id AND r.hub_id = @HubId AND r.revision >= @revision
            """, new { webhook.HubId, webhook.Id, revision });
        if (moved == 0)
        {
            throw ApiError.Invalid("revision", "is beyond the end of the log");
        }
    }

    /// <summary>Has a dead letter sent once more.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT: it is none of the webhook, or the log that had its change was
    /// restored since.</exception>
    public async Task ReplayAsync(WebhookRow webhook, string deadLetter)
    {
        var marked = await db.ExecuteAsync("""
            UPDATE webhook_dead_letter SET replaying = true
            WHERE hub_id = @HubId AND webhook_id = @Id AND id = @deadLetter
                AND epoch = (SELECT epoch FROM revision WHERE hub_id = @HubId)
            """, new { webhook.HubId, webhook.Id, deadLetter });
        if (marked == 0)
        {
            throw ApiError.Invalid(
                "dead_letter", "is the id of none that this webhook has of the log as it is: list them");
        }
    }
}

/// <summary>The collection of webhooks that the service serves, as the routes of its contract say.</summary>
sealed class WebhookCollection(ContractRegistry contracts)
{
    /// <summary>Whether it serves one.</summary>
    public bool IsServed => contracts.FindGet(WebhookRow.Type) is not null;

    /// <summary>For example <c>planWebhooks</c>.</summary>
    public string Name => field ??=
        new ContractMethod(contracts.FindGet(WebhookRow.Type)!.Method).Routes[0].Segments[3];

    /// <summary>Whether a name is of it.</summary>
    public bool Holds(string name) => ResourceName.Segment(name, Name).Length > 0;
}
