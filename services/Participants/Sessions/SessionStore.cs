using Dapper;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed class SessionStore(DbSession db)
{
    const string Columns = """
        s.hub_id, s.work_group_id, s.id, s.title, s.start_time, s.end_time, s.mode, s.host_school, s.location, s.state,
        s.state_reason, s.revision, s.create_time, s.update_time
        """;

    const string AllColumns = Columns + """
        , (SELECT coalesce(jsonb_agg(jsonb_build_object('participantId', a.participant_id,
                'departmentId', a.department_id, 'present', a.present) ORDER BY a.participant_id), '[]')
            FROM session_attendance a
            WHERE a.hub_id = s.hub_id AND a.work_group_id = s.work_group_id AND a.session_id = s.id) AS attendances
        """;

    static readonly ListShape Shape = ListShape.Of(V1.Session.Descriptor, ["s.hub_id", "s.id"]);

    static SessionStore() => SqlMapper.AddTypeHandler(new JsonColumn<Attendance>());

    public async Task<Session> GetAsync(string name, string etag = "") =>
        (await db.FindAsync<Session>($"""
            SELECT {AllColumns} FROM work_group_session s
            WHERE s.hub_id = @hub AND s.work_group_id = @group AND s.id = @id
            """, Key(name))
            ?? throw ApiError.NotFound(Session.Type, name)).RequireEtag(etag);

    /// <summary>Locks a session, and its Work Group against changes of places, about which letters are written too.
    /// Then reads it in another statement: the statement that waits for the lock would see the attendances as they
    /// were before the wait.</summary>
    public async Task<Session> LockAsync(string name, string etag = "")
    {
        await db.LockAsync<int>("SELECT 1 FROM work_group WHERE hub_id = @hub AND id = @group FOR SHARE", Key(name));
        await db.LockAsync<int>("""
            SELECT 1 FROM work_group_session WHERE hub_id = @hub AND work_group_id = @group AND id = @id
            FOR NO KEY UPDATE
            """, Key(name));
        return await GetAsync(name, etag);
    }

    public Task<Page<Session>> ListAsync(string parent, ListRequest list)
    {
        var (hub, group) = (parent.HubId(), parent.Id());
        List<string> conditions = [];
        conditions.AddRange(hub == "-" ? [] : ["s.hub_id = @hub"]);
        conditions.AddRange(group == "-" ? [] : ["s.work_group_id = @group"]);
        return db.PageAsync<Session>(Shape, list, $"SELECT {AllColumns} FROM work_group_session s",
            string.Join(" AND ", conditions), new { hub, group = Reference.ToId(group) });
    }

    /// <summary>All sessions of a Work Group, by their time.</summary>
    public Task<IReadOnlyList<Session>> OfAsync(WorkGroup group) => db.QueryAsync<Session>($"""
        SELECT {AllColumns} FROM work_group_session s
        WHERE s.hub_id = @HubId AND s.work_group_id = @Id ORDER BY s.start_time, s.id
        """, group);

    /// <summary>Cancels the sessions to come of a Work Group, which the caller has locked.</summary>
    public async Task CancelAllAsync(WorkGroup group, string reason)
    {
        await db.LockAllAsync<int>("""
            SELECT 1 FROM work_group_session WHERE hub_id = @HubId AND work_group_id = @Id ORDER BY id
            FOR NO KEY UPDATE
            """, group);
        foreach (var session in (await OfAsync(group)).Where(one => one.State == V1.Session.Types.State.Scheduled))
        {
            await UpdateAsync(session, session.Cancel(reason));
        }
    }

    public Task<Session> InsertAsync(Session session) => db.InsertAsync(session, $"""
        WITH s AS (
            INSERT INTO work_group_session (hub_id, work_group_id, id, title, start_time, end_time, mode, host_school,
                location, state, state_reason)
            VALUES (@HubId, @WorkGroupId, @Id, @Title, @StartTime, @EndTime, @Mode, @HostSchool, @Location, @State,
                @StateReason)
            ON CONFLICT DO NOTHING RETURNING *)
        SELECT {Columns}, '[]'::jsonb AS attendances FROM s
        """);

    public Task<Session> UpdateAsync(Session before, Session after) => db.UpdateAsync(before, after, $"""
        WITH s AS (
            UPDATE work_group_session SET title = @Title, start_time = @StartTime, end_time = @EndTime, mode = @Mode,
                host_school = @HostSchool, location = @Location, state = @State, state_reason = @StateReason,
                revision = revision + 1, update_time = now()
            WHERE hub_id = @HubId AND work_group_id = @WorkGroupId AND id = @Id AND revision = @Revision RETURNING *),
        came AS (
            INSERT INTO session_attendance (hub_id, work_group_id, session_id, participant_id, department_id, present)
            SELECT s.hub_id, s.work_group_id, s.id, a."participantId", a."departmentId", a.present
            FROM s, jsonb_to_recordset(@Attendances)
                AS a ("participantId" uuid, "departmentId" uuid, present boolean)
            ON CONFLICT (hub_id, work_group_id, session_id, participant_id) DO UPDATE
            SET department_id = excluded.department_id, present = excluded.present),
        gone AS (
            DELETE FROM session_attendance a USING s
            WHERE a.hub_id = s.hub_id AND a.work_group_id = s.work_group_id AND a.session_id = s.id
                AND NOT EXISTS (SELECT FROM jsonb_array_elements(@Attendances) AS kept
                    WHERE kept ->> 'participantId' = a.participant_id::text))
        SELECT {Columns}, @Attendances AS attendances FROM s
        """);

    public Task DeleteAsync(Session session) => db.DeleteAsync(session.RequireScheduled(), """
        DELETE FROM work_group_session
        WHERE hub_id = @HubId AND work_group_id = @WorkGroupId AND id = @Id AND revision = @Revision
        """);

    static object Key(string name) => new
    {
        hub = name.HubId(),
        group = Reference.ToId(ResourceName.Segment(name, "workGroups")),
        id = name.Uuid(),
    };
}
