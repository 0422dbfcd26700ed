using Mastery.ServiceDefaults;
using LetterState = Mastery.Participants.V1.Letter.Types.State;
using State = Mastery.Participants.V1.Enquiry.Types.State;

namespace Mastery.Participants;

/// <summary>The resources whose texts name a person, written by this service or by the person: letters, enquiries,
/// data requests, verdicts of applications, lists that wait to be applied. The names are taken out of them by the
/// resources' own writes, and what the log holds of these resources' texts is erased.</summary>
public sealed class PersonTexts(DbSession db, LetterStore letters, EnquiryStore enquiries,
    ApplicationStore applications, ParticipationImportStore imports, DataRequestStore requests)
{
    const string Closed = "The person asked to be erased.";

    static readonly string[] Handled = ["letters", "enquiries", "dataRequests", "applications", "participationImports"];

    /// <summary>The resources of a hub in whose texts, or in the log of these, is a name of the person, and that are
    /// not the person's own. The log of a text may have been erased for somebody else.</summary>
    internal async Task<IReadOnlyList<string>> MentionsAsync(string hub, PersonNames names, string[] own) =>
        [.. (await db.QueryAsync<Found>("""
            SELECT DISTINCT c.resource AS name
            FROM change_personal p JOIN change c
                ON c.hub_id = p.hub_id AND (c.revision, c.ordinal) = (p.revision, p.ordinal)
            WHERE p.hub_id = @hub AND p.value::text ~* @Pattern AND c.resource <> ALL(@own)
            UNION SELECT 'hubs/' || hub_id || '/letters/' || id FROM letter
            WHERE hub_id = @hub AND (text ~* @Pattern OR html ~* @Pattern)
            UNION SELECT 'hubs/' || hub_id || '/enquiries/' || id FROM enquiry
            WHERE hub_id = @hub AND concat_ws(E'\n', message, answer_text, answer_author, state_reason) ~* @Pattern
            UNION SELECT 'hubs/' || hub_id || '/dataRequests/' || id FROM data_request
            WHERE hub_id = @hub AND concat_ws(E'\n', display_name, email, message, pauses::text, extension_reason,
                outcome_reason) ~* @Pattern
            UNION SELECT 'hubs/' || hub_id || '/applications/' || id FROM application
            WHERE hub_id = @hub AND (eligibility::text ~* @Pattern
                OR concat_ws(E'\n', motivation, headteacher_name, state_reason) ~* @Pattern)
            UNION SELECT 'hubs/' || hub_id || '/participationImports/' || id FROM participation_import
            WHERE hub_id = @hub AND plan::text ~* @Pattern
            ORDER BY name
            """, new { hub, names.Pattern, own })).Select(found => found.Name)];

    /// <summary>The letters to the person, the answers to their enquiries among them.</summary>
    public async Task<IReadOnlyList<string>> LettersAsync(string hub, Guid[] ids, IEnumerable<string> asked) =>
        [.. (await db.QueryAsync<Found>("""
            SELECT 'hubs/' || hub_id || '/letters/' || id AS name FROM letter
            WHERE hub_id = @hub AND (recipient_id = ANY(@ids) OR enquiry_id = ANY(@enquiries)) ORDER BY name
            """, new { hub, ids, enquiries = asked.Select(Reference.ToId).ToArray() })).Select(found => found.Name)];

    /// <summary>The data requests of the person.</summary>
    public async Task<IReadOnlyList<string>> DataRequestsAsync(string hub, Guid[] ids) =>
        [.. (await db.QueryAsync<Found>("""
            SELECT 'hubs/' || hub_id || '/dataRequests/' || id AS name FROM data_request
            WHERE hub_id = @hub AND participant_id = ANY(@ids) ORDER BY name
            """, new { hub, ids })).Select(found => found.Name)];

    /// <summary>Whether names are taken out of a resource.</summary>
    public static bool Handles(string name) => Handled.Contains(name.Split('/')[^2]);

    /// <summary>Takes the names out of a resource.</summary>
    internal Task EraseAsync(string name, PersonNames names, IReadOnlySet<string> theirs) =>
        name.Split('/')[^2] switch
        {
            "letters" => LetterAsync(name, names, theirs.Contains(name)),
            "enquiries" => EnquiryAsync(name, names, theirs.Contains(name)),
            "dataRequests" => DataRequestAsync(name, names, theirs.Contains(name)),
            "applications" => ApplicationAsync(name, names),
            _ => ImportAsync(name, names),
        };

    /// <summary>A letter stays as what the department was told. One to the person that has not gone out does not go out
    /// any more.</summary>
    async Task LetterAsync(string name, PersonNames names, bool theirs)
    {
        var letter = await letters.LockAsync(name);
        var found = theirs ? names.All : names.Only;
        var waits = letter.State is LetterState.Pending or LetterState.NotSent or LetterState.Failed;
        await letters.RewriteAsync(letter, letter with
        {
            RecipientName = theirs ? Participant.ErasedName : letter.RecipientName,
            Email = theirs ? "" : letter.Email,
            Text = found.LeaveOut(letter.Text),
            Html = found.LeaveOut(letter.Html),
            State = theirs && waits ? LetterState.Replaced : letter.State,
            StateReason = theirs && waits ? Closed : letter.StateReason,
        });
    }

    /// <summary>What the person asked goes as a whole; from an enquiry of somebody else, their name does.</summary>
    async Task EnquiryAsync(string name, PersonNames names, bool theirs)
    {
        var enquiry = await enquiries.LockAsync(name);
        var found = theirs ? names.All : names.Only;
        var open = theirs && enquiry.State == State.Open;
        await enquiries.UpdateAsync(enquiry, enquiry with
        {
            DisplayName = theirs ? Participant.ErasedName : enquiry.DisplayName,
            Email = theirs ? "" : enquiry.Email,
            Role = theirs ? "" : enquiry.Role,
            Message = theirs ? "" : found.LeaveOut(enquiry.Message),
            AnswerText = found.LeaveOut(enquiry.AnswerText),
            AnswerAuthor = found.LeaveOut(enquiry.AnswerAuthor),
            State = open ? State.Closed : enquiry.State,
            StateReason = open ? Closed : found.LeaveOut(enquiry.StateReason),
        });
    }

    /// <summary>That the person asked, and was answered, stays; from a request that is not known to be theirs, their
    /// name and address go.</summary>
    async Task DataRequestAsync(string name, PersonNames names, bool theirs)
    {
        var request = await requests.LockAsync(name);
        var found = names.Only;
        await requests.UpdateAsync(request, theirs ? request.Erase() : request with
        {
            DisplayName = found.LeaveOut(request.DisplayName),
            Email = found.LeaveOut(request.Email) == request.Email ? request.Email : "",
            Message = found.LeaveOut(request.Message),
            Pauses = [.. request.Pauses.Select(pause => pause with { Reason = found.LeaveOut(pause.Reason) })],
            ExtensionReason = found.LeaveOut(request.ExtensionReason),
            OutcomeReason = found.LeaveOut(request.OutcomeReason),
        });
    }

    async Task ApplicationAsync(string name, PersonNames names)
    {
        var application = await applications.LockAsync(name);
        await applications.UpdateAsync(application, application with
        {
            Motivation = names.Only.LeaveOut(application.Motivation),
            HeadteacherName = names.Only.LeaveOut(application.HeadteacherName),
            StateReason = names.Only.LeaveOut(application.StateReason),
            Eligibility = application.Eligibility is null ? null
                : names.Only.LeaveOut(application.Eligibility.Clone()),
        });
    }

    async Task ImportAsync(string name, PersonNames names)
    {
        var import = await imports.LockAsync(name);
        await imports.UpdateAsync(import, import with { Plan = names.Only.LeaveOut(import.Plan.Clone()) });
    }

    sealed record Found
    {
        public required string Name { get; init; }
    }
}
