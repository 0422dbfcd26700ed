using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;
using Severity = Mastery.DevelopmentPlans.V1.Finding.Types.Severity;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class AgreePlanTests(PlansFixture fixture)
{
    [Fact]
    public async Task Keeps_the_revision_of_the_catalogue_by_which_it_was_judged()
    {
        var shared = await fixture.SharedAsync();
        await fixture.UnpinnedAsync(shared);

        var agreed = await fixture.Plans.AgreePlanAsync(new() { Name = shared.Name });

        Assert.Equal((shared.CatalogueRevision, 2), (agreed.CatalogueRevision, agreed.RuleSetVersion));
        Assert.True(agreed.CatalogueRevision > 0);
    }

    [Fact]
    public async Task Agrees_a_shared_plan_that_is_coherent()
    {
        var shared = await fixture.SharedAsync();

        var agreed = await AgreeAsync(shared);

        Assert.Equal((PlanState.Agreed, shared.Revision + 1), (agreed.State, agreed.Revision));
        Assert.NotNull(agreed.AgreeTime);
        Assert.Equal(2, agreed.RuleSetVersion);
        Assert.Equal(agreed, await fixture.ReadAsync(shared));
    }

    [Fact]
    public async Task Agrees_a_plan_of_a_local_project()
    {
        var plan = await fixture.CoherentAsync(await fixture.Programme.EnrolLocallyAsync("YH-PLANS"));
        var assessment = await fixture.Plans.AssessPlanAsync(new() { Name = plan.Name });
        var shared = await fixture.Plans.SharePlanAsync(new() { Name = plan.Name });

        var agreed = await AgreeAsync(shared);

        Assert.Equal(
            ("projects/YH-PLANS/foci/a", "2024-25", PlanState.Agreed),
            (agreed.Focus, agreed.AcademicYear, agreed.State));
        Assert.DoesNotContain(assessment.Findings, finding => finding.Severity == Severity.Must);
    }

    [Fact]
    public async Task Agrees_a_plan_in_which_only_advice_stands()
    {
        var plan = await fixture.SharedAsync();
        await fixture.AddAsync(plan, Examples.Evidence());

        Assert.Equal(PlanState.Agreed, (await AgreeAsync(plan)).State);
    }

    [Fact]
    public async Task Refuses_a_plan_with_findings_that_must_be_corrected_and_names_each()
    {
        var draft = await fixture.DraftAsync();
        await fixture.AddAsync(draft, Examples.Aim());
        var shared = await fixture.Plans.SharePlanAsync(new() { Name = draft.Name });
        var musts = (await fixture.Plans.AssessPlanAsync(new() { Name = draft.Name })).Findings
            .Where(finding => finding.Severity == Severity.Must).ToList();

        var status = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.PlanNotCoherent, () => AgreeAsync(shared));

        var violations = status.GetDetail<Google.Rpc.PreconditionFailure>().Violations;
        Assert.Equal(musts.Select(must => must.Subject), violations.Select(violation => violation.Subject));
        Assert.Equal(
            musts.Select(must => must.Message), violations.Select(violation => violation.Description));
        Assert.Equal(
            $"The plan ‘{shared.Title}’ cannot be agreed yet: three things have to be mended first.", status.Message);
        Assert.Contains("RULE_AIM_RESTS_ON_EVIDENCE", violations.Select(violation => violation.Type));
        Assert.Equal(shared, await fixture.ReadAsync(shared));
    }

    [Fact]
    public async Task Refuses_a_plan_that_does_not_reach_someone_who_has_just_joined()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.CoherentAsync(enrolled);
        foreach (var activity in (await fixture.Plans.ListActivitiesAsync(new() { Parent = plan.Name })).Activities)
        {
            activity.WholeDepartment = false;
            activity.Audience.Add(enrolled.Members);
            await fixture.Plans.UpdateActivityAsync(
                new() { Activity = activity, UpdateMask = new() { Paths = { "whole_department", "audience" } } });
        }

        var newcomer = await fixture.Programme.HireAsync(enrolled);
        var shared = await fixture.Plans.SharePlanAsync(new() { Name = plan.Name });

        var status = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.PlanNotCoherent, () => AgreeAsync(shared));

        var violation = Assert.Single(status.GetDetail<Google.Rpc.PreconditionFailure>().Violations);
        Assert.Equal(("RULE_EVERY_MEMBER_IS_REACHED", newcomer), (violation.Type, violation.Subject));
    }

    [Fact]
    public async Task Refuses_a_draft_and_says_to_share_it_first()
    {
        var draft = await fixture.CoherentAsync();

        var status = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => AgreeAsync(draft));

        Assert.Contains("SharePlan", status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_one_already_agreed()
    {
        var agreed = await fixture.AgreedAsync();

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () => AgreeAsync(agreed));
    }

    [Fact]
    public async Task Lets_one_of_two_at_once_win()
    {
        var shared = await fixture.SharedAsync();
        await using var locked = await LockedRow.OfAsync(fixture.Service.Database, "plan", shared.Name);
        var both = new[] { TryAsync(() => AgreeAsync(shared)), TryAsync(() => AgreeAsync(shared)) };
        await locked.WaitersAsync(2);

        await locked.ReleaseAsync();

        Assert.Equal([StatusCode.OK, StatusCode.FailedPrecondition], (await Task.WhenAll(both)).Order());
        Assert.Equal(shared.Revision + 1, (await fixture.ReadAsync(shared)).Revision);
    }

    [Fact]
    public async Task Aborts_when_a_part_was_added_during_the_assessment()
    {
        var shared = await fixture.SharedAsync();
        await using var locked = await LockedRow.OfAsync(fixture.Service.Database, "plan", shared.Name);
        var adding = TryAsync(() => fixture.AddAsync(shared, Examples.Aim()));
        await locked.WaitersAsync(1);
        var agreeing = TryAsync(() => AgreeAsync(shared));
        await locked.WaitersAsync(2);

        await locked.ReleaseAsync();

        Assert.Equal((StatusCode.OK, StatusCode.Aborted), (await adding, await agreeing));
        Assert.Equal(PlanState.Shared, (await fixture.ReadAsync(shared)).State);
    }

    [Fact]
    public async Task Refuses_a_part_that_is_added_at_the_same_time()
    {
        var shared = await fixture.SharedAsync();
        await using var locked = await LockedRow.OfAsync(fixture.Service.Database, "plan", shared.Name);
        var agreeing = TryAsync(() => AgreeAsync(shared));
        await locked.WaitersAsync(1);
        var adding = TryAsync(() => fixture.AddAsync(shared, Examples.Aim()));
        await locked.WaitersAsync(2);

        await locked.ReleaseAsync();

        Assert.Equal((StatusCode.OK, StatusCode.FailedPrecondition), (await agreeing, await adding));
        Assert.Single((await fixture.Plans.ListAimsAsync(new() { Parent = shared.Name })).Aims);
    }

    static async Task<StatusCode> TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            return StatusCode.OK;
        }
        catch (RpcException refusal)
        {
            return refusal.StatusCode;
        }
    }

    async Task<V1.Plan> AgreeAsync(V1.Plan plan) => await fixture.Plans.AgreePlanAsync(new() { Name = plan.Name });
}
