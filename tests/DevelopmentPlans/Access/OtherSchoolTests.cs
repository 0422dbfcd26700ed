using Mastery.Testing;
using Rating = Mastery.DevelopmentPlans.V1.Review.Types.Rating;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class OtherSchoolTests(PlansFixture fixture)
    : OtherSchools(fixture, V1.DevelopmentPlanService.Descriptor)
{
    [Fact]
    public async Task Lists_hold_the_plans_of_the_own_school_and_nothing_else()
    {
        var enrolled = await fixture.Programme.EnrolAsync(await fixture.Programme.GroupAsync());
        var own = await fixture.DraftAsync(enrolled);
        await fixture.DraftAsync();
        var school = await fixture.Programme.SchoolAsync(enrolled);

        var plans = await fixture.Client<V1.DevelopmentPlanService.DevelopmentPlanServiceClient>(
            new Token { School = school }).ListPlansAsync(new() { Parent = $"hubs/{PlansFixture.Hub}" });

        Assert.Equal([own.Name], plans.Plans.Select(plan => plan.Name));
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> OnOthers => ["CreateFeedback"];

    /// <inheritdoc/>
    protected override async Task<SchoolResources> ResourcesAsync()
    {
        // Another school of the same hub, which takes part in another Work Group.
        var (enrolled, other) = (await fixture.Programme.EnrolAsync(),
            await fixture.Programme.EnrolAsync(await fixture.Programme.GroupAsync()));
        var giver = await fixture.Programme.EnrolAsync();
        await fixture.CoherentAsync(other);
        var plan = await fixture.CoherentAsync(enrolled);
        await fixture.Plans.SharePlanAsync(new() { Name = plan.Name });
        var school = await fixture.Programme.SchoolAsync(enrolled);
        return new(
            new HubResources($"hubs/{PlansFixture.Hub}")
                .With("mastery.services/Enrolment", plan.Enrolment)
                .With(plan)
                .With(await fixture.FirstEvidenceAsync(plan))
                .With(await fixture.FirstAimAsync(plan))
                .With(await fixture.FirstActivityAsync(plan))
                .With(await fixture.FirstRevisionAsync(plan))
                .With(await fixture.ReviewAsync(plan, "2025-02-13", Rating.Amber))
                .With("mastery.services/Department", giver.Department)
                .With("mastery.services/Participant", enrolled.Members[0])
                .With(await fixture.FeedbackAsync(plan, giver)),
            school, Programme.TrustOf(school), await fixture.Programme.SchoolAsync(other));
    }
}
