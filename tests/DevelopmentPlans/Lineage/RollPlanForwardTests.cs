using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;
using Status = Mastery.DevelopmentPlans.V1.Aim.Types.Status;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class RollPlanForwardTests(PlansFixture fixture)
{
    [Fact]
    public async Task Goes_on_with_the_aims_that_are_not_finished_and_names_those_that_are()
    {
        var (plan, next) = await YearsAsync("YH-ROLLA");
        var open = await fixture.FirstAimAsync(plan);
        var met = await fixture.AddAsync(plan, Examples.Aim());
        await SetAsync(met, Status.Met);

        var rolled = await RollAsync(plan, next);

        Assert.Equal(
            (PlanState.Draft, "2025-26", plan.Name, next.Enrolment, 1),
            (rolled.Plan.State, rolled.Plan.AcademicYear, rolled.Plan.Continues, rolled.Plan.Enrolment,
                rolled.Plan.Revision));
        var aim = Assert.Single(rolled.Aims);
        Assert.Equal((open.Name, open.Statement), (aim.Continues, aim.Statement));
        Assert.Equal("2026-07-04", aim.SuccessCriteria[0].DueDate);
        Assert.Equal(rolled.Evidence.Select(piece => piece.Name), aim.Evidence);
        Assert.Equal(["2024-09-12", "2024-09-12"], rolled.Evidence.Select(piece => piece.CollectDate));
        Assert.Equal([(met.Name, Status.Met)], rolled.LeftAims.Select(left => (left.Aim, left.Status)));
        Assert.Empty(rolled.Activities);
        Assert.Equal(
            "1 aim goes on in 2025/26; 1 aim of 2024/25 is met or given up and not taken along.", rolled.Message);
        Assert.Equal(rolled.Plan, await fixture.ReadAsync(rolled.Plan));
        Assert.Equal(rolled.Aims, (await fixture.FirstRevisionAsync(rolled.Plan)).Aims);
        Assert.Equal(
            [rolled.Plan],
            (await fixture.Plans.ListPlansAsync(new()
            {
                Parent = $"hubs/{PlansFixture.Hub}",
                Filter = $"continues = \"{plan.Name}\"",
            })).Plans);
    }

    [Fact]
    public async Task Takes_activities_along_that_were_not_delivered_if_asked_and_keeps_the_weekday()
    {
        var (plan, next) = await YearsAsync("YH-ROLLB");
        await fixture.Plans.SharePlanAsync(new() { Name = plan.Name });
        var delivered = await fixture.FirstActivityAsync(plan);
        await fixture.Plans.DeliverActivityAsync(new() { Name = delivered.Name });

        var rolled = await fixture.Plans.RollPlanForwardAsync(
            new() { Name = plan.Name, Enrolment = next.Enrolment, CarryActivities = true });

        Assert.Equal(["2026-02-05", "2026-06-04"], rolled.Activities.Select(activity => activity.StartDate));
        Assert.All(rolled.Activities, activity => Assert.Equal(
            (ActivityState.Planned, rolled.Aims[0].Name), (activity.State, Assert.Single(activity.Aims))));
    }

    [Fact]
    public async Task Refuses_a_second_time_and_names_the_first()
    {
        var (plan, next) = await YearsAsync("YH-ROLLC");
        var first = await RollAsync(plan, next);

        var status = await Refused.WithAsync(
            StatusCode.AlreadyExists, ErrorReason.ResourceExists, () => RollAsync(plan, next));

        Assert.Equal(first.Plan.Name, status.GetDetail<Google.Rpc.ResourceInfo>().ResourceName);
    }

    [Fact]
    public async Task Shows_what_it_would_make_and_makes_nothing_when_only_validating()
    {
        var (plan, next) = await YearsAsync("YH-ROLLD");

        var preview = await fixture.Plans.RollPlanForwardAsync(
            new() { Name = plan.Name, Enrolment = next.Enrolment, ValidateOnly = true });

        Assert.Equal(plan.Name, preview.Plan.Continues);
        Assert.Single(preview.Aims);
        await Refused.WithAsync(
            StatusCode.NotFound, ErrorReason.ResourceNotFound, () => fixture.ReadAsync(preview.Plan));
        await RollAsync(plan, next);
    }

    [Fact]
    public async Task Puts_the_new_year_into_the_title_and_names_other_texts_that_have_the_old_one()
    {
        var (plan, next) = await YearsAsync("YH-ROLLE");
        await fixture.Plans.UpdatePlanAsync(new()
        {
            Plan = new()
            {
                Name = plan.Name,
                Title = "Our plan for 2024-25",
                Vision = "By the end of 2024/2025 all talk",
            },
        });

        var rolled = await RollAsync(plan, next);

        Assert.Equal("Our plan for 2025/26", rolled.Plan.Title);
        Assert.Equal(
            [(rolled.Plan.Name, "vision", "2024/2025")],
            rolled.OldTexts.Select(text => (text.Part, text.Field, text.Named)));
        Assert.EndsWith("look at it again.", rolled.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_the_enrolment_of_another_department_and_one_of_the_same_year()
    {
        var (plan, _) = await YearsAsync("YH-ROLLF");
        var stranger = await fixture.Programme.EnrolAsync();

        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => RollAsync(plan, stranger));
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, async () =>
            await fixture.Plans.RollPlanForwardAsync(new() { Name = plan.Name, Enrolment = plan.Enrolment }));
    }

    [Fact]
    public async Task Keeps_a_draft_that_another_plan_goes_on_from()
    {
        var (plan, next) = await YearsAsync("YH-ROLLI");
        var rolled = await RollAsync(plan, next);

        var status = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.HasChildren, async () =>
            await fixture.Plans.DeletePlanAsync(new() { Name = plan.Name }));
        await fixture.Plans.DeletePlanAsync(new() { Name = rolled.Plan.Name });
        await fixture.Plans.DeletePlanAsync(new() { Name = plan.Name });

        Assert.Contains(rolled.Plan.Name, status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_three_years_as_one_story()
    {
        var (first, next) = await YearsAsync("YH-ROLLG");
        var second = (await RollAsync(first, next)).Plan;
        var last = await fixture.Programme.EnrolInYearAsync(next, "YH-ROLLH", "2026-27");
        await SetAsync(await fixture.FirstAimAsync(second), Status.InProgress);
        var third = (await RollAsync(second, last)).Plan;
        await SetAsync(await fixture.FirstAimAsync(third), Status.Met);

        foreach (var plan in new[] { first, second, third })
        {
            var lineage = await fixture.Plans.GetPlanLineageAsync(new() { Name = plan.Name });

            Assert.Equal(
                [
                    (first.Name, "2024-25", ""),
                    (second.Name, "2025-26", first.Name),
                    (third.Name, "2026-27", second.Name),
                ],
                lineage.Plans.Select(year => (year.Plan, year.AcademicYear, year.Continues)));
            var aim = Assert.Single(lineage.Aims);
            Assert.Equal(
                [("2024-25", Status.NotStarted), ("2025-26", Status.InProgress), ("2026-27", Status.Met)],
                aim.Years.Select(year => (year.AcademicYear, year.Status)));
            Assert.Equal("3 plans, from 2024/25 to 2026/27: 1 of 1 aim is met.", lineage.Message);
        }
    }

    /// <summary>A coherent plan of 2024/25, and the department's enrolment of the year after.</summary>
    async Task<(V1.Plan Plan, Enrolled Next)> YearsAsync(string code)
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.CoherentAsync(enrolled);
        return (plan, await fixture.Programme.EnrolInYearAsync(enrolled, code, "2025-26"));
    }

    async Task SetAsync(V1.Aim aim, Status status) =>
        await fixture.Plans.UpdateAimAsync(new() { Aim = new() { Name = aim.Name, Status = status } });

    async Task<V1.NewPlan> RollAsync(V1.Plan plan, Enrolled next) =>
        await fixture.Plans.RollPlanForwardAsync(new() { Name = plan.Name, Enrolment = next.Enrolment });
}
