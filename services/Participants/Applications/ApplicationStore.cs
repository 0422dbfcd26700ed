using Dapper;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed class ApplicationStore(DbSession db)
{
    const string Columns = """
        a.hub_id, a.id, a.department_id, a.focus, a.academic_year, a.focus_title, a.work_group_id, a.theme,
        a.motivation, a.headteacher_name, a.headteacher_role, a.headteacher_agree_date, a.eligibility, a.state,
        a.state_reason, a.enrolment_id, a.decline_reason, a.waitlist_position, a.submit_time, a.moved_to_hub,
        a.revision, a.create_time, a.update_time
        """;

    const string AllColumns = Columns + """
        , (SELECT coalesce(jsonb_agg(jsonb_build_object('participantId', v.participant_id, 'experienced', v.experienced,
                'responsibility', v.responsibility, 'authority', v.authority) ORDER BY v.ordinal), '[]')
            FROM application_advocate v WHERE v.hub_id = a.hub_id AND v.application_id = a.id) AS advocates
        """;

    const string Waiting = """
        WHERE a.hub_id = @hub AND a.work_group_id = @group AND a.state = 'WAITLISTED' AND a.waitlist_position > @after
        ORDER BY a.waitlist_position
        """;

    static readonly ListShape Shape = ListShape.Of(V1.Application.Descriptor, ["a.hub_id", "a.id"], new()
    {
        ["academic_year"] = "a.academic_year",
        ["eligibility.outcome"] = "a.outcome",
        ["eligibility.overridden"] = "a.overridden",
    });

    static ApplicationStore()
    {
        SqlMapper.AddTypeHandler(new JsonColumn<Advocate>());
        SqlMapper.AddTypeHandler(new MessageColumn<V1.Eligibility>());
    }

    public async Task<Application> GetAsync(string name, string etag = "") =>
        (await FindAsync(name.HubId(), name.Uuid()) ?? throw ApiError.NotFound(Application.Type, name))
            .RequireEtag(etag);

    public Task<Application?> FindAsync(string hub, Guid id) => db.FindAsync<Application>(
        $"SELECT {AllColumns} FROM application a WHERE a.hub_id = @hub AND a.id = ANY(@ids)", hub, id, row => row.Id);

    /// <summary>The applications of a department that are not answered yet.</summary>
    public Task<IReadOnlyList<Application>> OpenOfAsync(Department department) => db.QueryAsync<Application>($"""
        SELECT {AllColumns} FROM application a WHERE a.hub_id = @HubId AND a.department_id = @Id
            AND a.state IN ('DRAFT', 'SUBMITTED', 'WAITLISTED') ORDER BY a.id
        """, department);

    /// <summary>Locks an application, and then reads it in a second statement: the statement that waits for the lock
    /// would see the Advocates as they were before the wait.</summary>
    public async Task<Application> LockAsync(string name, string etag = "")
    {
        await db.LockAsync<int>("SELECT 1 FROM application WHERE hub_id = @hub AND id = @id FOR NO KEY UPDATE",
            new { hub = name.HubId(), id = name.Uuid() });
        return await GetAsync(name, etag);
    }

    public Task<Page<Application>> ListAsync(string parent, ListRequest list) => db.PageAsync<Application>(
        Shape,
        list,
        $"SELECT {AllColumns} FROM application a",
        parent.HubId() == "-" ? "" : "a.hub_id = @hub",
        new { hub = parent.HubId() });

    /// <summary>The first application on the waiting list of a Work Group.</summary>
    public Task<Application?> FirstWaitingAsync(string hub, Guid group) => db.FindAsync<Application>(
        $"SELECT {AllColumns} FROM application a {Waiting} LIMIT 1", new { hub, group, after = 0 });

    /// <summary>Locks and reads the applications that wait for a place in a Work Group, in their order.</summary>
    /// <param name="hub">The id of the hub.</param>
    /// <param name="group">The Work Group, which the caller has locked.</param>
    /// <param name="after">Only those behind this position.</param>
    public async Task<IReadOnlyList<Application>> WaitingAsync(string hub, Guid group, int after = 0)
    {
        await db.LockAllAsync<int>($"SELECT 1 FROM application a {Waiting} FOR NO KEY UPDATE",
            new { hub, group, after });
        return await db.QueryAsync<Application>($"SELECT {AllColumns} FROM application a {Waiting}",
            new { hub, group, after });
    }

    public Task<Application> InsertAsync(Application application) => db.InsertAsync(application, $"""
        WITH a AS (
            INSERT INTO application (hub_id, id, department_id, focus, academic_year, focus_title, work_group_id, theme,
                motivation, headteacher_name, headteacher_role, headteacher_agree_date, eligibility, outcome,
                submit_time, state, state_reason)
            VALUES (@HubId, @Id, @DepartmentId, @Focus, @AcademicYear, @FocusTitle, @WorkGroupId, @Theme,
                @Motivation, @HeadteacherName, @HeadteacherRole, @HeadteacherAgreeDate, @Eligibility, @Outcome,
                @SubmitTime, @State, @StateReason)
            ON CONFLICT DO NOTHING RETURNING *),
        led AS (
            INSERT INTO application_advocate (hub_id, application_id, ordinal, participant_id, experienced,
                responsibility, authority)
            SELECT a.hub_id, a.id, v.ordinal, v.participant_id, v.experienced, v.responsibility, v.authority
            FROM a, ROWS FROM (jsonb_to_recordset(@Advocates)
                    AS ("participantId" uuid, experienced boolean, responsibility text, authority boolean))
                WITH ORDINALITY AS v (participant_id, experienced, responsibility, authority, ordinal))
        SELECT {Columns}, @Advocates AS advocates FROM a
        """);

    public Task<Application> UpdateAsync(
        Application before, Application after, ChangeKind kind = ChangeKind.Updated) =>
        db.UpdateAsync(before, after, $"""
        WITH a AS (
            UPDATE application SET focus = @Focus, academic_year = @AcademicYear,
                focus_title = @FocusTitle, work_group_id = @WorkGroupId,
                theme = @Theme, motivation = @Motivation, headteacher_name = @HeadteacherName,
                headteacher_role = @HeadteacherRole, headteacher_agree_date = @HeadteacherAgreeDate,
                eligibility = @Eligibility, outcome = @Outcome, state = @State, state_reason = @StateReason,
                enrolment_id = @EnrolmentId, submit_time = @SubmitTime,
                decline_reason = @DeclineReason, waitlist_position = @WaitlistPosition,
                moved_to_hub = @MovedToHub, revision = revision + 1, update_time = now()
            WHERE hub_id = @HubId AND id = @Id AND revision = @Revision RETURNING *),
        led AS (
            INSERT INTO application_advocate (hub_id, application_id, ordinal, participant_id, experienced,
                responsibility, authority)
            SELECT a.hub_id, a.id, v.ordinal, v.participant_id, v.experienced, v.responsibility, v.authority
            FROM a, ROWS FROM (jsonb_to_recordset(@Advocates)
                    AS ("participantId" uuid, experienced boolean, responsibility text, authority boolean))
                WITH ORDINALITY AS v (participant_id, experienced, responsibility, authority, ordinal)
            ON CONFLICT (hub_id, application_id, ordinal) DO UPDATE SET participant_id = excluded.participant_id,
                experienced = excluded.experienced, responsibility = excluded.responsibility,
                authority = excluded.authority),
        gone AS (
            DELETE FROM application_advocate v USING a
            WHERE v.hub_id = a.hub_id AND v.application_id = a.id AND v.ordinal > jsonb_array_length(@Advocates))
        SELECT {Columns}, @Advocates AS advocates FROM a
        """, kind);

    /// <summary>Deletes a draft that no enquiry became.</summary>
    public async Task DeleteAsync(Application application)
    {
        var children = await db.QueryAsync<Child>("""
            SELECT 'enquiry' AS kind, 'hubs/' || hub_id || '/enquiries/' || id AS example
            FROM enquiry WHERE hub_id = @HubId AND application_id = @Id LIMIT 1
            """, application.RequireDraft());
        Child.RequireNone(application.Name, children, "it was made from an enquiry; use WithdrawApplication instead");
        await db.DeleteAsync(
            application, "DELETE FROM application WHERE hub_id = @HubId AND id = @Id AND revision = @Revision");
    }
}
