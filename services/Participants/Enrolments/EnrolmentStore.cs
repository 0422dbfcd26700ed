using Dapper;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed class EnrolmentStore(DbSession db)
{
    const string Columns = """
        e.hub_id, e.work_group_id, e.id, e.department_id, e.application_id, e.focus, e.academic_year, e.theme, e.state,
        e.state_reason, e.state_date, e.deferrals, e.from_work_group_id, e.from_enrolment_id, e.to_work_group_id,
        e.to_enrolment_id, e.moved_from, e.moved_to, e.revision, e.create_time, e.update_time
        """;

    const string AllColumns = Columns + """
        , (SELECT coalesce(jsonb_agg(jsonb_build_object('participantId', v.participant_id, 'startDate', v.start_date,
                'endDate', v.end_date, 'endReason', v.end_reason) ORDER BY v.ordinal), '[]')
            FROM enrolment_advocate v
            WHERE v.hub_id = e.hub_id AND v.work_group_id = e.work_group_id AND v.enrolment_id = e.id) AS advocates
        """;

    static readonly ListShape Shape = ListShape.Of(V1.Enrolment.Descriptor, ["e.hub_id", "e.id"]);

    static EnrolmentStore()
    {
        SqlMapper.AddTypeHandler(new JsonColumn<EnrolmentAdvocate>());
        SqlMapper.AddTypeHandler(new JsonColumn<Deferral>());
    }

    public async Task<Enrolment> GetAsync(string name, string etag = "") =>
        (await db.FindAsync<Enrolment>(
            $"SELECT {AllColumns} FROM enrolment e WHERE e.hub_id = @hub AND e.work_group_id = @group AND e.id = @id",
            Key(name))
            ?? throw ApiError.NotFound(Enrolment.Type, name)).RequireEtag(etag);

    public async Task<Enrolment> LockAsync(string name, string etag = "")
    {
        await db.LockAsync<int>("""
            SELECT 1 FROM enrolment WHERE hub_id = @hub AND work_group_id = @group AND id = @id FOR NO KEY UPDATE
            """, Key(name));
        return await GetAsync(name, etag);
    }

    public Task<Page<Enrolment>> ListAsync(string parent, ListRequest list)
    {
        var (hub, group) = (parent.HubId(), parent.Id());
        List<string> conditions = [];
        conditions.AddRange(hub == "-" ? [] : ["e.hub_id = @hub"]);
        conditions.AddRange(group == "-" ? [] : ["e.work_group_id = @group"]);
        return db.PageAsync<Enrolment>(Shape, list, $"SELECT {AllColumns} FROM enrolment e",
            string.Join(" AND ", conditions), new { hub, group = Reference.ToId(group) });
    }

    /// <summary>All enrolments of a Work Group, by creation.</summary>
    public Task<IReadOnlyList<Enrolment>> OfAsync(WorkGroup group) => db.QueryAsync<Enrolment>(
        $"SELECT {AllColumns} FROM enrolment e WHERE e.hub_id = @HubId AND e.work_group_id = @Id ORDER BY e.id", group);

    /// <summary>All enrolments of a department, by creation.</summary>
    public Task<IReadOnlyList<Enrolment>> OfAsync(Department department) => db.QueryAsync<Enrolment>($"""
        SELECT {AllColumns} FROM enrolment e
        WHERE e.hub_id = @HubId AND e.department_id = @Id ORDER BY e.id
        """, department);

    /// <summary>The live enrolments of a Work Group, which the caller has locked.</summary>
    public Task<IReadOnlyList<Enrolment>> LiveAsync(WorkGroup group) => db.QueryAsync<Enrolment>($"""
        SELECT {AllColumns} FROM enrolment e
        WHERE e.hub_id = @HubId AND e.work_group_id = @Id AND e.state IN ('ACTIVE', 'DEFERRED') ORDER BY e.id
        """, group);

    /// <summary>The live enrolments of a department.</summary>
    public Task<IReadOnlyList<Enrolment>> LiveOfAsync(Department department) => db.QueryAsync<Enrolment>($"""
        SELECT {AllColumns} FROM enrolment e
        WHERE e.hub_id = @HubId AND e.department_id = @Id AND e.state IN ('ACTIVE', 'DEFERRED') ORDER BY e.id
        """, department);

    /// <summary>Inserts an enrolment, unless the department has a live one for the same focus and year. The caller
    /// has locked the department, so that the second of two calls at once sees the first one's enrolment.</summary>
    public async Task<Enrolment> InsertAsync(Enrolment enrolment)
    {
        var live = await db.FindAsync<Enrolment>($"""
            SELECT {AllColumns} FROM enrolment e WHERE e.hub_id = @HubId AND e.department_id = @DepartmentId
                AND e.focus = @Focus
                AND e.academic_year = @AcademicYear AND e.state IN ('ACTIVE', 'DEFERRED')
            """, enrolment);
        return live is null
            ? await InsertNewAsync(enrolment)
            : throw ApiError.Precondition(ErrorReason.AlreadyEnrolled, "ENROLMENT", live.Name,
                $"The department works on '{live.Focus}' in {live.AcademicYear} by '{live.Name}' already: "
                + "use WithdrawEnrolment on that one first.");
    }

    public Task<Enrolment> UpdateAsync(Enrolment before, Enrolment after) => db.UpdateAsync(before, after, $"""
        WITH e AS (
            UPDATE enrolment SET state = @State, state_reason = @StateReason, state_date = @StateDate,
                deferrals = @Deferrals, to_work_group_id = @ToWorkGroupId, to_enrolment_id = @ToEnrolmentId,
                moved_to = @MovedTo, revision = revision + 1, update_time = now()
            WHERE hub_id = @HubId AND work_group_id = @WorkGroupId AND id = @Id AND revision = @Revision RETURNING *),
        led AS (
            INSERT INTO enrolment_advocate (hub_id, work_group_id, enrolment_id, ordinal, participant_id, start_date,
                end_date, end_reason)
            SELECT e.hub_id, e.work_group_id, e.id, v.ordinal, v.participant_id, v.start_date, v.end_date, v.end_reason
            FROM e, ROWS FROM (jsonb_to_recordset(@Advocates) AS ("participantId" uuid, "startDate" date,
                "endDate" date, "endReason" text))
                WITH ORDINALITY AS v (participant_id, start_date, end_date, end_reason, ordinal)
            ON CONFLICT (hub_id, work_group_id, enrolment_id, ordinal) DO UPDATE SET
                participant_id = excluded.participant_id, end_date = excluded.end_date,
                end_reason = excluded.end_reason)
        SELECT {Columns}, @Advocates AS advocates FROM e
        """);

    Task<Enrolment> InsertNewAsync(Enrolment enrolment) => db.InsertAsync(enrolment, $"""
        WITH e AS (
            INSERT INTO enrolment (hub_id, work_group_id, id, department_id, application_id, focus, academic_year,
                theme, state, state_reason, state_date, from_work_group_id, from_enrolment_id, moved_from)
            VALUES (@HubId, @WorkGroupId, @Id, @DepartmentId, @ApplicationId, @Focus, @AcademicYear, @Theme,
                @State, @StateReason, @StateDate, @FromWorkGroupId, @FromEnrolmentId, @MovedFrom)
            ON CONFLICT DO NOTHING RETURNING *),
        led AS (
            INSERT INTO enrolment_advocate (hub_id, work_group_id, enrolment_id, ordinal, participant_id, start_date,
                end_date, end_reason)
            SELECT e.hub_id, e.work_group_id, e.id, v.ordinal, v.participant_id, v.start_date, v.end_date, v.end_reason
            FROM e, ROWS FROM (jsonb_to_recordset(@Advocates) AS ("participantId" uuid, "startDate" date,
                "endDate" date, "endReason" text))
                WITH ORDINALITY AS v (participant_id, start_date, end_date, end_reason, ordinal))
        SELECT {Columns}, @Advocates AS advocates FROM e
        """);

    static object Key(string name) => new
    {
        hub = name.HubId(),
        group = Reference.ToId(ResourceName.Segment(name, "workGroups")),
        id = name.Uuid(),
    };
}
