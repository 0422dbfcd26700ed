using System.Text.Json;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class GetPlanCoverageTests(PlansFixture fixture)
{
    [Fact]
    public async Task Says_who_has_not_been_reached()
    {
        var (plan, enrolled) = await SharedAsync();
        var activity = await fixture.Plans.DeliverActivityAsync(
            new() { Name = (await fixture.FirstActivityAsync(plan)).Name, DeliverDate = "2024-10-03" });
        await fixture.Plans.RecordActivityAttendanceAsync(new()
        {
            Name = activity.Name,
            Attendances =
            {
                new V1.Activity.Types.Attendance { Participant = enrolled.Members[0], Present = true },
                new V1.Activity.Types.Attendance { Participant = enrolled.Members[1], Present = false },
            },
        });

        var coverage = await CoverageAsync(plan);

        Assert.Equal((plan.Name, "2025-08-31", 1), (coverage.Plan, coverage.AsOfDate, coverage.ReachedCount));
        Assert.Equal(enrolled.Members.Skip(1).Order(), coverage.Unreached.Order());
        Assert.Equal(enrolled.Members.Order(), coverage.People.Select(person => person.Participant).Order());
        Assert.All(coverage.People, person => Assert.Equal("Ada Lovelace", person.DisplayName));
        Assert.Equal(1, Assert.Single(coverage.Aims).ReachedCount);
    }

    [Fact]
    public async Task Is_of_the_day_that_is_asked_for()
    {
        var (plan, _) = await SharedAsync();
        await fixture.Plans.DeliverActivityAsync(
            new() { Name = (await fixture.FirstActivityAsync(plan)).Name, DeliverDate = "2024-10-10" });

        Assert.Equal(0, (await CoverageAsync(plan, "2024-10-09")).ReachedCount);
        Assert.Equal(3, (await CoverageAsync(plan, "2024-10-10")).ReachedCount);
    }

    [Fact]
    public async Task Knows_those_who_were_expected_on_the_day_whether_or_not_they_have_left()
    {
        var (plan, enrolled) = await SharedAsync();
        var leaver = await fixture.Programme.HireAsync(
            enrolled, post => (post.StartDate, post.EndDate) = ("2024-09-01", "2024-12-20"));
        var joiner = await fixture.Programme.HireAsync(enrolled, post => post.StartDate = "2025-01-06");
        var back = await fixture.Programme.HireAsync(enrolled, post => post.ExpectedFromDate = "2025-04-22");

        Assert.Equal(
            [leaver], (await CoverageAsync(plan, "2024-12-20")).Unreached.Except(enrolled.Members));
        Assert.Equal(
            [joiner], (await CoverageAsync(plan, "2025-01-06")).Unreached.Except(enrolled.Members));
        Assert.Equal(
            new[] { joiner, back }.Order(),
            (await CoverageAsync(plan, "2025-04-22")).Unreached.Except(enrolled.Members).Order());
    }

    [Fact]
    public async Task Follows_a_person_whose_two_records_were_merged()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.DraftAsync(enrolled);
        var duplicate = await fixture.Programme.HireAsync(enrolled);
        var activity = Examples.Activity("2024-10-03");
        activity.WholeDepartment = false;
        activity.Audience.Add(duplicate);
        var made = await fixture.AddAsync(plan, activity);
        await fixture.Plans.SharePlanAsync(new() { Name = plan.Name });
        await fixture.Plans.DeliverActivityAsync(new() { Name = made.Name });
        await fixture.Plans.RecordActivityAttendanceAsync(new()
        {
            Name = made.Name,
            Attendances = { new V1.Activity.Types.Attendance { Participant = duplicate, Present = true } },
        });
        await fixture.Programme.MergeAsync(enrolled.Members[0], duplicate);

        var reached = Assert.Single((await CoverageAsync(plan)).People, person => person.Reached);

        Assert.Equal((enrolled.Members[0], 1, 1),
            (reached.Participant, reached.Planned.ActivityCount, reached.Attended.ActivityCount));
    }

    [Fact]
    public async Task Answers_over_REST()
    {
        var (plan, _) = await SharedAsync();
        using var http = fixture.Service.Http();

        var json = await http.GetStringAsync(
            new Uri($"v1/{plan.Name}:coverage?as_of_date=2024-10-10", UriKind.Relative),
            TestContext.Current.CancellationToken);

        Assert.Equal(3, JsonDocument.Parse(json).RootElement.GetProperty("people").GetArrayLength());
    }

    [Fact]
    public async Task Requires_the_scope_to_read_the_members()
    {
        var (plan, _) = await SharedAsync();
        var reader = fixture.As(PlansFixture.Hub, "plans.read");

        await Refused.WithAsync(
            StatusCode.PermissionDenied,
            ErrorReason.ScopeMissing,
            async () => await reader.GetPlanCoverageAsync(new() { Name = plan.Name }));
    }

    async Task<(V1.Plan Plan, Enrolled Enrolled)> SharedAsync()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.CoherentAsync(enrolled);
        return (await fixture.Plans.SharePlanAsync(new() { Name = plan.Name }), enrolled);
    }

    async Task<V1.PlanCoverage> CoverageAsync(V1.Plan plan, string day = "") =>
        await fixture.Plans.GetPlanCoverageAsync(new() { Name = plan.Name, AsOfDate = day });
}
