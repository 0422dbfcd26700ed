using Mastery.Common.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Past participations, and the national facts in them: that a school's department took part.</summary>
public sealed class PastParticipationStore(DbSession db)
{
    const int MostLeads = 10;

    const string Columns = """
        p.hub_id, p.department_id, p.id, p.code, p.stage, p.academic_year, p.school, p.source, p.revision,
        p.create_time, p.update_time
        """;

    const string AllColumns = Columns + """
        , ARRAY(SELECT l.participant_id FROM past_participation_lead l
            WHERE l.hub_id = p.hub_id AND l.department_id = p.department_id AND l.participation_id = p.id
            ORDER BY l.ordinal) AS leads
        """;

    const string NewRows = """
        p AS (
            INSERT INTO past_participation (hub_id, department_id, id, code, stage, academic_year, school, source)
            VALUES (@HubId, @DepartmentId, @Id, @Code, @Stage, @AcademicYear, @School, @Source)
            ON CONFLICT DO NOTHING RETURNING *),
        led AS (
            INSERT INTO past_participation_lead (hub_id, department_id, participation_id, ordinal, participant_id)
            SELECT p.hub_id, p.department_id, p.id, l.ordinal, l.participant_id
            FROM p, unnest(@Leads) WITH ORDINALITY AS l (participant_id, ordinal))
        """;

    static readonly ListShape Shape = ListShape.Of(V1.PastParticipation.Descriptor, ["p.hub_id", "p.id"]);

    public async Task<PastParticipation> GetAsync(string name, string etag = "") =>
        (await db.FindAsync<PastParticipation>(
            $"""
            SELECT {AllColumns} FROM past_participation p
            WHERE p.hub_id = @hub AND p.department_id = @department AND p.id = @id
            """,
            Key(name))
            ?? throw await MovedAsync(name) ?? ApiError.NotFound(PastParticipation.Type, name)).RequireEtag(etag);

    /// <summary>Locks and reads all of a department.</summary>
    public async Task<IReadOnlyList<PastParticipation>> LockAllAsync(Department department)
    {
        await db.LockAllAsync<int>("""
            SELECT 1 FROM past_participation WHERE hub_id = @HubId AND department_id = @Id ORDER BY id
            FOR NO KEY UPDATE
            """, department);
        return await db.QueryAsync<PastParticipation>($"""
            SELECT {AllColumns} FROM past_participation p
            WHERE p.hub_id = @HubId AND p.department_id = @Id ORDER BY p.id
            """, department);
    }

    /// <summary>Moves one to another hub with its department. The national fact has the same id and stays.</summary>
    /// <param name="participation">The participation.</param>
    /// <param name="hub">The id of the hub.</param>
    /// <param name="leads">Those of its leads whom that hub has.</param>
    public async Task MoveAsync(PastParticipation participation, string hub, Guid[] leads)
    {
        await db.DeleteAsync(participation, """
            DELETE FROM past_participation WHERE hub_id = @HubId AND department_id = @DepartmentId AND id = @Id
                AND revision = @Revision
            """);
        await db.InHubAsync(hub, () => db.InsertAsync(participation with { HubId = hub, Leads = leads }, $"""
            WITH {NewRows} SELECT {Columns}, @Leads AS leads FROM p
            """));
    }

    /// <summary>Locks a participation, and then reads it in a second statement: the statement that waits for the lock
    /// would see the leads as they were before the wait.</summary>
    public async Task<PastParticipation> LockAsync(string name, string etag = "")
    {
        await db.LockAsync<int>("""
            SELECT 1 FROM past_participation
            WHERE hub_id = @hub AND department_id = @department AND id = @id FOR NO KEY UPDATE
            """, Key(name));
        return await GetAsync(name, etag);
    }

    public Task<Page<PastParticipation>> ListAsync(string parent, ListRequest list)
    {
        var (hub, department) = (parent.HubId(), parent.Id());
        List<string> conditions = [];
        conditions.AddRange(hub == "-" ? [] : ["p.hub_id = @hub"]);
        conditions.AddRange(department == "-" ? [] : ["p.department_id = @department"]);
        return db.PageAsync<PastParticipation>(
            Shape, list, $"SELECT {AllColumns} FROM past_participation p",
            string.Join(" AND ", conditions), new { hub, department = Reference.ToId(department) });
    }

    public async Task<PastParticipation> InsertAsync(PastParticipation participation)
    {
        await RequireNewAsync(participation);
        return await db.InsertAsync(participation, $"""
            WITH {NewRows},
            fact AS (
                INSERT INTO school_participation (participation_id, urn, subject, stage, academic_year, code)
                SELECT p.id, p.school, d.subject, p.stage, p.academic_year,
                    CASE p.stage WHEN 'LOCAL' THEN '' ELSE p.code END
                FROM p JOIN department d ON d.hub_id = p.hub_id AND d.id = p.department_id)
            SELECT {Columns}, @Leads AS leads FROM p
            """);
    }

    /// <summary>Inserts a participation, or adds its leads to the one that there is of the stage, year and
    /// school.</summary>
    public async Task RecordAsync(PastParticipation participation)
    {
        var id = await SameAsync(participation);
        if (id == default)
        {
            await InsertAsync(participation);
            return;
        }

        var known = await LockAsync((participation with { Id = id }).Name);
        await UpdateAsync(known, known with { Leads = [.. known.Leads.Union(participation.Leads).Take(MostLeads)] });
    }

    public async Task<PastParticipation> UpdateAsync(PastParticipation before, PastParticipation after)
    {
        await RequireNewAsync(after);
        return await db.UpdateAsync(before, after, $"""
            WITH p AS (
                UPDATE past_participation SET code = @Code, stage = @Stage, academic_year = @AcademicYear,
                    school = @School, source = @Source, revision = revision + 1, update_time = now()
                WHERE hub_id = @HubId AND department_id = @DepartmentId AND id = @Id AND revision = @Revision
                RETURNING *),
            led AS (
                INSERT INTO past_participation_lead (hub_id, department_id, participation_id, ordinal, participant_id)
                SELECT p.hub_id, p.department_id, p.id, l.ordinal, l.participant_id
                FROM p, unnest(@Leads) WITH ORDINALITY AS l (participant_id, ordinal)
                ON CONFLICT (hub_id, department_id, participation_id, ordinal) DO UPDATE
                SET participant_id = excluded.participant_id),
            gone AS (
                DELETE FROM past_participation_lead l USING p
                WHERE l.hub_id = p.hub_id AND l.department_id = p.department_id AND l.participation_id = p.id
                    AND l.ordinal > cardinality(@Leads)),
            fact AS (
                INSERT INTO school_participation (participation_id, urn, subject, stage, academic_year, code)
                SELECT p.id, p.school, d.subject, p.stage, p.academic_year,
                    CASE p.stage WHEN 'LOCAL' THEN '' ELSE p.code END
                FROM p JOIN department d ON d.hub_id = p.hub_id AND d.id = p.department_id
                ON CONFLICT (participation_id) DO UPDATE SET urn = excluded.urn, stage = excluded.stage,
                    academic_year = excluded.academic_year, code = excluded.code)
            SELECT {Columns}, @Leads AS leads FROM p
            """);
    }

    public Task DeleteAsync(PastParticipation participation) => db.DeleteAsync(participation, """
        WITH fact AS (DELETE FROM school_participation WHERE participation_id = @Id)
        DELETE FROM past_participation WHERE hub_id = @HubId AND department_id = @DepartmentId AND id = @Id
            AND revision = @Revision
        """);

    /// <summary>The name of the department's participation of the same stage or local project, year and school; empty
    /// if there is none.</summary>
    public async Task<string> FindSameAsync(PastParticipation participation)
    {
        var same = await SameAsync(participation);
        return same == default ? "" : (participation with { Id = same }).Name;
    }

    /// <summary>Whether any hub has recorded that a school's department took part.</summary>
    public Task<bool> IsKnownAsync(string urn, Subject subject, Stage stage, string academicYear) =>
        db.FindAsync<bool>("""
            SELECT EXISTS (SELECT FROM school_participation WHERE urn = @urn AND subject = @subject
                AND stage = @stage AND academic_year = @academicYear)
            """, new { urn, subject, stage, academicYear });

    async Task RequireNewAsync(PastParticipation participation)
    {
        var same = await SameAsync(participation);
        if (same != default)
        {
            throw ApiError.AlreadyExists(PastParticipation.Type, (participation with { Id = same }).Name);
        }
    }

    Task<Guid> SameAsync(PastParticipation participation) => db.FindAsync<Guid>("""
        SELECT id FROM past_participation WHERE hub_id = @HubId AND department_id = @DepartmentId AND stage = @Stage
            AND academic_year = @AcademicYear AND school = @School AND id <> @Id
            AND (stage <> 'LOCAL' OR code = @Code)
        """, participation);

    /// <summary>The error for one whose department went to another hub; null for another.</summary>
    async Task<ApiError?> MovedAsync(string name) => await db.FindAsync<Department>($"""
        SELECT {DepartmentStore.Columns} FROM department WHERE hub_id = @hub AND id = @department AND state = 'MOVED'
        """, Key(name)) is { } department
        ? Refusals.Moved(name, $"{department.MovedTo}/participations/{name.Id()}")
        : null;

    static object Key(string name) => new
    {
        hub = name.HubId(),
        department = Reference.ToId(ResourceName.Segment(name, "departments")),
        id = name.Uuid(),
    };
}
