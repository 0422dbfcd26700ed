using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed class EnquiryStore(DbSession db)
{
    const string Columns = """
        e.hub_id, e.id, e.display_name, e.email, e.role, e.school, e.subject, e.focus, e.message, e.receive_date,
        e.state, e.state_reason, e.answer_text, e.answer_author, e.answer_time,
        (SELECT l.id FROM letter l WHERE l.hub_id = e.hub_id AND l.enquiry_id = e.id) AS letter_id,
        e.department_id, e.application_id, e.revision, e.create_time, e.update_time
        """;

    static readonly ListShape Shape = ListShape.Of(V1.Enquiry.Descriptor, ["e.hub_id", "e.id"]);

    public async Task<Enquiry> GetAsync(string name, string etag = "") =>
        (await db.FindAsync<Enquiry>(
            $"SELECT {Columns} FROM enquiry e WHERE e.hub_id = @hub AND e.id = @id",
            new { hub = name.HubId(), id = name.Uuid() })
            ?? throw ApiError.NotFound(Enquiry.Type, name)).RequireEtag(etag);

    /// <summary>Locks an enquiry, and then reads it in a second statement: the statement that waits for the lock would
    /// see the letter as it was before the wait.</summary>
    public async Task<Enquiry> LockAsync(string name, string etag = "")
    {
        await db.LockAsync<int>("SELECT 1 FROM enquiry WHERE hub_id = @hub AND id = @id FOR NO KEY UPDATE",
            new { hub = name.HubId(), id = name.Uuid() });
        return await GetAsync(name, etag);
    }

    public Task<Page<Enquiry>> ListAsync(string parent, ListRequest list) => db.PageAsync<Enquiry>(
        Shape,
        list,
        $"SELECT {Columns} FROM enquiry e",
        parent.HubId() == "-" ? "" : "e.hub_id = @hub",
        new { hub = parent.HubId() });

    public Task<Enquiry> InsertAsync(Enquiry enquiry) => db.InsertAsync(enquiry, $"""
        INSERT INTO enquiry AS e (hub_id, id, display_name, email, role, school, subject, focus, message, receive_date,
            state, state_reason, answer_text, answer_author)
        VALUES (@HubId, @Id, @DisplayName, @Email, @Role, @School, @Subject, @Focus, @Message, @ReceiveDate,
            @State, @StateReason, @AnswerText, @AnswerAuthor)
        ON CONFLICT DO NOTHING RETURNING {Columns}
        """);

    public Task<Enquiry> UpdateAsync(Enquiry before, Enquiry after) => db.UpdateAsync(before, after, $"""
        UPDATE enquiry e SET display_name = @DisplayName, email = @Email, role = @Role, school = @School,
            subject = @Subject, focus = @Focus, message = @Message, receive_date = @ReceiveDate, state = @State,
            state_reason = @StateReason, answer_text = @AnswerText, answer_author = @AnswerAuthor,
            answer_time = @AnswerTime, department_id = @DepartmentId, application_id = @ApplicationId,
            revision = revision + 1, update_time = now()
        WHERE hub_id = @HubId AND id = @Id AND revision = @Revision RETURNING {Columns}
        """);
}
