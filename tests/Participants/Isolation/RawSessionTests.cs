using Mastery.Common.V1;
using Mastery.Testing;
using Npgsql;

namespace Mastery.Participants.Tests;

public sealed class RawSessionTests(PeopleFixture fixture) : RawSessions(fixture)
{
    const string Own = "yorkshire-and-the-humber";

    [Theory]
    [InlineData("enrolment")]
    [InlineData("enrolment_advocate")]
    [InlineData("letter")]
    [InlineData("enquiry")]
    [InlineData("data_request")]
    [InlineData("department_transfer")]
    [InlineData("participation_import")]
    [InlineData("roster_sync")]
    [InlineData("roster_effect")]
    public async Task Do_not_delete_change_log_entries(string table)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() =>
            ScalarAsync(Own, $"WITH gone AS (DELETE FROM {table} RETURNING 1) SELECT count(*) FROM gone"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    // The control is the second line: of syncs that are two days older, the same statement deletes. Those that other
    // tests make older are a month old.
    [Theory]
    [InlineData("0 days", false)]
    [InlineData("2 days", true)]
    public async Task Delete_effects_of_staff_syncs_only_when_they_are_old(string age, bool deletes)
    {
        var deleted = await ScalarAsync(Own, $"""
            UPDATE roster_sync SET kept_effects = 'NONE', create_time = create_time - interval '{age}',
                apply_time = apply_time - interval '{age}' WHERE hub_id = '{Own}';
            SELECT sum(delete_old_roster_effects(hub_id, id)) FROM roster_sync
            WHERE hub_id = '{Own}' AND create_time > now() - interval '3 days'
            """);

        Assert.Equal(deletes, deleted > 0);
    }

    [Fact]
    public async Task Cannot_put_a_department_in_two_groups_on_a_focus_whatever_the_code_does()
    {
        var department = await fixture.EligibleDepartmentAsync();
        await fixture.AcceptedAsync(await fixture.WorkGroupAsync(), department);
        var other = await fixture.WorkGroupAsync();
        var application = await fixture.SubmittedAsync(department);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(Own, $"""
            WITH made AS (
                INSERT INTO enrolment (hub_id, work_group_id, id, department_id, application_id, focus, academic_year,
                    theme, state, state_reason, state_date)
                VALUES ('{Own}', '{Id(other.Name)}', gen_random_uuid(), '{Id(department.Name)}',
                    '{Id(application.Name)}', '{PeopleFixture.Focus}', '2024-25', '', 'ACTIVE', '',
                    '2024-09-02') RETURNING 1)
            SELECT count(*) FROM made
            """));

        Assert.Equal("enrolment_live_key", refusal.ConstraintName);
    }

    [Fact]
    public async Task Cannot_fill_a_group_beyond_its_places_whatever_the_code_does()
    {
        var group = await fixture.WorkGroupAsync(capacity: 1);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(Own, $"""
            WITH done AS (
                UPDATE work_group SET enrolled_count = 2 WHERE hub_id = '{Own}' AND id = '{Id(group.Name)}' RETURNING 1)
            SELECT count(*) FROM done
            """));

        Assert.Equal("work_group_capacity_check", refusal.ConstraintName);
    }

    [Fact]
    public async Task Cannot_take_a_department_away_from_its_hub()
    {
        var department = await fixture.DepartmentAsync();

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync("south-yorkshire", $"""
            WITH gone AS (
                DELETE FROM department_owner WHERE urn = '{Id(department.School)}' RETURNING 1)
            SELECT count(*) FROM gone
            """));

        Assert.Equal("department_owner_fk", refusal.ConstraintName);
    }

    /// <inheritdoc/>
    protected override async Task FillAsync()
    {
        var department = await fixture.DepartmentAsync();
        var person = await fixture.ParticipantAsync(department, person =>
            person.ExternalIds.Add(new V1.Participant.Types.ExternalId { Source = "sims", Value = "1" }));
        var second = await fixture.ParticipantAsync(department);
        await fixture.People.MergeParticipantsAsync(new() { Name = person.Name, Duplicate = second.Name });
        await fixture.People.CreatePastParticipationAsync(new()
        {
            Parent = department.Name,
            PastParticipation =
                new() { Stage = Stage.Development, AcademicYear = "2022-23", Leads = { person.Name } },
        });
        var group = await fixture.WorkGroupAsync();
        await fixture.Groups.UpdateWorkGroupAsync(
            new() { WorkGroup = new() { Name = group.Name, WorkGroupLeads = { person.Name } } });
        await fixture.AcceptedAsync(group, department);
        await fixture.EnquiryAsync(department.School);
        await fixture.PlanAsync(PeopleFixture.Row(department.School));
        await fixture.MatchReviewAsync(department.School, "Ada Lovelace");
        var school = (await fixture.TrustAsync()).School;
        await fixture.SyncAsync(school.Name, [school.Staff("1", "Alan Turing")]);
        var session = await fixture.Groups.CreateSessionAsync(
            new() { Parent = group.Name, Session = SessionVerb.Example("2024-10-02") });
        await fixture.Groups.RecordAttendanceAsync(new()
        {
            Name = session.Name,
            Attendances = { new V1.Session.Types.Attendance { Participant = person.Name, Present = true } },
        });
        await fixture.People.CreateDepartmentTransferAsync(new()
        {
            Parent = PeopleFixture.Hub,
            DepartmentTransfer =
                new() { Department = department.Name, ToHub = PeopleFixture.OtherHub, Reason = "Nearer" },
        });
    }

    async Task<long> ScalarAsync(string? hub, string sql)
    {
        await using var connection = await fixture.Service.Database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (hub is not null)
        {
            await using var set = new NpgsqlCommand("SELECT set_config('mastery.hub', $1, true)", connection);
            set.Parameters.Add(new() { Value = hub });
            await set.ExecuteScalarAsync();
        }

        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];
}
