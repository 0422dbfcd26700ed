using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.Session.Types.State;

namespace Mastery.Participants;

/// <summary>The states of a session: SCHEDULED, then HELD or CANCELLED.</summary>
static class SessionLifecycle
{
    public static Session Edit(this Session session, V1.Session merged) => session.State == State.Cancelled
        ? throw session.Wrong([State.Scheduled, State.Held])
        : session.With(merged);

    public static Session RequireScheduled(this Session session) => session.State == State.Scheduled
        ? session
        : throw session.Wrong([State.Scheduled]);

    public static Session Hold(this Session session, DateTime now) => session.RequireScheduled().RequireBegun(now) with
    {
        State = State.Held,
    };

    public static Session Cancel(this Session session, string reason) => session.RequireScheduled() with
    {
        State = State.Cancelled,
        StateReason = reason,
    };

    public static Session Reschedule(this Session session, WorkGroup group, V1.RescheduleSessionRequest request) =>
        session.RequireScheduled().At(group.AcademicYear, request.StartTime, request.EndTime) with
        {
            StateReason = request.Reason,
        };

    /// <summary>The session with attendances recorded, in place of earlier ones of the same people.</summary>
    public static Session Record(this Session session, IReadOnlyList<Attendance> attendances, DateTime now)
    {
        var held = session.State == State.Held ? session
            : session.State == State.Scheduled ? session.Hold(now)
            : throw session.Wrong([State.Scheduled, State.Held]);
        return held with
        {
            Attendances =
            [
                .. held.Attendances.ExceptBy(attendances.Select(Person), Person).Concat(attendances).OrderBy(Person),
            ],
        };

        static Guid Person(Attendance attendance) => attendance.ParticipantId;
    }

    static Session RequireBegun(this Session session, DateTime now) => session.StartTime <= now
        ? session
        : throw ApiError.WrongState(session.Name, "SCHEDULED", ["HELD"],
            $"it begins at {EnglandTime.Words(session.StartTime)}; move it with RescheduleSession if that is wrong");

    static ApiError Wrong(this Session session, params State[] allowed) => ApiError.WrongState<State>(
        session.Name, session.State, allowed, session.State switch
        {
            State.Held => "it took place; correct who came with RecordAttendance",
            State.Cancelled => "it was cancelled; plan another with CreateSession",
            _ => "it is to come",
        });
}
