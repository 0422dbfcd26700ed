using Dapper;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Transfers. Each of the two hubs has a row of its own; whoever changes one locks and changes both, that of
/// the offering hub first.</summary>
public sealed class DepartmentTransferStore(DbSession db)
{
    const string Columns = """
        hub_id, id, from_hub, to_hub, department_id, school, subject, participant_count, past_participation_count,
        application_count, places, reason, effective_date, state, state_reason, state_date, revision, create_time,
        update_time, coalesce((SELECT s.display_name FROM school s WHERE s.urn = t.school), '') AS school_name,
        (SELECT h.display_name FROM hub h WHERE h.id IN (t.from_hub, t.to_hub) AND h.id <> t.hub_id) AS other_hub_name,
        (SELECT h.contact_email FROM hub h WHERE h.id IN (t.from_hub, t.to_hub) AND h.id <> t.hub_id)
            AS other_contact_email
        """;

    static readonly ListShape Shape = ListShape.Of(V1.DepartmentTransfer.Descriptor, ["hub_id", "id"]);

    static DepartmentTransferStore() => SqlMapper.AddTypeHandler(new JsonColumn<TransferPlace>());

    public async Task<DepartmentTransfer> GetAsync(string name, string etag = "") =>
        (await FindAsync(name.HubId(), name.Uuid()) ?? throw ApiError.NotFound(DepartmentTransfer.Type, name))
            .RequireEtag(etag);

    public Task<Page<DepartmentTransfer>> ListAsync(string parent, ListRequest list) =>
        db.PageAsync<DepartmentTransfer>(
            Shape,
            list,
            $"SELECT {Columns} FROM department_transfer t",
            parent.HubId() == "-" ? "" : "hub_id = @hub",
            new { hub = parent.HubId() });

    /// <summary>Locks a transfer in both hubs, and then reads it as the one of the call has it.</summary>
    public async Task<DepartmentTransfer> LockAsync(string name, string etag)
    {
        var seen = await GetAsync(name, etag);
        foreach (var hub in (string[])[seen.FromHub, seen.ToHub])
        {
            await db.InHubAsync(hub, () => db.LockAsync<int>(
                "SELECT 1 FROM department_transfer WHERE hub_id = @hub AND id = @id FOR NO KEY UPDATE",
                new { hub, id = seen.Id }));
        }

        return await GetAsync(name, etag);
    }

    /// <summary>Inserts an offer in both hubs, unless the department has an open one. The caller has locked the
    /// department.</summary>
    public async Task<DepartmentTransfer> InsertAsync(DepartmentTransfer transfer)
    {
        if (await db.FindAsync<DepartmentTransfer>($"""
            SELECT {Columns} FROM department_transfer t
            WHERE hub_id = @HubId AND department_id = @DepartmentId AND state = 'OFFERED' AND direction = 'OUTGOING'
            """, transfer) is { } open)
        {
            throw ApiError.AlreadyExists(DepartmentTransfer.Type, open.Name);
        }

        var counted = await CountAsync(transfer);
        await db.InHubAsync(transfer.ToHub, () => InsertRowAsync(counted.Of(transfer.ToHub)));
        return await InsertRowAsync(counted);
    }

    /// <summary>Changes a transfer in both hubs, as the one of the call has it.</summary>
    public async Task<DepartmentTransfer> UpdateAsync(DepartmentTransfer before, DepartmentTransfer after)
    {
        var other = before.HubId == before.FromHub ? before.ToHub : before.FromHub;
        await db.InHubAsync(other, () => UpdateRowAsync(before.Of(other), after.Of(other)));
        return await UpdateRowAsync(before, after);
    }

    /// <summary>What the department has now, in numbers.</summary>
    async Task<DepartmentTransfer> CountAsync(DepartmentTransfer transfer)
    {
        var counts = await db.FindAsync<Counts>("""
            SELECT
                (SELECT count(DISTINCT p.id) FROM participant_post w
                    JOIN participant p ON p.hub_id = w.hub_id AND p.id = w.participant_id
                    WHERE w.hub_id = @HubId AND w.department_id = @DepartmentId AND p.state IN ('ACTIVE', 'LEFT'))
                    ::integer AS people,
                (SELECT count(*) FROM past_participation WHERE hub_id = @HubId AND department_id = @DepartmentId)
                    ::integer AS participations,
                (SELECT count(*) FROM application WHERE hub_id = @HubId AND department_id = @DepartmentId
                    AND state IN ('DRAFT', 'SUBMITTED', 'WAITLISTED'))::integer AS applications,
                (SELECT coalesce(jsonb_agg(jsonb_build_object('focus', focus, 'academicYear', academic_year)
                        ORDER BY academic_year, focus), '[]')
                    FROM enrolment WHERE hub_id = @HubId AND department_id = @DepartmentId
                    AND state IN ('ACTIVE', 'DEFERRED')) AS places
            """, transfer);
        return transfer with
        {
            ParticipantCount = counts!.People,
            PastParticipationCount = counts.Participations,
            ApplicationCount = counts.Applications,
            Places = counts.Places,
        };
    }

    Task<DepartmentTransfer?> FindAsync(string hub, Guid id) => db.FindAsync<DepartmentTransfer>(
        $"SELECT {Columns} FROM department_transfer t WHERE hub_id = @hub AND id = @id", new { hub, id });

    Task<DepartmentTransfer> InsertRowAsync(DepartmentTransfer transfer) => db.InsertAsync(transfer, $"""
        INSERT INTO department_transfer AS t (hub_id, id, direction, from_hub, to_hub, department_id, school, subject,
            participant_count, past_participation_count, application_count, places, reason, effective_date, state,
            state_reason, state_date)
        VALUES (@HubId, @Id, @Direction, @FromHub, @ToHub, @DepartmentId, @School, @Subject, @ParticipantCount,
            @PastParticipationCount, @ApplicationCount, @Places, @Reason, @EffectiveDate, @State, @StateReason,
            @StateDate)
        ON CONFLICT DO NOTHING RETURNING {Columns}
        """);

    Task<DepartmentTransfer> UpdateRowAsync(DepartmentTransfer before, DepartmentTransfer after) =>
        db.UpdateAsync(before, after, $"""
        UPDATE department_transfer t SET places = @Places, state = @State, state_reason = @StateReason,
            state_date = @StateDate, revision = revision + 1, update_time = now()
        WHERE hub_id = @HubId AND id = @Id AND revision = @Revision RETURNING {Columns}
        """);

    sealed record Counts
    {
        public int People { get; init; }

        public int Participations { get; init; }

        public int Applications { get; init; }

        public IReadOnlyList<TransferPlace> Places { get; init; } = [];
    }
}
