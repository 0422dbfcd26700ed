using Mastery.ServiceDefaults;
using Kind = Mastery.Participants.V1.Letter.Types.Kind;
using Mode = Mastery.Participants.V1.Session.Types.Mode;
using State = Mastery.Participants.V1.Session.Types.State;

namespace Mastery.Participants;

/// <summary>What is written to a department about a session that was moved or cancelled.</summary>
static class SessionLetter
{
    /// <summary>The letter.</summary>
    /// <param name="known">The times and place that the department knew.</param>
    /// <param name="session">The session as it is now.</param>
    /// <param name="facts">What it says of others.</param>
    /// <param name="schools">The names of the host schools, by URN.</param>
    public static LetterText About(V1.Session known, Session session, LetterFacts facts,
        IReadOnlyDictionary<string, string> schools) => session.State == State.Cancelled
        ? Cancelled(known, session, facts, schools)
        : Moved(known, session, facts, schools);

    static LetterText Moved(V1.Session known, Session session, LetterFacts facts,
        IReadOnlyDictionary<string, string> schools) => new(
        Kind.SessionMoved,
        $"A session of your Work Group has changed: {EnglandTime.Words(session.Day)}",
        $"The session “{session.Title}” of {facts.WorkGroup} has changed.",
        [
            $"It was to be: {Words(known, schools)}.",
            $"It is now: {Words(session.Meeting(), schools)}.",
            .. Reason(known, session),
        ],
        [
            $"Please tell your Advocates, and the colleagues of {facts.Department} who were to come. A calendar that "
                + "you have from us has the new details when your program next reads it.",
            "If your department can't come, please write to us.",
        ]);

    static LetterText Cancelled(V1.Session known, Session session, LetterFacts facts,
        IReadOnlyDictionary<string, string> schools) => new(
        Kind.SessionCancelled,
        $"A session of your Work Group will not take place: {EnglandTime.Words(Start(known))}",
        $"The session “{session.Title}” of {facts.WorkGroup} will not take place.",
        [
            $"It was to be: {Words(known, schools)}.",
            .. session.StateReason.Length > 0 ? [$"Why: {session.StateReason}"] : Array.Empty<string>(),
        ],
        [
            $"Please tell your Advocates, and the colleagues of {facts.Department} who were to come. We will write to "
                + "you if another session takes its place.",
        ]);

    /// <summary>Why the session has another time; another place alone has no reason of its own.</summary>
    static IEnumerable<string> Reason(V1.Session known, Session session)
    {
        var now = session.Meeting();
        if (session.StateReason.Length > 0
            && (!known.StartTime.Equals(now.StartTime) || !known.EndTime.Equals(now.EndTime)))
        {
            yield return $"Why: {session.StateReason}";
        }
    }

    /// <summary>When and where, for example "Thursday 14 November 2024, 13:30 to 16:00, at Wakefield Academy, Room
    /// 12".</summary>
    static string Words(V1.Session session, IReadOnlyDictionary<string, string> schools)
    {
        var when = EnglandTime.Words(session.StartTime.ToDateTime(), session.EndTime.ToDateTime());
        var host = session.HostSchool.Length > 0
            ? schools.GetValueOrDefault(session.HostSchool.Id(), "a school")
            : "";
        var how = (session.Mode, host) switch
        {
            (Mode.Virtual, _) => "online",
            (Mode.SchoolVisit, { Length: > 0 }) => $"as a visit to {host}",
            (Mode.SchoolVisit, _) => "as a visit to a school",
            (_, { Length: > 0 }) => $"at {host}",
            _ => "in person",
        };
        return session.Location.Length > 0 ? $"{when}, {how}: {session.Location.TrimEnd('.')}" : $"{when}, {how}";
    }

    static DateOnly Start(V1.Session session) => EnglandTime.Date(session.StartTime.ToDateTime());
}
