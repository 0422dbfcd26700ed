using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Rating = Mastery.DevelopmentPlans.V1.Review.Types.Rating;
using Trend = Mastery.DevelopmentPlans.V1.ReviewSummary.Types.Trend;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class SummarizeReviewsTests(PlansFixture fixture)
{
    [Fact]
    public async Task Says_that_there_was_none_yet()
    {
        var plan = await fixture.SharedAsync();

        var summary = await SummarizeAsync(plan);

        Assert.Equal(("", "The plan has not been reviewed yet."), (summary.LastReviewDate, summary.Message));
        Assert.Equal(Trend.NotReviewed, Assert.Single(summary.AimTrends).Trend);
    }

    [Theory]
    [InlineData(Rating.Red, Rating.Green, Trend.Better,
        "Green on 4 July 2025: better than before, when it was red.")]
    [InlineData(Rating.Green, Rating.Amber, Trend.Worse,
        "Amber on 4 July 2025: worse than before, when it was green.")]
    [InlineData(Rating.Amber, Rating.Amber, Trend.Same, "Amber on 4 July 2025, as in the review before.")]
    public async Task Compares_each_aim_with_the_review_before(Rating first, Rating second, Trend trend, string message)
    {
        var plan = await fixture.SharedAsync();
        // Written in another order than held.
        await fixture.ReviewAsync(plan, "2025-07-04", second);
        await fixture.ReviewAsync(plan, "2025-02-13", first);

        var summary = await SummarizeAsync(plan);

        var aim = Assert.Single(summary.AimTrends);
        Assert.Equal((trend, message), (aim.Trend, aim.Message));
        Assert.Equal([first, second], aim.Points.Select(point => point.Rating));
        Assert.Equal("The plan was reviewed twice, last on 4 July 2025.", summary.Message);
    }

    [Fact]
    public async Task Leaves_out_a_review_that_was_put_right()
    {
        var plan = await fixture.SharedAsync();
        var wrong = await fixture.ReviewAsync(plan, "2025-07-04", Rating.Green);
        await fixture.ReviewAsync(plan, "2025-02-13", Rating.Red, wrong.Name);

        var aim = Assert.Single((await SummarizeAsync(plan)).AimTrends);

        Assert.Equal((Trend.First, "Red on 13 February 2025; there is no earlier review to compare it with."),
            (aim.Trend, aim.Message));
    }

    [Fact]
    public async Task Keeps_an_aim_that_has_left_the_plan_since()
    {
        var plan = await fixture.SharedAsync();
        var extra = await fixture.AddAsync(plan, Examples.Aim());
        await fixture.Plans.CreateReviewAsync(
            new() { Parent = plan.Name, Review = Examples.Review("2025-02-13", extra) });
        await fixture.Plans.DeleteAimAsync(new() { Name = extra.Name });

        var aims = (await SummarizeAsync(plan)).AimTrends;

        Assert.Equal((extra.Name, ""), (aims[^1].Aim, aims[^1].Statement));
    }

    [Fact]
    public Task Refuses_a_plan_that_does_not_exist() => Refused.WithAsync(
        StatusCode.NotFound, ErrorReason.ResourceNotFound, () => SummarizeAsync(
            new() { Name = $"hubs/{PlansFixture.Hub}/plans/{Guid.CreateVersion7()}" }));

    async Task<V1.ReviewSummary> SummarizeAsync(V1.Plan plan) =>
        await fixture.Plans.SummarizeReviewsAsync(new() { Name = plan.Name });
}
