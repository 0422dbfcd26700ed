using Expectation = Mastery.Participants.V1.AttendanceSummary.Types.Expectation;
using State = Mastery.Participants.V1.Session.Types.State;
using Summary = Mastery.Participants.V1.AttendanceSummary;

namespace Mastery.Participants;

/// <summary>Adds up the attendance of a Work Group.</summary>
static class AttendanceTotals
{
    public static Summary Of(
        WorkGroup group, IEnumerable<Enrolment> enrolments, IReadOnlyList<Session> sessions) => new()
        {
            WorkGroup = group.Name,
            HeldCount = sessions.Count(session => session.State == State.Held),
            ScheduledCount = sessions.Count(session => session.State == State.Scheduled),
            ExpectedPercent = group.ExpectedAttendancePercent,
            Departments =
            {
                enrolments.Select(enrolment => Department(group, enrolment,
                    [.. sessions.Where(session => session.State == State.Held && enrolment.TookPartOn(session.Day))])),
            },
        };

    static Summary.Types.DepartmentAttendance Department(
        WorkGroup group, Enrolment enrolment, IReadOnlyList<Session> sessions)
    {
        var present = sessions.Select(session => session.Attendances
            .Where(attendance => attendance.Present && attendance.DepartmentId == enrolment.DepartmentId)
            .Select(attendance => attendance.ParticipantId).ToHashSet()).ToList();
        var attended = present.Count(people => people.Count > 0);
        return new()
        {
            Department = enrolment.DepartmentName,
            Enrolment = enrolment.Name,
            SessionCount = sessions.Count,
            AttendedCount = attended,
            Percent = sessions.Count == 0 ? 0 : attended * 100 / sessions.Count,
            Expectation = group.ExpectedAttendancePercent == 0 || sessions.Count == 0 ? Expectation.Unspecified
                : attended * 100 >= group.ExpectedAttendancePercent * sessions.Count ? Expectation.Met
                : Expectation.NotMet,
            People = { People(enrolment, present) },
        };
    }

    static IEnumerable<Summary.Types.PersonAttendance> People(Enrolment enrolment, List<HashSet<Guid>> present)
    {
        var advocates = enrolment.Advocates.Select(advocate => advocate.ParticipantId).Distinct().ToList();
        return advocates.Union(present.SelectMany(people => people).Order())
            .Select(person => new Summary.Types.PersonAttendance
            {
                Participant = $"hubs/{enrolment.HubId}/participants/{person}",
                Advocate = advocates.Contains(person),
                AttendedCount = present.Count(people => people.Contains(person)),
            });
    }
}
