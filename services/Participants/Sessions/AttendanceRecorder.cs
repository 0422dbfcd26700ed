using Google.Protobuf.Collections;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Finds the department for which each person at a session is counted.</summary>
public sealed class AttendanceRecorder(DbSession db, ParticipantStore participants)
{
    /// <summary>The attendances of a request. People who belong to no department of the Work Group are
    /// refused.</summary>
    public async Task<IReadOnlyList<Attendance>> ReadAsync(
        Session session, RepeatedField<V1.Session.Types.Attendance> recorded)
    {
        Guid[] named = [.. recorded.Select(attendance => Reference.ToId(attendance.Participant))];
        if (named.Distinct().Count() < named.Length)
        {
            throw ApiError.Invalid("attendances", "names a person twice");
        }

        var ids = await participants.RequireAsync("attendances", session.HubId, named,
            [.. session.Attendances.Select(attendance => attendance.ParticipantId)]);
        var departments = (await DepartmentsAsync(session, ids)).ToDictionary(row => row.ParticipantId);
        RequireKnown(recorded.Where((_, index) => !departments.ContainsKey(ids[index])));
        return [.. recorded.Select((attendance, index) => departments[ids[index]] with
        {
            Present = attendance.Present,
        })];
    }

    /// <summary>The enrolled department in which each person held a post on the day, or whose Advocate they are or
    /// were. An erased person has no posts any more, and stays where they are recorded.</summary>
    Task<IReadOnlyList<Attendance>> DepartmentsAsync(Session session, Guid[] ids) => db.QueryAsync<Attendance>($"""
        SELECT DISTINCT ON (person.id) person.id AS participant_id, e.department_id, false AS present
        FROM unnest(@ids) AS person (id)
        JOIN enrolment e ON e.hub_id = @HubId AND e.work_group_id = @WorkGroupId
        WHERE EXISTS (SELECT FROM participant_post w
                WHERE w.hub_id = e.hub_id AND w.participant_id = person.id AND w.department_id = e.department_id
                    AND {Post.HeldOn("@Day")})
            OR EXISTS (SELECT FROM enrolment_advocate v
                WHERE v.hub_id = e.hub_id AND v.work_group_id = e.work_group_id AND v.enrolment_id = e.id
                    AND v.participant_id = person.id)
            OR EXISTS (SELECT FROM session_attendance a
                JOIN participant p ON p.hub_id = a.hub_id AND p.id = a.participant_id AND p.state = 'ERASED'
                WHERE a.hub_id = e.hub_id AND a.work_group_id = e.work_group_id AND a.session_id = @Id
                    AND a.participant_id = person.id AND a.department_id = e.department_id)
        ORDER BY person.id, e.id DESC
        """, new { session.HubId, session.WorkGroupId, session.Id, session.Day, ids });

    static void RequireKnown(IEnumerable<V1.Session.Types.Attendance> unknown)
    {
        List<(string, string, string)> violations = [.. unknown.Select(attendance => (
            "REFERENCE", attendance.Participant, "holds no post in a department of this Work Group."))];
        if (violations.Count > 0)
        {
            throw ApiError.Precondition(ErrorReason.ReferenceInvalid,
                $"{violations.Count} of the people {(violations.Count == 1 ? "is" : "are")} of no department that is "
                + "or was enrolled in this Work Group: correct their posts, or leave them out.", violations);
        }
    }
}
