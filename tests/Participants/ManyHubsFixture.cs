using Mastery.Testing;
using Npgsql;

namespace Mastery.Participants.Tests;

/// <summary>The service with two thousand rows of forty hubs in each table that is listed. A policy that
/// hides nothing counts the rows that a statement reads, and refuses to read more than a page needs. The four oldest
/// applications wait for a decision.</summary>
public sealed class ManyHubsFixture : PeopleFixture
{
    static readonly string[] Listed =
    [
        "application", "department", "enquiry", "enrolment", "letter", "participant", "past_participation",
        "work_group", "work_group_session",
    ];

    protected override async Task<TestService> StartAsync(IReadOnlyDictionary<string, string?> settings)
    {
        var service = await base.StartAsync(settings);
        await using var connection = await service.Database.OpenAsync(DatabaseRole.Administrator);
        await using var fill = new NpgsqlCommand(Fill + string.Concat(Listed.Select(Counted)), connection);
        await fill.ExecuteNonQueryAsync();
        return service;
    }

    static string Counted(string table) =>
        $"CREATE POLICY counted ON {table} AS RESTRICTIVE FOR SELECT USING (one_more()); ANALYZE {table};\n";

    const string Fill = """
        SET session_replication_role = replica;
        CREATE FUNCTION one_more() RETURNS boolean LANGUAGE plpgsql COST 1 AS $$
        DECLARE
            seen int := coalesce(nullif(current_setting('test.seen', true), ''), '0')::int + 1;
        BEGIN
            PERFORM set_config('test.seen', seen::text, true);
            IF seen > 600 THEN RAISE EXCEPTION 'The statement reads more than 600 rows.'; END IF;
            RETURN true;
        END
        $$;
        CREATE TEMP TABLE of AS SELECT h.id AS hub, n, gen_random_uuid() AS id,
            '2024-06-01'::timestamptz + n * interval '1 hour' AS time
        FROM generate_series(1, 2000) n JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM hub) h
            ON h.place = 1 + n % 40;
        INSERT INTO department (hub_id, id, school, subject, state, create_time)
        SELECT hub, id, 100000 + n, 'MATHEMATICS', 'ACTIVE', time FROM of;
        INSERT INTO participant (hub_id, id, given_name, family_name, preferred_given_name, preferred_family_name,
            previous_names, email, phone, source, state, create_time)
        SELECT hub, id, 'Ada', 'Name ' || n % 300, '', '', '[]', '', '', '', 'ACTIVE', time FROM of;
        INSERT INTO past_participation (hub_id, department_id, id, code, stage, academic_year, school, source,
            create_time)
        SELECT hub, id, id, '', 'DEVELOPMENT', '2022-23', 100000 + n, '', time FROM of;
        INSERT INTO work_group (hub_id, id, focus, display_name, theme, capacity, expected_attendance_percent,
            academic_year, enrolled_count, state, state_reason, stage, create_time)
        SELECT hub, id, 'projects/NCP24-12/foci/whole', 'Group ' || n % 300, '', 10, 80, '2024-25', 0, 'RUNNING', '',
            'DEVELOPMENT', time FROM of;
        INSERT INTO work_group_session (hub_id, work_group_id, id, title, start_time, end_time, mode, location, state,
            state_reason)
        SELECT hub, id, id, '', time, time + interval '1 hour', 'VIRTUAL', '', 'SCHEDULED', '' FROM of;
        INSERT INTO application (hub_id, id, department_id, focus, theme, motivation, headteacher_name,
            headteacher_role, state, state_reason, create_time, submit_time)
        SELECT hub, id, id, 'projects/NCP24-12/foci/whole', '', '', '', '',
            CASE WHEN n <= 4 THEN 'SUBMITTED' ELSE 'DRAFT' END, '', time, CASE WHEN n <= 4 THEN time END FROM of;
        INSERT INTO enrolment (hub_id, work_group_id, id, department_id, application_id, focus, academic_year, theme,
            state, state_reason, state_date, create_time)
        SELECT hub, id, id, id, id, 'projects/NCP24-12/foci/whole',
            '2024-25', '', 'ACTIVE', '', '2024-09-02', time FROM of;
        INSERT INTO enquiry (hub_id, id, display_name, email, role, school, focus, message, receive_date, state,
            state_reason, answer_text, answer_author, create_time)
        SELECT hub, id, 'Ada', '', '', '', '', '', time::date, 'OPEN', '', '', '', time FROM of;
        INSERT INTO letter (hub_id, application_id, id, kind, recipient_name, email, subject, text, html, state,
            state_reason, attempt_count, create_time)
        SELECT hub, id, id, 'RECEIVED', '', '', '', '', '', 'NOT_SENT', '', 0, time FROM of;

        """;
}
