using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class ListPlanRevisionsTests(PlansFixture fixture)
{
    [Fact]
    public async Task Says_what_each_changed_in_words()
    {
        var plan = await fixture.DraftAsync();
        var evidence = await fixture.AddAsync(plan, Examples.Evidence());
        var aim = await fixture.AddAsync(plan, Examples.Aim(evidence));
        aim.SuccessCriteria[0].Target = 70;
        aim.Status = V1.Aim.Types.Status.InProgress;
        await fixture.Plans.UpdateAimAsync(new() { Aim = aim });
        await fixture.Plans.DeleteAimAsync(new() { Name = aim.Name });
        await fixture.Plans.SharePlanAsync(new() { Name = plan.Name });

        var revisions = (await fixture.Plans.ListPlanRevisionsAsync(new() { Parent = plan.Name })).PlanRevisions;

        Assert.Equal([1, 2, 3, 4, 5, 6], revisions.Select(revision => revision.Revision));
        Assert.Equal(
            [
                "The plan was begun.",
                "Evidence “Half of Year 8 add where they should multiply” added.",
                "Aim “Students in Key Stage 3 reason multiplicatively” added.",
                "Aim “Students in Key Stage 3 reason multiplicatively”: target of success criterion 1 from 65 to 70; "
                    + "status from “not started” to “in progress”.",
                "Aim “Students in Key Stage 3 reason multiplicatively” removed.",
                "Plan: state from draft to shared.",
            ],
            revisions.SelectMany(revision => revision.Changes));
        Assert.All(revisions, revision => Assert.Null(revision.Plan));
    }

    [Fact]
    public async Task Is_read_from_the_newest_on_page_by_page()
    {
        var plan = await fixture.CoherentAsync();
        V1.ListPlanRevisionsRequest request = new() { Parent = plan.Name, OrderBy = "revision desc", PageSize = 3 };
        List<long> seen = [];
        do
        {
            var page = await fixture.Plans.ListPlanRevisionsAsync(request);
            seen.AddRange(page.PlanRevisions.Select(revision => revision.Revision));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal([7, 6, 5, 4, 3, 2, 1], seen);
    }

    [Fact]
    public async Task Reads_over_all_plans_of_a_hub()
    {
        var (one, other) = (await fixture.DraftAsync(), await fixture.DraftAsync());

        var names = (await fixture.Plans.ListPlanRevisionsAsync(new()
        {
            Parent = $"hubs/{PlansFixture.Hub}/plans/-",
            OrderBy = "create_time desc",
            PageSize = 1000,
        })).PlanRevisions.Select(revision => revision.Name).ToList();

        Assert.Contains($"{one.Name}/revisions/1", names);
        Assert.Contains($"{other.Name}/revisions/1", names);
    }

    [Fact]
    public Task Refuses_a_plan_that_is_not_there() => Refused.WithAsync(
        StatusCode.NotFound, ErrorReason.ResourceNotFound, async () => await fixture.Plans.ListPlanRevisionsAsync(
            new() { Parent = $"hubs/{PlansFixture.Hub}/plans/{Guid.CreateVersion7()}" }));
}
