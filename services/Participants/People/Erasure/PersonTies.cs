using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>What a person is needed for: somebody else has to be named there before the person is erased.</summary>
public sealed class PersonTies(DbSession db)
{
    /// <summary>Refuses an Advocate of what is not over, and a lead of a Work Group that is not.</summary>
    /// <param name="person">The record that stands for the person.</param>
    /// <param name="ids">The ids of all their records.</param>
    public async Task RequireNoneAsync(Participant person, Guid[] ids)
    {
        var ties = await db.QueryAsync<Child>("""
            SELECT 'workGroup' AS kind, 'hubs/' || g.hub_id || '/workGroups/' || g.id AS example
            FROM work_group_lead l JOIN work_group g ON g.hub_id = l.hub_id AND g.id = l.work_group_id
            WHERE l.hub_id = @HubId AND l.participant_id = ANY(@ids) AND g.state IN ('PLANNED', 'RECRUITING', 'RUNNING')
            UNION ALL
            SELECT 'application', 'hubs/' || a.hub_id || '/applications/' || a.id
            FROM application_advocate v JOIN application a ON a.hub_id = v.hub_id AND a.id = v.application_id
            WHERE v.hub_id = @HubId AND v.participant_id = ANY(@ids) AND a.state IN ('DRAFT', 'SUBMITTED', 'WAITLISTED')
            UNION ALL
            SELECT 'enrolment', 'hubs/' || e.hub_id || '/workGroups/' || e.work_group_id || '/enrolments/' || e.id
            FROM enrolment_advocate v
            JOIN enrolment e ON e.hub_id = v.hub_id AND e.work_group_id = v.work_group_id AND e.id = v.enrolment_id
            WHERE v.hub_id = @HubId AND v.participant_id = ANY(@ids) AND v.end_date IS NULL
                AND e.state IN ('ACTIVE', 'DEFERRED')
            ORDER BY 1, 2
            """, new { person.HubId, ids });
        Child.RequireNone(person.Name, ties, "replace the Advocate of the place (ReplaceAdvocate), change or withdraw "
            + "the application, name another lead of the Work Group, and erase the person then");
    }
}
