namespace Mastery.Participants;

/// <summary>The letters about places in Work Groups, and about sessions.</summary>
public sealed partial class LetterStore
{
    const string EnrolmentFacts = $"""
        SELECT e.id AS enrolment_id, h.display_name AS hub_name, h.contact_email, d.subject,
            coalesce(s.display_name, '') AS school_name, p.id AS recipient_id, coalesce(p.email, '') AS email,
            coalesce({ParticipantStore.DisplayName}, '') AS recipient_name, g.display_name AS work_group_name,
            g.academic_year, a.focus_title
        FROM enrolment e
        JOIN department d ON d.hub_id = e.hub_id AND d.id = e.department_id
        JOIN application a ON a.hub_id = e.hub_id AND a.id = e.application_id
        JOIN work_group g ON g.hub_id = e.hub_id AND g.id = e.work_group_id
        JOIN hub h ON h.id = e.hub_id
        LEFT JOIN school s ON s.urn = d.school
        LEFT JOIN participant p ON p.hub_id = e.hub_id AND p.id = coalesce(d.head_id, (
            SELECT v.participant_id FROM enrolment_advocate v
            WHERE v.hub_id = e.hub_id AND v.work_group_id = e.work_group_id AND v.enrolment_id = e.id
            ORDER BY v.end_date DESC NULLS FIRST, v.ordinal LIMIT 1))
        """;

    /// <summary>What a letter about an enrolment says of others, as it is now.</summary>
    public async Task<LetterFacts> FactsAsync(Enrolment enrolment) => (await db.FindAsync<LetterFacts>(
        $"{EnrolmentFacts} WHERE e.hub_id = @HubId AND e.work_group_id = @WorkGroupId AND e.id = @Id", enrolment))!;

    /// <summary>The same for each live enrolment of a session's Work Group.</summary>
    public Task<IReadOnlyList<LetterFacts>> FactsAsync(Session session) => db.QueryAsync<LetterFacts>($"""
        {EnrolmentFacts}
        WHERE e.hub_id = @HubId AND e.work_group_id = @WorkGroupId AND e.state IN ('ACTIVE', 'DEFERRED') ORDER BY e.id
        """, session);

    /// <summary>The names of schools, by URN.</summary>
    public async Task<IReadOnlyDictionary<string, string>> SchoolNamesAsync(params IEnumerable<string> urns) =>
        (await db.QueryAsync<SchoolName>(
            "SELECT urn, display_name FROM school WHERE urn = ANY(@Urns)", new { Urns = urns.ToArray() }))
        .ToDictionary(school => school.Urn, school => school.DisplayName);

    /// <summary>The letters about a session that have not gone out, locked, the oldest first.</summary>
    public Task<IReadOnlyList<Letter>> LockUnsentAsync(Session session) => LockUnsentAsync(
        "l.session_id = @Id", session);

    /// <summary>The letters about the sessions of an enrolment that have not gone out, locked.</summary>
    public Task<IReadOnlyList<Letter>> LockUnsentAsync(Enrolment enrolment) => LockUnsentAsync(
        "l.enrolment_id = @Id AND l.session_id IS NOT NULL", enrolment);

    Task<IReadOnlyList<Letter>> LockUnsentAsync(string about, object owner) => db.LockAllAsync<Letter>($"""
        SELECT {Columns} FROM letter l
        WHERE l.hub_id = @HubId AND l.work_group_id = @WorkGroupId AND {about}
            AND l.state IN ('PENDING', 'NOT_SENT', 'FAILED')
        ORDER BY l.id FOR NO KEY UPDATE
        """, owner);

    sealed record SchoolName
    {
        public required string Urn { get; init; }

        public required string DisplayName { get; init; }
    }
}
