using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Gathers what is known of a department, for the rules to judge.</summary>
public sealed class EligibilityStore(DbSession db, TimeProvider clock)
{
    /// <summary>The facts of now.</summary>
    /// <param name="department">The department.</param>
    /// <param name="advocates">Its Advocates, all of whom exist; null when none were named.</param>
    public async Task<EligibilityFacts> GatherAsync(Department department, Advocates? advocates) => new()
    {
        Department = department.Name,
        Subject = Enums.Parse<V1.Subject>(department.Subject),
        DepartmentActive = department.IsActive,
        School = $"schools/{department.School}",
        Directory = (await SchoolAsync(department))?.ToFact(),
        Participations = [.. (await ParticipationsAsync(department)).Select(row => row.ToFact())],
        Specialists = [.. (await SpecialistsAsync(department)).Select(row => row.ToFact())],
        Leads = advocates is null ? null : await LeadsAsync(department, advocates),
        Now = clock.GetUtcNow().UtcDateTime,
    };

    Task<SchoolRow?> SchoolAsync(Department department) =>
        db.FindAsync<SchoolRow>("SELECT state_funded, in_england, secondary, status, phase FROM school WHERE urn = @School", department);

    /// <summary>The department's own, and those of the same subject at its school or at one that the school came from. Cycles
    /// of successions end because a school is visited once a way; a way over a succession that a person refused is none.</summary>
    Task<IReadOnlyList<ParticipationRow>> ParticipationsAsync(Department department) => db.QueryAsync<ParticipationRow>("""
        WITH RECURSIVE way (urn, confirmed) AS (
            SELECT @School::text, true
            UNION
            SELECT s.predecessor, way.confirmed AND s.followed FROM way JOIN succession s ON s.successor = way.urn
            WHERE s.followed OR s.confirmed IS NULL),
        school_of AS (SELECT urn, bool_or(confirmed) AS confirmed FROM way GROUP BY urn)
        SELECT p.hub_id, p.department_id, p.id, p.stage, p.academic_year, p.school,
            bool_or(p.department_id = @Id OR school_of.confirmed) AS confirmed
        FROM past_participation p
        JOIN department d ON d.hub_id = p.hub_id AND d.id = p.department_id
        LEFT JOIN school_of ON school_of.urn IN (p.school, d.school)
        WHERE p.hub_id = @HubId AND (p.department_id = @Id OR d.subject = @Subject AND school_of.urn IS NOT NULL)
        GROUP BY p.hub_id, p.department_id, p.id, p.stage, p.academic_year, p.school
        ORDER BY p.academic_year DESC, p.id
        """, department);

    Task<IReadOnlyList<SpecialistRow>> SpecialistsAsync(Department department) => db.QueryAsync<SpecialistRow>("""
        SELECT hub_id, id, specialist_cohort AS cohort, specialist_phase AS phase, specialist_status AS status
        FROM participant WHERE hub_id = @HubId AND department_id = @Id AND state = 'ACTIVE' AND specialist_cohort IS NOT NULL ORDER BY id
        """, department);

    /// <summary>What the application says of each Advocate, and the responsibility on record where it says none.</summary>
    async Task<IReadOnlyList<LeadFact>> LeadsAsync(Department department, Advocates advocates)
    {
        var members = await db.QueryAsync<MemberRow>("""
            SELECT id, responsibility, state = 'ACTIVE' AND department_id = @department AS member
            FROM participant WHERE hub_id = @hub AND id = ANY(@ids)
            """, new { hub = department.HubId, department = department.Id, ids = advocates.Ids.ToArray() });
        return [.. advocates.All.Select(advocate => (advocate, person: members.FirstOrDefault(row => row.Id == advocate.ParticipantId)))
            .Select(lead => new LeadFact
            {
                Name = $"hubs/{department.HubId}/participants/{lead.advocate.ParticipantId}",
                Experienced = lead.advocate.Experienced,
                Responsibility = (lead.advocate.Responsibility ?? lead.person?.Responsibility) is { } text ? Enums.Parse<V1.Responsibility>(text) : default,
                Authority = lead.advocate.Authority,
                Member = lead.person?.Member ?? false,
            })];
    }

    sealed record SchoolRow
    {
        public bool StateFunded { get; init; }

        public bool InEngland { get; init; }

        public bool Secondary { get; init; }

        public string Status { get; init; } = "";

        public string Phase { get; init; } = "";

        public SchoolFact ToFact() => new()
        {
            StateFunded = StateFunded,
            InEngland = InEngland,
            Secondary = Secondary,
            Status = Enums.Parse<V1.School.Types.Status>(Status),
            Phase = Phase is "" ? default : Enums.Parse<V1.School.Types.Phase>(Phase),
        };
    }

    sealed record ParticipationRow
    {
        public string HubId { get; init; } = "";

        public Guid DepartmentId { get; init; }

        public Guid Id { get; init; }

        public string Stage { get; init; } = "";

        public string AcademicYear { get; init; } = "";

        public string School { get; init; } = "";

        public bool Confirmed { get; init; }

        public ParticipationFact ToFact() => new()
        {
            Name = $"hubs/{HubId}/departments/{DepartmentId}/participations/{Id}",
            Stage = Enums.Parse<V1.Stage>(Stage),
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

        public string Phase { get; init; } = "";

        public string Status { get; init; } = "";

        public SpecialistFact ToFact() => new()
        {
            Name = $"hubs/{HubId}/participants/{Id}",
            Cohort = Cohort,
            Phase = Enums.Parse<V1.Participant.Types.Specialist.Types.Phase>(Phase),
            Status = Enums.Parse<V1.Participant.Types.Specialist.Types.Status>(Status),
        };
    }

    sealed record MemberRow
    {
        public Guid Id { get; init; }

        public string? Responsibility { get; init; }

        public bool Member { get; init; }
    }
}
