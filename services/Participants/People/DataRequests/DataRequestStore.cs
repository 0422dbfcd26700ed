using Dapper;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed class DataRequestStore(DbSession db, TimeProvider clock)
{
    const string Columns = """
        d.hub_id, d.id, d.type AS kind, d.participant_id, d.display_name, d.email, d.message, d.receive_date, d.state,
        d.due_date, d.pauses, d.extension_reason, d.extension_notify_date, d.outcome, d.outcome_reason, d.close_date,
        (SELECT e.create_time FROM person_erasure e
            WHERE e.hub_id = d.hub_id AND e.participant_id = d.participant_id) AS erase_time,
        coalesce((SELECT e.pending_services FROM person_erasure e
            WHERE e.hub_id = d.hub_id AND e.participant_id = d.participant_id), '{}') AS pending_services,
        d.revision, d.create_time, d.update_time
        """;

    static readonly ListShape Shape = ListShape.Of(V1.DataRequest.Descriptor, ["d.hub_id", "d.id"], new()
    {
        ["overdue"] = "(d.state = 'OPEN' AND d.due_date < @today)",
    });

    static DataRequestStore() => SqlMapper.AddTypeHandler(new JsonColumn<RequestPause>());

    public async Task<DataRequest> GetAsync(string name, string etag = "") =>
        (await db.FindAsync<DataRequest>(
            $"SELECT {Columns} FROM data_request d WHERE d.hub_id = @hub AND d.id = @id",
            new { hub = name.HubId(), id = name.Uuid() })
            ?? throw ApiError.NotFound(DataRequest.Type, name)).RequireEtag(etag);

    /// <summary>Locks a request, and then reads it in a second statement: the statement that waits for the lock would
    /// see the erasure as it was before the wait.</summary>
    public async Task<DataRequest> LockAsync(string name, string etag = "")
    {
        await db.LockAsync<int>("SELECT 1 FROM data_request WHERE hub_id = @hub AND id = @id FOR NO KEY UPDATE",
            new { hub = name.HubId(), id = name.Uuid() });
        return await GetAsync(name, etag);
    }

    public Task<Page<DataRequest>> ListAsync(string parent, ListRequest list) => db.PageAsync<DataRequest>(
        Shape,
        list,
        $"SELECT {Columns} FROM data_request d",
        parent.HubId() == "-" ? "" : "d.hub_id = @hub",
        new { hub = parent.HubId(), today = EnglandTime.Today(clock) });

    public Task<DataRequest> InsertAsync(DataRequest request) => db.InsertAsync(request, $"""
        INSERT INTO data_request AS d (hub_id, id, type, participant_id, display_name, email, message, receive_date,
            state, due_date, pauses, extension_reason, outcome_reason)
        VALUES (@HubId, @Id, @Kind, @ParticipantId, @DisplayName, @Email, @Message, @ReceiveDate, @State, @DueDate,
            @Pauses, @ExtensionReason, @OutcomeReason)
        ON CONFLICT DO NOTHING RETURNING {Columns}
        """);

    public Task<DataRequest> UpdateAsync(DataRequest before, DataRequest after) => db.UpdateAsync(before, after, $"""
        UPDATE data_request d SET participant_id = @ParticipantId, display_name = @DisplayName, email = @Email,
            message = @Message, receive_date = @ReceiveDate, state = @State, due_date = @DueDate, pauses = @Pauses,
            extension_reason = @ExtensionReason, extension_notify_date = @ExtensionNotifyDate, outcome = @Outcome,
            outcome_reason = @OutcomeReason, close_date = @CloseDate, revision = revision + 1, update_time = now()
        WHERE hub_id = @HubId AND id = @Id AND revision = @Revision RETURNING {Columns}
        """);
}
