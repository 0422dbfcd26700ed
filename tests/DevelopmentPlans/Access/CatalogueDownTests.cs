using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>A service that can ask Participants, and not the catalogue: nothing listens on port 1.</summary>
public sealed class CatalogueDownFixture : PlansFixture
{
    protected override async Task StartPeersAsync()
    {
        await base.StartPeersAsync();
        Configure("Services:focus-catalogue", "http://127.0.0.1:1");
    }
}

public sealed class CatalogueDownTests(CatalogueDownFixture fixture) : IClassFixture<CatalogueDownFixture>
{
    [Fact]
    public async Task A_department_begins_its_plan_by_the_present_catalogue()
    {
        var plan = await fixture.DraftAsync();

        Assert.Equal(0, plan.CatalogueRevision);
        Assert.Empty(plan.EvidencePrompts);
    }

    [Fact]
    public async Task Taking_up_its_newest_revision_answers_UNAVAILABLE()
    {
        var plan = await fixture.DraftAsync();

        await Refused.WithAsync(StatusCode.Unavailable, ErrorReason.ServiceUnavailable, async () =>
            await fixture.Plans.AdoptCatalogueRevisionAsync(new() { Name = plan.Name }));
    }
}
