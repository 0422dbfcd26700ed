using Mastery.ServiceDefaults;
using Mastery.Testing;
using Rating = Mastery.DevelopmentPlans.V1.Review.Types.Rating;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class OverdueReviewsTests(PlansFixture fixture)
{
    static readonly DateOnly Today = EnglandTime.Today(TimeProvider.System);

    [Fact]
    public async Task Are_of_agreed_plans_without_a_review_since_the_day()
    {
        var plan = await fixture.AgreedAsync();
        await fixture.ReviewAsync(plan, "2025-02-13", Rating.Amber);

        Assert.DoesNotContain(plan.Name, await OverdueAsync("2025-02-13"));
        // It was agreed today, so nothing is due before.
        Assert.DoesNotContain(plan.Name, await OverdueAsync(Day(0)));
        Assert.Contains(plan.Name, await OverdueAsync(Day(1)));
    }

    [Fact]
    public async Task End_with_a_review()
    {
        var plan = await fixture.AgreedAsync();
        Assert.Contains(plan.Name, await OverdueAsync(Day(1)));

        await fixture.ReviewAsync(plan, Day(0), Rating.Amber);

        Assert.DoesNotContain(plan.Name, await OverdueAsync(Day(0)));
    }

    [Fact]
    public async Task Are_not_of_plans_that_are_no_longer_or_not_yet_carried_out()
    {
        var (shared, closed) = (await fixture.SharedAsync(), await fixture.ClosedAsync());

        var overdue = await OverdueAsync(Day(1));

        Assert.Empty(overdue.Intersect([shared.Name, closed.Name]));
    }

    [Fact]
    public Task Are_refused_for_what_is_no_day() =>
        Refused.ForFieldAsync("unreviewed_since_date", () => OverdueAsync("last term"));

    static string Day(int fromToday) => Contracts.IsoDate.Text(Today.AddDays(fromToday));

    async Task<IReadOnlyList<string>> OverdueAsync(string day)
    {
        var answer = await fixture.Plans.ListPlansAsync(
            new() { Parent = $"hubs/{PlansFixture.Hub}", PageSize = 1000, UnreviewedSinceDate = day });
        Assert.Empty(answer.NextPageToken);
        return [.. answer.Plans.Select(plan => plan.Name)];
    }
}
