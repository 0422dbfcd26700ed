using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>A plan keeps the revision of the catalogue that it was made by.</summary>
public sealed class CatalogueRevisionTests(PlansFixture fixture)
{
    [Fact]
    public async Task Is_the_present_one_for_a_new_plan_which_starts_from_the_prompts_of_its_focus()
    {
        var first = await fixture.DraftAsync(await fixture.Programme.EnrolLocallyAsync("YH-PINONE"));
        await fixture.Plans.ClosePlanAsync(new() { Name = first.Name, Reason = "Begun anew" });
        var revision = await fixture.Programme.EditFocusAsync(
            first.Focus, focus => focus.EvidencePrompts.Add("What do students say when they are stuck?"));

        var second = await fixture.Plans.CreatePlanAsync(new()
        {
            Parent = $"hubs/{PlansFixture.Hub}",
            Plan = new() { Enrolment = first.Enrolment, Title = "Talk in Year 7" },
        });

        Assert.Equal((1, 2, 2), (first.CatalogueRevision, second.CatalogueRevision, revision));
        Assert.Equal(["Who talks in lessons, and for how long?"], first.EvidencePrompts);
        Assert.Equal(
            ["Who talks in lessons, and for how long?", "What do students say when they are stuck?"],
            second.EvidencePrompts);
    }

    [Fact]
    public async Task Keeps_the_report_of_a_plan_as_it_is_when_its_focus_is_edited_and_its_project_retired()
    {
        var plan = await fixture.CoherentAsync(await fixture.Programme.EnrolLocallyAsync("YH-PINTWO"));
        await fixture.Plans.SharePlanAsync(new() { Name = plan.Name });
        var before = await AssessAsync(plan);
        await fixture.Programme.EditFocusAsync(plan.Focus, focus =>
        {
            focus.BigIdeas.Clear();
            focus.BigIdeas.Add(BigIdea.Variation);
        });
        await fixture.Programme.RetireAsync(plan.Focus);

        var agreed = await fixture.Plans.AgreePlanAsync(new() { Name = plan.Name });
        var after = await AssessAsync(plan);

        Assert.Equal((PlanState.Agreed, 1), (agreed.State, agreed.CatalogueRevision));
        Assert.Equal(before.Findings, after.Findings);
    }

    [Fact]
    public async Task Is_taken_up_by_a_draft_on_request()
    {
        var plan = await fixture.CoherentAsync(await fixture.Programme.EnrolLocallyAsync("YH-PINSIX"));
        var before = await AssessAsync(plan);
        var revision = await fixture.Programme.EditFocusAsync(plan.Focus, focus =>
        {
            focus.BigIdeas.Clear();
            focus.BigIdeas.Add(BigIdea.Variation);
            focus.EvidencePrompts.Clear();
        });

        var adopted = await AdoptAsync(plan);

        Assert.Equal((revision, plan.Revision + 1), (adopted.CatalogueRevision, adopted.Revision));
        Assert.Empty(adopted.EvidencePrompts);
        Assert.NotEqual(before.Findings, (await AssessAsync(plan)).Findings);
        Assert.Equal(adopted, await AdoptAsync(plan));
    }

    [Fact]
    public async Task Is_not_taken_up_by_a_plan_that_others_have_read_already()
    {
        var shared = await fixture.SharedAsync();
        var agreed = await fixture.AgreedAsync();

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () => AdoptAsync(shared));
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () => AdoptAsync(agreed));
    }

    async Task<V1.PlanAssessment> AssessAsync(V1.Plan plan) =>
        await fixture.Plans.AssessPlanAsync(new() { Name = plan.Name });

    async Task<V1.Plan> AdoptAsync(V1.Plan plan) =>
        await fixture.Plans.AdoptCatalogueRevisionAsync(new() { Name = plan.Name });
}
