using Dapper;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed partial class ParticipantStore(DbSession db)
{
    /// <summary>What people call a participant <c>p</c>.</summary>
    internal const string DisplayName = """
        coalesce(nullif(p.preferred_given_name, ''), p.given_name) || ' '
            || coalesce(nullif(p.preferred_family_name, ''), p.family_name)
        """;

    internal const string Columns = """
        p.hub_id, p.id, p.given_name, p.family_name, p.preferred_given_name, p.preferred_family_name, p.previous_names,
        p.email, p.phone, p.trn, p.teaching_since, p.specialist_cohort, p.specialist_phase, p.specialist_status,
        p.source, p.state, p.left_date, p.merged_into_id, p.moved_to_hub, p.revision, p.create_time, p.update_time
        """;

    const string AllColumns = Columns + """
        , (SELECT coalesce(jsonb_agg(jsonb_build_object('departmentId', w.department_id, 'jobTitle', w.job_title,
                'responsibility', w.responsibility, 'startDate', w.start_date, 'endDate', w.end_date,
                'expectedFromDate', w.expected_from_date, 'expectedUntilDate', w.expected_until_date)
                ORDER BY w.ordinal), '[]')
            FROM participant_post w WHERE w.hub_id = p.hub_id AND w.participant_id = p.id) AS posts
        , (SELECT coalesce(jsonb_agg(jsonb_build_object('source', x.source, 'value', x.value, 'startDate', x.start_date,
                'endDate', x.end_date) ORDER BY x.ordinal), '[]')
            FROM participant_external_id x WHERE x.hub_id = p.hub_id AND x.participant_id = p.id) AS external_ids
        """;

    static readonly ListShape Shape = ListShape.Of(V1.Participant.Descriptor, ["p.hub_id", "p.id"], new()
    {
        ["posts.department"] = "w.department_id",
        ["posts.responsibility"] = "w.responsibility",
    }, new()
    {
        ["posts"] = $$"""
            EXISTS (SELECT FROM participant_post w WHERE w.hub_id = p.hub_id AND w.participant_id = p.id
                AND {{Post.HeldDuring("@From", "@Until")}} AND {0})
            """,
    });

    static ParticipantStore()
    {
        SqlMapper.AddTypeHandler(new JsonColumn<ExternalId>());
        SqlMapper.AddTypeHandler(new JsonColumn<Post>());
        SqlMapper.AddTypeHandler(new JsonColumn<PreviousName>());
    }

    /// <summary>Locks the departments of which the participant is or may be the head, and the participant. Then reads
    /// in another statement: the statement that waits for a lock would see posts and external ids as they were before
    /// the wait.</summary>
    public async Task<Participant> LockAsync(string name, string etag = "")
    {
        var key = new { hub = name.HubId(), id = name.Uuid() };
        await db.LockAllAsync<int>("""
            SELECT 1 FROM department
            WHERE hub_id = @hub AND (head_id = @id OR id IN (
                SELECT department_id FROM participant_post WHERE hub_id = @hub AND participant_id = @id))
            ORDER BY id FOR NO KEY UPDATE
            """, key);
        await db.LockAsync<int>("SELECT 1 FROM participant WHERE hub_id = @hub AND id = @id FOR NO KEY UPDATE", key);
        var found = (await GetAsync(name, etag)).RequireHere().RequireKnown();
        return found.Id == key.id ? found : await LockAsync(found.Name, etag);
    }

    /// <summary>A page of participants; filters over posts find those held on one of the days.</summary>
    public Task<Page<Participant>> ListAsync(string parent, ListRequest list, PostDays days, bool erased) =>
        db.PageAsync<Participant>(
            Shape,
            list,
            $"SELECT {AllColumns} FROM participant p",
            (parent.HubId() == "-" ? "" : "p.hub_id = @hub AND ") + "p.merged_into_id IS NULL"
                + (erased ? "" : " AND p.state <> 'ERASED'"),
            new { hub = parent.HubId(), days.From, days.Until });

    public async Task DeleteAsync(Participant participant)
    {
        await RequireAllSeenAsync(participant);
        var children = await db.QueryAsync<Child>("""
            SELECT kind, example FROM (VALUES
                ('department', (SELECT 'hubs/' || hub_id || '/departments/' || id
                    FROM department WHERE hub_id = @HubId AND head_id = @Id LIMIT 1)),
                ('participation',
                    (SELECT 'hubs/' || hub_id || '/departments/' || department_id || '/participations/' ||
                        participation_id
                    FROM past_participation_lead WHERE hub_id = @HubId AND participant_id = @Id LIMIT 1)),
                ('participant', (SELECT 'hubs/' || hub_id || '/participants/' || id
                    FROM participant WHERE hub_id = @HubId AND merged_into_id = @Id LIMIT 1)),
                ('workGroup', (SELECT 'hubs/' || hub_id || '/workGroups/' || work_group_id
                    FROM work_group_lead WHERE hub_id = @HubId AND participant_id = @Id LIMIT 1)),
                ('application', (SELECT 'hubs/' || hub_id || '/applications/' || application_id
                    FROM application_advocate WHERE hub_id = @HubId AND participant_id = @Id LIMIT 1)),
                ('letter', (SELECT 'hubs/' || hub_id || '/letters/' || id
                    FROM letter WHERE hub_id = @HubId AND recipient_id = @Id LIMIT 1)),
                ('enrolment',
                    (SELECT 'hubs/' || hub_id || '/workGroups/' || work_group_id || '/enrolments/' || enrolment_id
                    FROM enrolment_advocate WHERE hub_id = @HubId AND participant_id = @Id LIMIT 1)),
                ('session',
                    (SELECT 'hubs/' || hub_id || '/workGroups/' || work_group_id || '/sessions/' || session_id
                    FROM session_attendance WHERE hub_id = @HubId AND participant_id = @Id LIMIT 1)),
                ('dataRequest', (SELECT 'hubs/' || hub_id || '/dataRequests/' || id
                    FROM data_request WHERE hub_id = @HubId AND participant_id = @Id LIMIT 1)))
                AS child (kind, example) WHERE example IS NOT NULL
            """, participant);
        Child.RequireNone(
            participant.Name, children, "remove them from there first, or say with ArchiveParticipant that they left");
        await db.DeleteAsync(
            participant, "DELETE FROM participant WHERE hub_id = @HubId AND id = @Id AND revision = @Revision");
    }

    /// <summary>Refuses a head who holds no post in the department today. The lock keeps them there until the
    /// commit; what is asked after it sees the posts as they are then.</summary>
    /// <returns>The department, with the record that the head's was merged into.</returns>
    public async Task<Department> RequireHeadAsync(Department named)
    {
        if (named.HeadId is not { } head)
        {
            return named;
        }

        var survivors = await SurvivorsAsync([named.HubId], [head]);
        var department = named with { HeadId = survivors.GetValueOrDefault(head, head) };
        await db.LockAsync<int>(
            "SELECT 1 FROM participant WHERE hub_id = @HubId AND id = @HeadId FOR SHARE", department);
        return await db.FindAsync<int>($"""
            SELECT 1 FROM participant p JOIN participant_post w ON w.hub_id = p.hub_id AND w.participant_id = p.id
            WHERE p.hub_id = @HubId AND p.id = @HeadId AND p.state = 'ACTIVE' AND w.department_id = @Id
                AND {Post.HeldToday}
            LIMIT 1
            """, department) == 1
            ? department
            : throw Refusals.Reference("department.head", $"hubs/{department.HubId}/participants/{head}",
                "holds no post in this department today");
    }

    /// <summary>The only person of the hub whom a list may mean: by the e-mail address, else by the name in the
    /// department. Null if nobody is, or several are.</summary>
    internal async Task<Guid?> CalledAsync(string hub, Guid? department, WrittenPerson person)
    {
        var key = new { hub, department, person.Name, person.Email };
        var found = person.Email.Length == 0 ? [] : await db.QueryAsync<Guid>("""
            SELECT p.id FROM participant p
            WHERE p.hub_id = @hub AND p.merged_into_id IS NULL AND lower(p.email) = lower(@Email) LIMIT 2
            """, key);
        if (found.Count != 1 && department is not null && person.Name.Length > 0)
        {
            found = await db.QueryAsync<Guid>($"""
                SELECT p.id FROM participant p
                WHERE p.hub_id = @hub AND p.merged_into_id IS NULL
                    AND fold(@Name) IN (fold({DisplayName}), fold(p.given_name || ' ' || p.family_name))
                    AND EXISTS (SELECT FROM participant_post w WHERE w.hub_id = p.hub_id AND w.participant_id = p.id
                        AND w.department_id = @department) LIMIT 2
                """, key);
        }

        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>Refuses a person who on a day holds no post in a department or in another one of its school.</summary>
    public async Task RequireColleagueAsync(string field, string name, Guid department, DateOnly day)
    {
        if (await db.FindAsync<int>($"""
            SELECT 1 FROM participant_post w
            JOIN department d ON d.hub_id = w.hub_id AND d.id = w.department_id
            JOIN department own ON own.hub_id = d.hub_id AND own.school = d.school
            WHERE w.hub_id = @hub AND w.participant_id = @id AND own.id = @department
                AND {Post.HeldOn("@day")}
            LIMIT 1
            """, new { hub = name.HubId(), id = await SurvivorAsync(name), department, day }) == 0)
        {
            throw Refusals.Reference(field, name, $"holds no post in the school on {EnglandTime.Words(day)}");
        }
    }

    /// <summary>The id of another participant who has the TRN.</summary>
    public async Task<Guid> TrnHolderAsync(Participant participant) => participant.Trn is null
        ? default
        : await db.FindAsync<Guid>(
            "SELECT id FROM participant WHERE hub_id = @HubId AND trn = @Trn AND id <> @Id", participant);

    /// <summary>Refuses a TRN that another participant has whom the caller sees. The error names that participant,
    /// never the TRN. That of somebody unseen the unique key refuses.</summary>
    async Task RequireFreeTrnAsync(Participant participant)
    {
        var holder = await TrnHolderAsync(participant);
        if (holder != default)
        {
            throw ApiError.AlreadyExists(Participant.Type, $"hubs/{participant.HubId}/participants/{holder}");
        }
    }
}
