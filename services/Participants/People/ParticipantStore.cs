using Dapper;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed class ParticipantStore(DbSession db)
{
    const string Columns = """
        p.hub_id, p.id, p.department_id, p.given_name, p.family_name, p.preferred_name, p.previous_names, p.email,
        p.phone, p.trn, p.job_title, p.responsibility, p.teaching_since, p.specialist_cohort, p.specialist_phase,
        p.specialist_status, p.source, p.state, p.revision, p.create_time, p.update_time
        """;

    const string AllColumns = Columns + """
        , (SELECT coalesce(jsonb_agg(jsonb_build_object('source', x.source, 'value', x.value, 'startDate', x.start_date,
                'endDate', x.end_date) ORDER BY x.ordinal), '[]')
            FROM participant_external_id x WHERE x.hub_id = p.hub_id AND x.participant_id = p.id) AS external_ids
        """;

    static readonly ListShape Shape = ListShape.Of(V1.Participant.Descriptor, ["p.hub_id", "p.id"]);

    static ParticipantStore() => SqlMapper.AddTypeHandler(new JsonColumn<ExternalId>());

    public async Task<Participant> GetAsync(string name, string etag = "") =>
        (await db.FindAsync<Participant>(
            $"SELECT {AllColumns} FROM participant p WHERE p.hub_id = @hub AND p.id = @id",
            new { hub = name.HubId(), id = name.Uuid() })
            ?? throw ApiError.NotFound(Participant.Type, name)).RequireEtag(etag);

    /// <summary>The participants with these names, in the same order.</summary>
    public async Task<IReadOnlyList<Participant>> BatchGetAsync(IReadOnlyList<string> names) =>
        (await db.QueryAsync<Participant>(
            $"SELECT {AllColumns} FROM participant p WHERE p.hub_id = ANY(@hubs) AND p.id = ANY(@ids)",
            new
            {
                hubs = names.Select(ResourceName.HubId).Distinct().ToArray(),
                ids = names.Select(Reference.ToId).ToArray(),
            })).InOrderOf(names, Participant.Type);

    /// <summary>Locks the department, of which the participant may be the head, and the participant. Then reads in
    /// another statement: the statement that waits for a lock would see the external ids as they were before the
    /// wait.</summary>
    public async Task<Participant> LockAsync(string name, string etag = "")
    {
        var key = new { hub = name.HubId(), id = name.Uuid() };
        await db.LockAsync<int>("""
            SELECT 1 FROM department
            WHERE hub_id = @hub AND id = (SELECT department_id FROM participant WHERE hub_id = @hub AND id = @id)
            FOR NO KEY UPDATE
            """, key);
        await db.LockAsync<int>("SELECT 1 FROM participant WHERE hub_id = @hub AND id = @id FOR NO KEY UPDATE", key);
        return await GetAsync(name, etag);
    }

    public Task<Page<Participant>> ListAsync(string parent, ListRequest list) => db.PageAsync<Participant>(
        Shape,
        list,
        $"SELECT {AllColumns} FROM participant p",
        parent.HubId() == "-" ? "" : "p.hub_id = @hub",
        new { hub = parent.HubId() });

    public async Task<Participant> InsertAsync(Participant participant)
    {
        await RequireFreeTrnAsync(participant);
        return await db.InsertAsync(participant, $"""
            WITH p AS (
                INSERT INTO participant (hub_id, id, department_id, given_name, family_name, preferred_name,
                    previous_names, email, phone, trn, job_title, responsibility, teaching_since, specialist_cohort,
                    specialist_phase, specialist_status, source, state)
                VALUES (@HubId, @Id, @DepartmentId, @GivenName, @FamilyName, @PreferredName, @PreviousNames, @Email,
                    @Phone, @Trn, @JobTitle, @Responsibility, @TeachingSince, @SpecialistCohort, @SpecialistPhase,
                    @SpecialistStatus, @Source, @State)
                ON CONFLICT DO NOTHING RETURNING *),
            ids AS (
                INSERT INTO participant_external_id (hub_id, participant_id, ordinal, source, value, start_date,
                    end_date)
                SELECT p.hub_id, p.id, x.ordinal, x.source, x.value, x.start_date, x.end_date
                FROM p, ROWS FROM (jsonb_to_recordset(@ExternalIds) AS (source text, value text, "startDate" date,
                    "endDate" date))
                    WITH ORDINALITY AS x (source, value, start_date, end_date, ordinal))
            SELECT {Columns}, @ExternalIds AS external_ids FROM p
            """);
    }

    public async Task<Participant> UpdateAsync(Participant before, Participant after)
    {
        if (after.Trn != before.Trn)
        {
            await RequireFreeTrnAsync(after);
        }

        return await db.UpdateAsync(before, after, $"""
            WITH p AS (
                UPDATE participant SET department_id = @DepartmentId, given_name = @GivenName,
                    family_name = @FamilyName, preferred_name = @PreferredName, previous_names = @PreviousNames,
                    email = @Email, phone = @Phone, trn = @Trn, job_title = @JobTitle, responsibility = @Responsibility,
                    teaching_since = @TeachingSince, specialist_cohort = @SpecialistCohort,
                    specialist_phase = @SpecialistPhase, specialist_status = @SpecialistStatus, state = @State,
                    revision = revision + 1, update_time = now()
                WHERE hub_id = @HubId AND id = @Id AND revision = @Revision RETURNING *),
            ids AS (
                INSERT INTO participant_external_id AS kept (hub_id, participant_id, ordinal, source, value, start_date,
                    end_date)
                SELECT p.hub_id, p.id, x.ordinal, x.source, x.value, x.start_date, x.end_date
                FROM p, ROWS FROM (jsonb_to_recordset(@ExternalIds) AS (source text, value text, "startDate" date,
                    "endDate" date))
                    WITH ORDINALITY AS x (source, value, start_date, end_date, ordinal)
                ON CONFLICT (hub_id, participant_id, ordinal) DO UPDATE SET
                    source = excluded.source, value = excluded.value, start_date = excluded.start_date,
                    end_date = excluded.end_date),
            gone AS (
                DELETE FROM participant_external_id x USING p
                WHERE x.hub_id = p.hub_id AND x.participant_id = p.id AND x.ordinal > jsonb_array_length(@ExternalIds))
            SELECT {Columns}, @ExternalIds AS external_ids FROM p
            """);
    }

    public async Task DeleteAsync(Participant participant)
    {
        var children = await db.QueryAsync<Child>("""
            SELECT kind, example FROM (VALUES
                ('department', (SELECT 'hubs/' || hub_id || '/departments/' || id
                    FROM department WHERE hub_id = @HubId AND id = @DepartmentId AND head_id = @Id)),
                ('participation',
                    (SELECT 'hubs/' || hub_id || '/departments/' || department_id || '/participations/' ||
                        participation_id
                    FROM past_participation_lead WHERE hub_id = @HubId AND participant_id = @Id LIMIT 1)),
                ('workGroup', (SELECT 'hubs/' || hub_id || '/workGroups/' || work_group_id
                    FROM work_group_lead WHERE hub_id = @HubId AND participant_id = @Id LIMIT 1)),
                ('application', (SELECT 'hubs/' || hub_id || '/applications/' || application_id
                    FROM application_advocate WHERE hub_id = @HubId AND participant_id = @Id LIMIT 1)),
                ('enrolment',
                    (SELECT 'hubs/' || hub_id || '/workGroups/' || work_group_id || '/enrolments/' || enrolment_id
                    FROM enrolment_advocate WHERE hub_id = @HubId AND participant_id = @Id LIMIT 1)))
                AS child (kind, example) WHERE example IS NOT NULL
            """, participant);
        Child.RequireNone(
            participant.Name, children, "remove them from there first, or say with ArchiveParticipant that they left");
        await db.DeleteAsync(
            participant, "DELETE FROM participant WHERE hub_id = @HubId AND id = @Id AND revision = @Revision");
    }

    /// <summary>Refuses a head who does not work in the department. The lock keeps them there until the
    /// commit.</summary>
    public async Task RequireHeadAsync(Department department)
    {
        if (department.HeadId is { } head && await db.LockAsync<int>("""
            SELECT 1 FROM participant
            WHERE hub_id = @HubId AND department_id = @Id AND id = @HeadId AND state = 'ACTIVE' FOR SHARE
            """, department) == 0)
        {
            throw Refusals.Reference(
                "department.head", $"hubs/{department.HubId}/participants/{head}", "does not work in this department");
        }
    }

    /// <summary>Refuses a field that refers to people who are not in this hub.</summary>
    public async Task RequireAsync(string field, string hub, IReadOnlyList<Guid> ids)
    {
        var known = ids.Count == 0
            ? []
            : await db.QueryAsync<Guid>("SELECT id FROM participant WHERE hub_id = @hub AND id = ANY(@ids)",
            new { hub, ids = ids.ToArray() });
        List<(string, string)> missing = [.. Enumerable.Range(0, ids.Count).Where(index => !known.Contains(ids[index]))
            .Select(index => ($"{field}[{index}]", $"hubs/{hub}/participants/{ids[index]}"))];
        if (missing.Count > 0)
        {
            throw Refusals.References(missing);
        }
    }

    /// <summary>Refuses a TRN that another participant has. The error names that participant, never the TRN.</summary>
    async Task RequireFreeTrnAsync(Participant participant)
    {
        var holder = participant.Trn is null ? default : await db.FindAsync<Guid>(
            "SELECT id FROM participant WHERE hub_id = @HubId AND trn = @Trn AND id <> @Id", participant);
        if (holder != default)
        {
            throw ApiError.AlreadyExists(Participant.Type, $"hubs/{participant.HubId}/participants/{holder}");
        }
    }
}
