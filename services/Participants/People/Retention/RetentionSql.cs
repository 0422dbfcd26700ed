namespace Mastery.Participants;

/// <summary>Which records are due, in SQL. The time of a class is the parameter of its name: without one, none is.
/// </summary>
static class RetentionSql
{
    /// <summary>The records with the moment from which their time counts.</summary>
    public const string Due = $"""
        SELECT v.* FROM (
            {People}
            UNION ALL SELECT 'ENQUIRIES', 2, hub_id, id, update_time, 'enquiries' FROM enquiry
            WHERE state <> 'OPEN' AND display_name <> '{Participant.ErasedName}' AND update_time < @Enquiries
            UNION ALL SELECT 'LETTERS', 3, hub_id, id, update_time, 'letters' FROM letter
            WHERE state <> 'PENDING' AND text <> '' AND update_time < @Letters
            UNION ALL SELECT 'DATA_REQUESTS', 4, hub_id, id, {Closed}, 'dataRequests' FROM data_request
            WHERE state = 'CLOSED' AND display_name <> '{Participant.ErasedName}' AND {Closed} < @DataRequests
            UNION ALL SELECT 'PARTICIPATION_IMPORTS', 5, hub_id, id, update_time, 'participationImports'
            FROM participation_import
            WHERE state = 'PLANNED' AND update_time < @ParticipationImports
                AND jsonb_path_exists(plan, '$.effects[*].record.advocates')
        ) AS v (class, place, hub_id, id, since_time, collection)
        """;

    const string Closed = "(close_date::timestamp AT TIME ZONE 'Europe/London')";

    /// <summary>People whom nothing needs, and with whom nothing has been since.</summary>
    const string People = """
        SELECT 'PEOPLE', 1, p.hub_id, p.id, s.since_time, 'participants'
        FROM participant p
        CROSS JOIN LATERAL (SELECT greatest(
            p.update_time,
            (SELECT max(w.end_date)::timestamp AT TIME ZONE 'Europe/London' FROM participant_post w
                WHERE w.hub_id = p.hub_id AND w.participant_id = p.id),
            (SELECT max(g.update_time) FROM work_group_lead l
                JOIN work_group g ON g.hub_id = l.hub_id AND g.id = l.work_group_id
                WHERE l.hub_id = p.hub_id AND l.participant_id = p.id),
            (SELECT max(a.update_time) FROM application_advocate v
                JOIN application a ON a.hub_id = v.hub_id AND a.id = v.application_id
                WHERE v.hub_id = p.hub_id AND v.participant_id = p.id),
            (SELECT max(e.update_time) FROM enrolment_advocate v
                JOIN enrolment e ON (e.hub_id, e.work_group_id, e.id) = (v.hub_id, v.work_group_id, v.enrolment_id)
                WHERE v.hub_id = p.hub_id AND v.participant_id = p.id),
            (SELECT max(z.start_time) FROM session_attendance t
                JOIN work_group_session z
                    ON (z.hub_id, z.work_group_id, z.id) = (t.hub_id, t.work_group_id, t.session_id)
                WHERE t.hub_id = p.hub_id AND t.participant_id = p.id)) AS since_time) AS s
        WHERE p.state IN ('ACTIVE', 'LEFT') AND p.update_time < @People AND s.since_time < @People
            AND NOT EXISTS (SELECT FROM participant_post w
                WHERE w.hub_id = p.hub_id AND w.participant_id = p.id AND w.end_date IS NULL)
            AND NOT EXISTS (SELECT FROM department d WHERE d.hub_id = p.hub_id AND d.head_id = p.id)
            AND NOT EXISTS (SELECT FROM work_group_lead l
                JOIN work_group g ON g.hub_id = l.hub_id AND g.id = l.work_group_id
                WHERE l.hub_id = p.hub_id AND l.participant_id = p.id
                    AND g.state IN ('PLANNED', 'RECRUITING', 'RUNNING'))
            AND NOT EXISTS (SELECT FROM application_advocate v
                JOIN application a ON a.hub_id = v.hub_id AND a.id = v.application_id
                WHERE v.hub_id = p.hub_id AND v.participant_id = p.id
                    AND a.state IN ('DRAFT', 'SUBMITTED', 'WAITLISTED'))
            AND NOT EXISTS (SELECT FROM enrolment_advocate v
                JOIN enrolment e ON (e.hub_id, e.work_group_id, e.id) = (v.hub_id, v.work_group_id, v.enrolment_id)
                WHERE v.hub_id = p.hub_id AND v.participant_id = p.id AND v.end_date IS NULL
                    AND e.state IN ('ACTIVE', 'DEFERRED'))
            AND NOT EXISTS (SELECT FROM data_request q
                WHERE q.hub_id = p.hub_id AND q.participant_id = p.id AND q.state <> 'CLOSED')
        """;
}
