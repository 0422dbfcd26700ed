using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class OtherHubTests(PlansFixture fixture) : OtherHubs(fixture, V1.DevelopmentPlanService.Descriptor)
{
    protected override async Task<HubResources> ResourcesAsync()
    {
        var plan = await fixture.CoherentAsync();
        return new HubResources($"hubs/{PlansFixture.Hub}")
            .With("mastery.services/Enrolment", plan.Enrolment)
            .With(plan)
            .With(await fixture.FirstEvidenceAsync(plan))
            .With(await fixture.FirstAimAsync(plan))
            .With(await fixture.FirstActivityAsync(plan));
    }
}
