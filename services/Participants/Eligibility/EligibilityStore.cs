using Mastery.Common.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Reads the facts about a department that the rules need.</summary>
public sealed class EligibilityStore(DbSession db, SuccessionStore successions, TimeProvider clock)
{
    /// <summary>Reads all facts in one snapshot.</summary>
    /// <param name="department">The department.</param>
    /// <param name="advocates">Its Advocates, who all exist; null if none were named.</param>
    /// <param name="submitTime">When the application was submitted; null before.</param>
    public Task<EligibilityFacts> GatherAsync(
        Department department, IReadOnlyList<Advocate>? advocates, DateTime? submitTime = null) =>
        db.SnapshotAsync(() => FactsAsync(department, advocates, submitTime));

    async Task<EligibilityFacts> FactsAsync(
        Department department, IReadOnlyList<Advocate>? advocates, DateTime? submitTime)
    {
        var ancestors = await successions.AncestorsAsync(department.School);
        var lineage = new
        {
            department.HubId,
            department.Subject,
            urns = ancestors.Select(ancestor => ancestor.Urn).Prepend(department.School).ToArray(),
            confirmed = ancestors.Select(ancestor => ancestor.Followed).Prepend(true).ToArray(),
        };
        return new()
        {
            Department = department.Name,
            Subject = department.Subject,
            DepartmentActive = department.IsActive,
            School = $"schools/{department.School}",
            Directory = (await SchoolAsync(department))?.ToFact(),
            Participations = [.. (await ParticipationsAsync(lineage)).Select(row => row.ToFact())],
            FormerLeads = Latest([.. (await FormerLeadsAsync(lineage)).Select(row => row.ToFact())]),
            Specialists = [.. (await SpecialistsAsync(department)).Select(row => row.ToFact())],
            Leads = advocates is null ? null : await LeadsAsync(department, advocates),
            Hub = (await db.FindAsync<HubRow>(
                "SELECT id, display_name, contact_email FROM hub WHERE id = @HubId", department))?.ToFact(),
            Now = clock.GetUtcNow().UtcDateTime,
            SubmitTime = submitTime,
        };
    }

    Task<SchoolRow?> SchoolAsync(Department department) =>
        db.FindAsync<SchoolRow>(
            """
            SELECT display_name AS name, state_funded, in_england, secondary, status, phase
            FROM school WHERE urn = @School
            """, department);

    /// <summary>What the schools of a lineage took part in, whichever hub recorded it, with the names of what this hub
    /// recorded. Local projects are of their hub alone: those of other hubs are left out.</summary>
    Task<IReadOnlyList<ParticipationRow>> ParticipationsAsync(object lineage) => db.QueryAsync<ParticipationRow>("""
        SELECT f.stage, f.academic_year, c.code, f.urn AS school, coalesce(s.display_name, '') AS school_name,
            l.confirmed, coalesce(array_agg(
                'hubs/' || p.hub_id || '/departments/' || p.department_id || '/participations/' || p.id ORDER BY p.id)
                FILTER (WHERE p.id IS NOT NULL), '{}') AS names
        FROM unnest(@urns, @confirmed) AS l (urn, confirmed)
        JOIN school_participation f ON f.urn = l.urn AND f.subject = @Subject
        LEFT JOIN past_participation p ON p.hub_id = @HubId AND p.id = f.participation_id
        CROSS JOIN LATERAL (SELECT CASE f.stage WHEN 'LOCAL' THEN p.code ELSE f.code END AS code) AS c
        LEFT JOIN school s ON s.urn = f.urn
        WHERE f.stage <> 'LOCAL' OR p.id IS NOT NULL
        GROUP BY f.stage, f.academic_year, c.code, f.urn, s.display_name, l.confirmed
        ORDER BY f.academic_year DESC, f.stage, c.code, f.urn
        """, lineage);

    Task<IReadOnlyList<FormerLeadRow>> FormerLeadsAsync(object lineage) => db.QueryAsync<FormerLeadRow>($"""
        SELECT DISTINCT p.hub_id, p.id, {ParticipantStore.DisplayName} AS display_name, o.academic_year
        FROM past_participation o
        JOIN department d ON d.hub_id = o.hub_id AND d.id = o.department_id AND d.subject = @Subject
        JOIN past_participation_lead l ON l.hub_id = o.hub_id AND l.department_id = o.department_id
            AND l.participation_id = o.id
        JOIN participant p ON p.hub_id = l.hub_id AND p.id = l.participant_id
        WHERE o.hub_id = @HubId AND o.school = ANY(@urns) AND o.stage <> 'LOCAL' AND p.state = 'ACTIVE'
        ORDER BY o.academic_year DESC, p.id
        """, lineage);

    static IReadOnlyList<FormerLeadFact> Latest(IReadOnlyList<FormerLeadFact> leads) =>
        [.. leads.TakeWhile(lead => lead.AcademicYear == leads[0].AcademicYear)];

    Task<IReadOnlyList<SpecialistRow>> SpecialistsAsync(Department department) => db.QueryAsync<SpecialistRow>($"""
        SELECT hub_id, id, {ParticipantStore.DisplayName} AS display_name, specialist_cohort AS cohort,
            specialist_phase AS phase, specialist_status AS status
        FROM participant p WHERE hub_id = @HubId AND state = 'ACTIVE' AND specialist_cohort IS NOT NULL
            AND EXISTS (SELECT FROM participant_post w WHERE w.hub_id = p.hub_id AND w.participant_id = p.id
                AND w.department_id = @Id AND {Post.HeldToday})
        ORDER BY id
        """, department);

    /// <summary>What is on record of each Advocate in the school's departments, and what the application
    /// says.</summary>
    async Task<IReadOnlyList<LeadFact>> LeadsAsync(Department department, IReadOnlyList<Advocate> advocates)
    {
        var posts = (await db.QueryAsync<PostRow>($"""
            SELECT p.id, {ParticipantStore.DisplayName} AS display_name, w.responsibility, w.subject
            FROM participant p LEFT JOIN LATERAL (
                SELECT w.responsibility, d.subject
                FROM participant_post w JOIN department d ON d.hub_id = w.hub_id AND d.id = w.department_id
                WHERE w.hub_id = p.hub_id AND w.participant_id = p.id AND p.state = 'ACTIVE' AND {Post.HeldToday}
                    AND d.school = @school AND (d.id = @department OR d.state = 'ACTIVE')) AS w ON true
            WHERE p.hub_id = @hub AND p.id = ANY(@ids)
            """,
            new
            {
                hub = department.HubId,
                department = department.Id,
                school = department.School,
                ids = advocates.Select(advocate => advocate.ParticipantId).ToArray(),
            })).ToLookup(post => post.Id);
        return [.. advocates.Select(advocate => Lead(department, advocate, [.. posts[advocate.ParticipantId]]))];
    }

    static LeadFact Lead(Department department, Advocate advocate, List<PostRow> posts) => new()
    {
        Name = $"hubs/{department.HubId}/participants/{advocate.ParticipantId}",
        DisplayName = posts[0].DisplayName,
        Experienced = advocate.Experienced,
        Authority = advocate.Authority,
        Responsibility = posts.Max(post => post.Responsibility) ?? default,
        Claimed = advocate.Responsibility ?? default,
        Subjects = [.. posts.Select(post => post.Subject).OfType<Subject>().Distinct()],
    };

    sealed record HubRow
    {
        public string Id { get; init; } = "";

        public string DisplayName { get; init; } = "";

        public string ContactEmail { get; init; } = "";

        public HubFact ToFact() => new(Hub.NameOf(Id), DisplayName, ContactEmail);
    }

    sealed record SchoolRow
    {
        public string Name { get; init; } = "";

        public bool? StateFunded { get; init; }

        public bool? InEngland { get; init; }

        public bool? Secondary { get; init; }

        public V1.School.Types.Status Status { get; init; }

        public V1.School.Types.Phase Phase { get; init; }

        public SchoolFact ToFact() => new()
        {
            Name = Name,
            StateFunded = StateFunded,
            InEngland = InEngland,
            Secondary = Secondary,
            Status = Status,
            Phase = Phase,
        };
    }

    sealed record ParticipationRow
    {
        public string[] Names { get; init; } = [];

        public Stage Stage { get; init; }

        public string AcademicYear { get; init; } = "";

        public string Code { get; init; } = "";

        public string School { get; init; } = "";

        public string SchoolName { get; init; } = "";

        public bool Confirmed { get; init; }

        public ParticipationFact ToFact() => new()
        {
            Names = Names,
            Stage = Stage,
            AcademicYear = AcademicYear,
            Code = Code,
            School = $"schools/{School}",
            SchoolName = SchoolName,
            Confirmed = Confirmed,
        };
    }

    sealed record FormerLeadRow
    {
        public string HubId { get; init; } = "";

        public Guid Id { get; init; }

        public string DisplayName { get; init; } = "";

        public string AcademicYear { get; init; } = "";

        public FormerLeadFact ToFact() => new($"hubs/{HubId}/participants/{Id}", DisplayName, AcademicYear);
    }

    sealed record SpecialistRow
    {
        public string HubId { get; init; } = "";

        public Guid Id { get; init; }

        public string DisplayName { get; init; } = "";

        public int Cohort { get; init; }

        public V1.Participant.Types.Specialist.Types.Phase Phase { get; init; }

        public V1.Participant.Types.Specialist.Types.Status Status { get; init; }

        public SpecialistFact ToFact() => new()
        {
            Name = $"hubs/{HubId}/participants/{Id}",
            DisplayName = DisplayName,
            Cohort = Cohort,
            Phase = Phase,
            Status = Status,
        };
    }

    sealed record PostRow
    {
        public Guid Id { get; init; }

        public string DisplayName { get; init; } = "";

        public V1.Responsibility? Responsibility { get; init; }

        public Subject? Subject { get; init; }
    }
}
