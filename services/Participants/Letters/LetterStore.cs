using Dapper;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed partial class LetterStore(DbSession db)
{
    const string Columns = """
        l.hub_id, l.id, l.application_id, l.enquiry_id, l.work_group_id, l.enrolment_id, l.session_id, l.session_before,
        l.kind, l.recipient_id, l.recipient_name, l.email, l.subject, l.text, l.html, l.state, l.state_reason,
        l.attempt_count, l.send_time, l.next_attempt_time, l.lease_end_time, l.revision, l.create_time, l.update_time
        """;

    const string Insert = $"""
        INSERT INTO letter AS l (hub_id, id, application_id, enquiry_id, work_group_id, enrolment_id, session_id,
            session_before, kind, recipient_id, recipient_name, email, subject, text, html, state, state_reason,
            attempt_count, send_time)
        VALUES (@HubId, @Id, @ApplicationId, @EnquiryId, @WorkGroupId, @EnrolmentId, @SessionId, @SessionBefore, @Kind,
            @RecipientId, @RecipientName, @Email, @Subject, @Text, @Html, @State, @StateReason, @AttemptCount,
            @SendTime)
        ON CONFLICT DO NOTHING RETURNING {Columns}
        """;

    static readonly ListShape Shape = ListShape.Of(V1.Letter.Descriptor, ["l.hub_id", "l.id"]);

    static LetterStore() => SqlMapper.AddTypeHandler(new MessageColumn<V1.Session>());

    public async Task<Letter> GetAsync(string name, string etag = "") =>
        (await db.FindAsync<Letter>(
            $"SELECT {Columns} FROM letter l WHERE l.hub_id = @hub AND l.id = @id", Key(name))
            ?? throw ApiError.NotFound(Letter.Type, name)).RequireEtag(etag);

    public async Task<Letter> LockAsync(string name, string etag = "")
    {
        await db.LockAsync<int>(
            "SELECT 1 FROM letter WHERE hub_id = @hub AND id = @id FOR NO KEY UPDATE", Key(name));
        return await GetAsync(name, etag);
    }

    public Task<Page<Letter>> ListAsync(string parent, ListRequest list) => db.PageAsync<Letter>(
        Shape,
        list,
        $"SELECT {Columns} FROM letter l",
        parent.HubId() == "-" ? "" : "l.hub_id = @hub",
        new { hub = parent.HubId() });

    /// <summary>What a letter about an application says of others, as it is now.</summary>
    public async Task<LetterFacts> FactsAsync(Application application) => (await db.FindAsync<LetterFacts>($"""
        SELECT h.display_name AS hub_name, h.contact_email, d.subject, coalesce(s.display_name, '') AS school_name,
            p.id AS recipient_id, coalesce(p.email, '') AS email,
            coalesce({ParticipantStore.DisplayName}, '') AS recipient_name,
            coalesce(g.display_name, '') AS work_group_name, coalesce(g.academic_year, '') AS academic_year
        FROM application a
        JOIN department d ON d.hub_id = a.hub_id AND d.id = a.department_id
        JOIN hub h ON h.id = a.hub_id
        LEFT JOIN school s ON s.urn = d.school
        LEFT JOIN work_group g ON g.hub_id = a.hub_id AND g.id = a.work_group_id
        LEFT JOIN participant p ON p.hub_id = a.hub_id AND p.id = coalesce(d.head_id, (
            SELECT v.participant_id FROM application_advocate v
            WHERE v.hub_id = a.hub_id AND v.application_id = a.id ORDER BY v.ordinal LIMIT 1))
        WHERE a.hub_id = @HubId AND a.id = @Id
        """, application))!;

    /// <summary>The same for the answer to an enquiry.</summary>
    public async Task<LetterFacts> FactsAsync(Enquiry enquiry) => (await db.FindAsync<LetterFacts>("""
        SELECT h.display_name AS hub_name, h.contact_email, coalesce(s.display_name, '') AS school_name,
            @Email AS email, @DisplayName AS recipient_name, @AnswerAuthor AS author
        FROM hub h LEFT JOIN school s ON s.urn = @School WHERE h.id = @HubId
        """, enquiry))!;

    /// <summary>The e-mail address that the recipient has now; empty if there is none.</summary>
    public async Task<string> AddressAsync(Letter letter) => (await db.FindAsync<Address>("""
        SELECT email FROM participant WHERE hub_id = @HubId AND id = @RecipientId
        UNION ALL SELECT email FROM enquiry WHERE hub_id = @HubId AND id = @EnquiryId
        """, letter))?.Email ?? "";

    public Task<Letter> InsertAsync(Letter letter) => db.InsertAsync(letter, Insert);

    /// <summary>Copies a letter of another hub, unless it is there already.</summary>
    public Task<Letter?> CopyAsync(Letter letter) => db.TryInsertAsync(letter, Insert);

    /// <summary>The letters about an application, locked: a worker that has claimed one marks it later.</summary>
    public Task<IReadOnlyList<Letter>> LockAllAsync(Application application) => db.LockAllAsync<Letter>($"""
        SELECT {Columns} FROM letter l WHERE l.hub_id = @HubId AND l.application_id = @Id
        ORDER BY l.id FOR NO KEY UPDATE
        """, application);

    public Task<Letter> UpdateAsync(Letter before, Letter after) => db.UpdateAsync(before, after, $"""
        UPDATE letter l SET recipient_id = @RecipientId, email = @Email, state = @State, state_reason = @StateReason,
            attempt_count = @AttemptCount, send_time = @SendTime, next_attempt_time = @NextAttemptTime,
            lease_end_time = @LeaseEndTime, revision = revision + 1, update_time = now()
        WHERE hub_id = @HubId AND id = @Id AND revision = @Revision
        RETURNING {Columns}
        """);

    /// <summary>Writes a letter with what was taken out of it.</summary>
    public Task<Letter> RewriteAsync(Letter before, Letter after) => db.UpdateAsync(before, after, $"""
        UPDATE letter l SET recipient_name = @RecipientName, email = @Email, text = @Text, html = @Html,
            state = @State, state_reason = @StateReason, lease_end_time = NULL, revision = revision + 1,
            update_time = now()
        WHERE hub_id = @HubId AND id = @Id AND revision = @Revision
        RETURNING {Columns}
        """);

    /// <summary>Claims the letter of a hub that has waited longest and is due; null if there is none. Others leave it
    /// alone until the lease ends.</summary>
    public Task<Letter?> ClaimAsync(string hub, DateTime now, DateTime leaseEnd) => db.LockAsync<Letter>($"""
        UPDATE letter l SET lease_end_time = @leaseEnd
        WHERE l.hub_id = @hub AND l.id = (
            SELECT d.id FROM letter d
            WHERE d.hub_id = @hub AND d.state = 'PENDING' AND d.next_attempt_time <= @now
                AND (d.lease_end_time IS NULL OR d.lease_end_time <= @now)
            ORDER BY d.next_attempt_time, d.id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
        RETURNING {Columns}
        """, new { hub, now, leaseEnd });

    static object Key(string name) => new { hub = name.HubId(), id = name.Uuid() };

    sealed record Address
    {
        public string Email { get; init; } = "";
    }
}
