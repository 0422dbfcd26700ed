using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.Session.Types.State;

namespace Mastery.Participants;

/// <summary>Tells the departments of a Work Group, in its transaction, that a session was moved or cancelled.</summary>
public sealed class SessionLetters(LetterStore letters, LetterWriter writer, TimeProvider clock)
{
    /// <summary>Writes to each department with a live enrolment, if the session was to come and people notice the
    /// change. A letter that has not gone out yet is replaced, and the new one says what the department knew before
    /// it; if the session is as the department knew it, nothing is left to say.</summary>
    /// <param name="before">The session as it was.</param>
    /// <param name="after">The session as it is saved.</param>
    public async Task<Session> WriteAsync(Session before, Session after)
    {
        if (before.State != State.Scheduled || after.StartTime <= clock.GetUtcNow().UtcDateTime
            || (after.State != State.Cancelled && after.MeetsAs(before.Meeting())))
        {
            return after;
        }

        var unsent = (await letters.LockUnsentAsync(after)).ToLookup(letter => letter.EnrolmentId);
        foreach (var letter in unsent.SelectMany(ofDepartment => ofDepartment))
        {
            await letters.UpdateAsync(letter, letter.Replace());
        }

        foreach (var facts in await letters.FactsAsync(after))
        {
            await WriteAsync(before, after, facts, [.. unsent[facts.EnrolmentId]]);
        }

        return after;
    }

    async Task WriteAsync(Session before, Session after, LetterFacts facts, IReadOnlyList<Letter> unsent)
    {
        // What a worker has claimed may go out after all: then the department knows what that letter says.
        var certain = unsent.All(letter => letter.LeaseEndTime is null);
        var known = certain && unsent.Count > 0 ? unsent[0].SessionBefore! : before.Meeting();
        if (after.State == State.Cancelled || !certain || !after.MeetsAs(known))
        {
            var schools = await letters.SchoolNamesAsync(
                from host in (string?[])[after.HostSchool, known.HostSchool is { Length: > 0 } name ? name.Id() : null]
                where host is not null
                select host);
            await writer.WriteAsync(after, known, SessionLetter.About(known, after, facts, schools), facts);
        }
    }
}
