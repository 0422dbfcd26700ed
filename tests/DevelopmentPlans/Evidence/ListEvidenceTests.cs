using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class ListEvidenceTests(PlansFixture fixture)
{
    [Fact]
    public async Task Lists_by_creation()
    {
        var plan = await fixture.DraftAsync();
        var first = await fixture.AddAsync(plan, Examples.Evidence());
        var second = await fixture.AddAsync(plan, Examples.Evidence(NeedsOf.Teachers));

        Assert.Equal([first, second], await ListAsync(plan.Name, ""));
    }

    [Fact]
    public async Task Filters_by_kind_and_by_whose_needs()
    {
        var plan = await fixture.DraftAsync();
        await fixture.AddAsync(plan, Examples.Evidence());
        var teachers = await fixture.AddAsync(plan, Examples.Evidence(NeedsOf.Teachers));

        Assert.Equal([teachers], await ListAsync(plan.Name, "needs_of : TEACHERS AND kind = KIND_ASSESSMENT"));
        Assert.Empty(await ListAsync(plan.Name, "kind = STAFF_VOICE"));
    }

    [Fact]
    public async Task Lists_over_every_plan_of_the_hub()
    {
        var one = await fixture.AddAsync(await fixture.DraftAsync(), Examples.Evidence());
        var other = await fixture.AddAsync(await fixture.DraftAsync(), Examples.Evidence());

        var page = await fixture.Plans.ListEvidenceAsync(
            new() { Parent = $"hubs/{PlansFixture.Hub}/plans/-", OrderBy = "create_time desc", PageSize = 1000 });

        Assert.Contains(one, page.Evidence);
        Assert.Contains(other, page.Evidence);
    }

    [Fact]
    public async Task Reads_over_all_hubs_with_national_read_alone()
    {
        var evidence = await fixture.AddAsync(await fixture.DraftAsync(), Examples.Evidence());
        var everywhere = new V1.ListEvidenceRequest { Parent = "hubs/-/plans/-", PageSize = 1000 };
        var nation = fixture.As(PlansFixture.OtherHub, "plans.read", "national.read");
        List<V1.Evidence> seen = [];
        do
        {
            var page = await nation.ListEvidenceAsync(everywhere);
            seen.AddRange(page.Evidence);
            everywhere.PageToken = page.NextPageToken;
        }
        while (everywhere.PageToken.Length > 0);

        Assert.Contains(evidence, seen);
        await Refused.WithAsync(
            StatusCode.PermissionDenied,
            ErrorReason.ScopeMissing,
            async () => await fixture.As(PlansFixture.OtherHub, "plans.read").ListEvidenceAsync(everywhere));
    }

    [Fact]
    public async Task Distinguishes_a_plan_without_evidence_from_one_that_does_not_exist()
    {
        var plan = await fixture.DraftAsync();

        Assert.Empty(await ListAsync(plan.Name, ""));
        await Refused.WithAsync(
            StatusCode.NotFound,
            ErrorReason.ResourceNotFound,
            () => ListAsync($"hubs/{PlansFixture.Hub}/plans/{Guid.CreateVersion7()}", ""));
    }

    async Task<IEnumerable<V1.Evidence>> ListAsync(string parent, string filter) =>
        (await fixture.Plans.ListEvidenceAsync(new() { Parent = parent, Filter = filter })).Evidence;
}
