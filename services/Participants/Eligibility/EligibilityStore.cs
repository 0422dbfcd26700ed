using Mastery.Common.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Reads the facts about a department that the rules need.</summary>
public sealed class EligibilityStore(DbSession db, SuccessionStore successions, TimeProvider clock)
{
    /// <summary>Reads all facts in one snapshot.</summary>
    /// <param name="department">The department.</param>
    /// <param name="advocates">Its Advocates, who all exist; null if none were named.</param>
    public Task<EligibilityFacts> GatherAsync(Department department, IReadOnlyList<Advocate>? advocates) =>
        db.SnapshotAsync(() => FactsAsync(department, advocates));

    async Task<EligibilityFacts> FactsAsync(Department department, IReadOnlyList<Advocate>? advocates) => new()
    {
        Department = department.Name,
        Subject = department.Subject,
        DepartmentActive = department.IsActive,
        School = $"schools/{department.School}",
        Directory = (await SchoolAsync(department))?.ToFact(),
        Participations = [.. (await ParticipationsAsync(department)).Select(row => row.ToFact())],
        Specialists = [.. (await SpecialistsAsync(department)).Select(row => row.ToFact())],
        Leads = advocates is null ? null : await LeadsAsync(department, advocates),
        Now = clock.GetUtcNow().UtcDateTime,
    };

    Task<SchoolRow?> SchoolAsync(Department department) =>
        db.FindAsync<SchoolRow>(
            "SELECT state_funded, in_england, secondary, status, phase FROM school WHERE urn = @School", department);

    /// <summary>The participations of the department, and of departments of the same subject at its school or a
    /// predecessor.</summary>
    async Task<IReadOnlyList<ParticipationRow>> ParticipationsAsync(Department department)
    {
        var ancestors = await successions.AncestorsAsync(department.School);
        return await db.QueryAsync<ParticipationRow>("""
            WITH lineage (urn, confirmed) AS (SELECT @School, true UNION ALL SELECT * FROM unnest(@urns, @confirmed))
            SELECT p.hub_id, p.department_id, p.id, p.stage, p.academic_year, p.school,
                bool_or(p.department_id = @Id OR lineage.confirmed) AS confirmed
            FROM past_participation p
            JOIN department d ON d.hub_id = p.hub_id AND d.id = p.department_id
            LEFT JOIN lineage ON lineage.urn IN (p.school, d.school)
            WHERE p.hub_id = @HubId AND (p.department_id = @Id OR d.subject = @Subject AND lineage.urn IS NOT NULL)
            GROUP BY p.hub_id, p.department_id, p.id, p.stage, p.academic_year, p.school
            ORDER BY p.academic_year DESC, p.id
            """, new
        {
            department.HubId,
            department.Id,
            department.School,
            department.Subject,
            urns = ancestors.Select(ancestor => ancestor.Urn).ToArray(),
            confirmed = ancestors.Select(ancestor => ancestor.Followed).ToArray(),
        });
    }

    Task<IReadOnlyList<SpecialistRow>> SpecialistsAsync(Department department) => db.QueryAsync<SpecialistRow>($"""
        SELECT hub_id, id, specialist_cohort AS cohort, specialist_phase AS phase, specialist_status AS status
        FROM participant p WHERE hub_id = @HubId AND state = 'ACTIVE' AND specialist_cohort IS NOT NULL
            AND EXISTS (SELECT FROM participant_post w WHERE w.hub_id = p.hub_id AND w.participant_id = p.id
                AND w.department_id = @Id AND {Post.IsHeldToday})
        ORDER BY id
        """, department);

    /// <summary>What the application says of each Advocate. If it states no responsibility, the highest of their
    /// current posts in the department is used.</summary>
    async Task<IReadOnlyList<LeadFact>> LeadsAsync(Department department, IReadOnlyList<Advocate> advocates)
    {
        var posts = await db.QueryAsync<MemberRow>($"""
            SELECT p.id, w.responsibility
            FROM participant p JOIN participant_post w ON w.hub_id = p.hub_id AND w.participant_id = p.id
            WHERE p.hub_id = @hub AND p.id = ANY(@ids) AND p.state = 'ACTIVE' AND w.department_id = @department
                AND {Post.IsHeldToday}
            """,
            new
            {
                hub = department.HubId,
                department = department.Id,
                ids = advocates.Select(advocate => advocate.ParticipantId).ToArray(),
            });
        return [.. advocates.Select(advocate =>
            Lead(department, advocate, [.. posts.Where(post => post.Id == advocate.ParticipantId)]))];
    }

    static LeadFact Lead(Department department, Advocate advocate, List<MemberRow> posts) => new()
    {
        Name = $"hubs/{department.HubId}/participants/{advocate.ParticipantId}",
        Experienced = advocate.Experienced,
        Responsibility = advocate.Responsibility ?? posts.Max(post => post.Responsibility) ?? default,
        Authority = advocate.Authority,
        Member = posts.Count > 0,
    };

    sealed record SchoolRow
    {
        public bool? StateFunded { get; init; }

        public bool? InEngland { get; init; }

        public bool? Secondary { get; init; }

        public V1.School.Types.Status Status { get; init; }

        public V1.School.Types.Phase Phase { get; init; }

        public SchoolFact ToFact() => new()
        {
            StateFunded = StateFunded,
            InEngland = InEngland,
            Secondary = Secondary,
            Status = Status,
            Phase = Phase,
        };
    }

    sealed record ParticipationRow
    {
        public string HubId { get; init; } = "";

        public Guid DepartmentId { get; init; }

        public Guid Id { get; init; }

        public Stage Stage { get; init; }

        public string AcademicYear { get; init; } = "";

        public string School { get; init; } = "";

        public bool Confirmed { get; init; }

        public ParticipationFact ToFact() => new()
        {
            Name = $"hubs/{HubId}/departments/{DepartmentId}/participations/{Id}",
            Stage = Stage,
            AcademicYear = AcademicYear,
            School = $"schools/{School}",
            Confirmed = Confirmed,
        };
    }

    sealed record SpecialistRow
    {
        public string HubId { get; init; } = "";

        public Guid Id { get; init; }

        public int Cohort { get; init; }

        public V1.Participant.Types.Specialist.Types.Phase Phase { get; init; }

        public V1.Participant.Types.Specialist.Types.Status Status { get; init; }

        public SpecialistFact ToFact() => new()
        {
            Name = $"hubs/{HubId}/participants/{Id}",
            Cohort = Cohort,
            Phase = Phase,
            Status = Status,
        };
    }

    sealed record MemberRow
    {
        public Guid Id { get; init; }

        public V1.Responsibility? Responsibility { get; init; }
    }
}
