using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class RawSessionTests(PlansFixture fixture) : RawSessions(fixture)
{
    protected override async Task FillAsync()
    {
        await fixture.Plans.UpdateTermDatesAsync(
            new() { TermDates = Examples.TermDates($"hubs/{PlansFixture.Hub}", new(2050)) });
        var neighbours = await fixture.NeighboursAsync();
        await fixture.ReviewAsync(neighbours.Plan, "2025-02-13", V1.Review.Types.Rating.Amber);
        await fixture.FeedbackAsync(neighbours.Plan, neighbours.Other);
    }
}
