using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class OtherHubTests(PlansFixture fixture) : OtherHubs(fixture, V1.DevelopmentPlanService.Descriptor)
{
    protected override IReadOnlyList<string> OfEveryHub => ["mastery.services/TermDates"];

    protected override async Task<HubResources> ResourcesAsync()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.CoherentAsync(enrolled);
        return new HubResources($"hubs/{PlansFixture.Hub}")
            .With("mastery.services/Enrolment", plan.Enrolment)
            .With("mastery.services/Participant", enrolled.Members[0])
            .With(plan)
            .With(await fixture.FirstEvidenceAsync(plan))
            .With(await fixture.FirstAimAsync(plan))
            .With(await fixture.FirstActivityAsync(plan))
            .With(await fixture.FirstRevisionAsync(plan))
            .With(await fixture.Plans.UpdateTermDatesAsync(
                new() { TermDates = Examples.TermDates($"hubs/{PlansFixture.Hub}", new(2051)) }));
    }
}
