using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed class WorkGroupStore(DbSession db)
{
    const string Columns = """
        g.hub_id, g.id, g.focus, g.display_name, g.theme, g.capacity, g.expected_attendance_percent, g.academic_year,
        g.stage, g.enrolled_count, g.state, g.state_reason, g.revision, g.create_time, g.update_time
        """;

    const string AllColumns = Columns + """
        , ARRAY(SELECT l.participant_id FROM work_group_lead l
            WHERE l.hub_id = g.hub_id AND l.work_group_id = g.id ORDER BY l.ordinal) AS work_group_leads
        """;

    static readonly ListShape Shape = ListShape.Of(V1.WorkGroup.Descriptor, ["g.hub_id", "g.id"]);

    public async Task<WorkGroup> GetAsync(string name, string etag = "") =>
        (await FindAsync(name.HubId(), name.Uuid())
            ?? throw ApiError.NotFound(WorkGroup.Type, name)).RequireEtag(etag);

    /// <summary>Locks a Work Group and its places, and then reads it in a second statement: the statement that waits
    /// for the lock would see the leads as they were before the wait.</summary>
    public async Task<WorkGroup> LockAsync(string name, string etag = "")
    {
        await LockRowAsync(name.HubId(), name.Uuid());
        return await GetAsync(name, etag);
    }

    /// <summary>Locks the Work Group of an enrolment. Whoever changes both locks the Work Group first.</summary>
    public async Task<WorkGroup> LockOfEnrolmentAsync(string enrolment)
    {
        var (hub, id) = (enrolment.HubId(), Reference.ToId(ResourceName.Segment(enrolment, "workGroups")));
        await LockRowAsync(hub, id);
        return await FindAsync(hub, id) ?? throw ApiError.NotFound(Enrolment.Type, enrolment);
    }

    /// <summary>Locks several Work Groups in the order of their ids, so that no two calls wait for each
    /// other.</summary>
    public async Task LockRowsAsync(string hub, params IEnumerable<Guid> ids)
    {
        foreach (var id in ids.Distinct().Order())
        {
            await LockRowAsync(hub, id);
        }
    }

    /// <summary>The Work Group that a field refers to.</summary>
    public async Task<WorkGroup> ReferredAsync(string field, string name) =>
        await FindAsync(name.HubId(), Reference.ToId(name)) ?? throw Refusals.References([(field, name)]);

    public Task<Page<WorkGroup>> ListAsync(string parent, ListRequest list) => db.PageAsync<WorkGroup>(
        Shape,
        list,
        $"SELECT {AllColumns} FROM work_group g",
        parent.HubId() == "-" ? "" : "g.hub_id = @hub",
        new { hub = parent.HubId() });

    public Task<WorkGroup> InsertAsync(WorkGroup group) => db.InsertAsync(group, $"""
        WITH g AS (
            INSERT INTO work_group (hub_id, id, focus, display_name, theme, capacity, expected_attendance_percent,
                academic_year, stage, enrolled_count, state, state_reason)
            VALUES (@HubId, @Id, @Focus, @DisplayName, @Theme, @Capacity, @ExpectedAttendancePercent, @AcademicYear,
                @Stage, @EnrolledCount, @State, @StateReason)
            ON CONFLICT DO NOTHING RETURNING *),
        led AS (
            INSERT INTO work_group_lead (hub_id, work_group_id, ordinal, participant_id)
            SELECT g.hub_id, g.id, l.ordinal, l.participant_id
            FROM g, unnest(@WorkGroupLeads) WITH ORDINALITY AS l (participant_id, ordinal))
        SELECT {Columns}, @WorkGroupLeads AS work_group_leads FROM g
        """);

    public Task<WorkGroup> UpdateAsync(WorkGroup before, WorkGroup after) => db.UpdateAsync(before, after, $"""
        WITH g AS (
            UPDATE work_group SET display_name = @DisplayName, theme = @Theme, capacity = @Capacity,
                expected_attendance_percent = @ExpectedAttendancePercent, enrolled_count = @EnrolledCount,
                state = @State, state_reason = @StateReason, revision = revision + 1, update_time = now()
            WHERE hub_id = @HubId AND id = @Id AND revision = @Revision RETURNING *),
        led AS (
            INSERT INTO work_group_lead (hub_id, work_group_id, ordinal, participant_id)
            SELECT g.hub_id, g.id, l.ordinal, l.participant_id
            FROM g, unnest(@WorkGroupLeads) WITH ORDINALITY AS l (participant_id, ordinal)
            ON CONFLICT (hub_id, work_group_id, ordinal) DO UPDATE SET participant_id = excluded.participant_id),
        gone AS (
            DELETE FROM work_group_lead l USING g
            WHERE l.hub_id = g.hub_id AND l.work_group_id = g.id AND l.ordinal > cardinality(@WorkGroupLeads))
        SELECT {Columns}, @WorkGroupLeads AS work_group_leads FROM g
        """);

    public async Task DeleteAsync(WorkGroup group)
    {
        var children = await db.QueryAsync<Child>("""
            SELECT kind, example FROM (VALUES
                ('application', (SELECT 'hubs/' || hub_id || '/applications/' || id
                    FROM application WHERE hub_id = @HubId AND work_group_id = @Id LIMIT 1)),
                ('enrolment', (SELECT 'hubs/' || hub_id || '/workGroups/' || work_group_id || '/enrolments/' || id
                    FROM enrolment WHERE hub_id = @HubId AND work_group_id = @Id LIMIT 1)),
                ('session', (SELECT 'hubs/' || hub_id || '/workGroups/' || work_group_id || '/sessions/' || id
                    FROM work_group_session WHERE hub_id = @HubId AND work_group_id = @Id LIMIT 1)))
                AS child (kind, example) WHERE example IS NOT NULL
            """, group);
        Child.RequireNone(group.Name, children, "give it up with CancelWorkGroup instead");
        await db.DeleteAsync(
            group, "DELETE FROM work_group WHERE hub_id = @HubId AND id = @Id AND revision = @Revision");
    }

    Task<WorkGroup?> FindAsync(string hub, Guid id) =>
        db.FindAsync<WorkGroup>(
            $"SELECT {AllColumns} FROM work_group g WHERE g.hub_id = @hub AND g.id = ANY(@ids)", hub, id,
            row => row.Id);

    Task<int> LockRowAsync(string hub, Guid id) =>
        db.LockAsync<int>(
            "SELECT 1 FROM work_group WHERE hub_id = @hub AND id = @id FOR NO KEY UPDATE", new { hub, id });
}
