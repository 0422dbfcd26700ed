using Mastery.Testing;
using Rating = Mastery.DevelopmentPlans.V1.Review.Types.Rating;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class OtherHubTests(PlansFixture fixture)
    : OtherHubs(fixture, V1.DevelopmentPlanService.Descriptor, Changes.V1.PlanChangeService.Descriptor)
{
    protected override IReadOnlyList<string> OfEveryHub => ["mastery.services/TermDates"];

    protected override async Task<HubResources> ResourcesAsync()
    {
        var (group, owner, other, plan) = await fixture.NeighboursAsync();
        return new HubResources($"hubs/{PlansFixture.Hub}")
            .With("mastery.services/Enrolment", plan.Enrolment)
            .With("mastery.services/Participant", owner.Members[0])
            .With(plan)
            .With(await fixture.FirstEvidenceAsync(plan))
            .With(await fixture.FirstAimAsync(plan))
            .With(await fixture.FirstActivityAsync(plan))
            .With(await fixture.FirstRevisionAsync(plan))
            .With(await fixture.Plans.UpdateTermDatesAsync(
                new() { TermDates = Examples.TermDates($"hubs/{PlansFixture.Hub}", new(2051)) }))
            .With(await fixture.ReviewAsync(plan, "2025-02-13", Rating.Amber))
            .With(new Participants.V1.WorkGroup { Name = group })
            .With("mastery.services/Department", other.Department)
            .With(await fixture.FeedbackAsync(plan, other));
    }
}
