using Mastery.Testing;
using Npgsql;
using Direction = Mastery.DevelopmentPlans.V1.Aim.Types.SuccessCriterion.Types.Direction;
using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>Plans of every hub as older versions wrote them, read after the migration. A service of its own: its tables
/// are changed.</summary>
public sealed class FormerRowsTests(FormerRowsTests.OwnFixture fixture) : IClassFixture<FormerRowsTests.OwnFixture>
{
    static readonly Guid Plan = Guid.CreateVersion7();
    static readonly Guid Part = Guid.CreateVersion7();

    public static TheoryData<string> Hubs => [PlansFixture.Hub, PlansFixture.OtherHub];

    [Theory]
    [MemberData(nameof(Hubs))]
    public async Task Evidence_shows_the_needs_that_it_showed(string hub)
    {
        var evidence = await fixture.Plans.GetEvidenceAsync(
            new() { Name = $"hubs/{hub}/plans/{Plan}/evidence/{Part}" });

        Assert.Equal([NeedsOf.Teachers], evidence.NeedsOf);
        Assert.Empty(evidence.Attachments);
    }

    [Theory]
    [MemberData(nameof(Hubs))]
    public async Task Success_criteria_keep_their_values_and_get_the_direction_of_their_numbers(string hub)
    {
        var aim = await fixture.Plans.GetAimAsync(new() { Name = $"hubs/{hub}/plans/{Plan}/aims/{Part}" });

        Assert.Equal(
            [
                ("Secure in ratio", Direction.Increase),
                ("One-word answers", Direction.Decrease),
                ("Attendance", Direction.Maintain),
                ("Students explain", Direction.Unspecified),
            ],
            aim.SuccessCriteria.Select(criterion => (criterion.Statement, criterion.Direction)));
        Assert.Equal(
            (40, 65, "%", "2025-07-04"),
            (aim.SuccessCriteria[0].Baseline, aim.SuccessCriteria[0].Target, aim.SuccessCriteria[0].Unit,
                aim.SuccessCriteria[0].DueDate));
        Assert.Equal(
            [("2025-03-31", 52.5)],
            aim.SuccessCriteria[0].Measurements.Select(one => (one.MeasureDate, one.Value)));
        Assert.All(aim.SuccessCriteria.Skip(1), criterion => Assert.Empty(criterion.Measurements));
        Assert.False(aim.SuccessCriteria[3].HasTarget);
    }

    [Theory]
    [MemberData(nameof(Hubs))]
    public async Task The_one_focus_of_a_project_without_letters_is_the_whole(string hub)
    {
        var plan = await fixture.Plans.GetPlanAsync(new() { Name = $"hubs/{hub}/plans/{Plan}" });

        Assert.Equal("projects/NCP24-12/foci/whole", plan.Focus);
    }

    public sealed class OwnFixture() : WithoutPeersFixture("http://127.0.0.1:1")
    {
        const string Former = """
            ALTER TABLE evidence DROP CONSTRAINT evidence_needs_of_known, DROP COLUMN attachments;
            ALTER TABLE evidence ALTER COLUMN needs_of TYPE text USING needs_of[1],
                ADD CONSTRAINT evidence_needs_of_known CHECK (needs_of IN ('STUDENTS', 'TEACHERS'))
            """;

        const string Criteria = """
            [{"statement": "Secure in ratio", "baseline": 40, "target": 65, "unit": "%", "due_date": "2025-07-04",
                "current": 52.5, "is_measurable": true, "restates_baseline": false},
            {"statement": "One-word answers", "baseline": 12, "target": 4, "unit": ""},
            {"statement": "Attendance", "baseline": 95, "target": 95, "unit": "%"},
            {"statement": "Students explain", "unit": ""}]
            """;

        protected override async Task<TestService> StartAsync(IReadOnlyDictionary<string, string?> settings)
        {
            var service = await base.StartAsync(settings);
            await using var owner = await service.Database.OpenAsOwnerAsync();
            await owner.RunAsync(Former);
            foreach (var hub in Hubs)
            {
                await FillAsync(owner, hub.Data);
            }

            await owner.RunScriptAsync<PlanStore>("0100_evidence_and_criteria.sql");
            await owner.RunScriptAsync<PlanStore>("0150_whole_projects.sql");
            return service;
        }

        static async Task FillAsync(NpgsqlConnection owner, string hub)
        {
            await owner.SetHubAsync(hub);
            await owner.RunAsync(
                """
                INSERT INTO plan (hub_id, id, enrolment, department, focus, academic_year, title, state)
                VALUES ($1, $2, 'hubs/h/workGroups/w/enrolments/e', 'hubs/h/departments/d',
                    'projects/NCP24-12/foci/a', '2024-25', 'Fluency', 'DRAFT')
                """,
                hub, Plan);
            await owner.RunAsync(
                """
                INSERT INTO evidence (hub_id, plan_id, id, kind, collect_date, finding, needs_of)
                VALUES ($1, $2, $3, 'ASSESSMENT', '2024-09-12', 'Colleagues ask how to plan', 'TEACHERS')
                """,
                hub, Plan, Part);
            // Half an hour after midnight in England.
            await owner.RunAsync(
                """
                INSERT INTO aim (hub_id, plan_id, id, statement, success_criteria, horizon, status, update_time)
                VALUES ($1, $2, $3, 'Students reason', $4::jsonb, 'MEDIUM', 'IN_PROGRESS', '2025-03-30T23:30:00Z')
                """,
                hub, Plan, Part, Criteria);
        }
    }
}
