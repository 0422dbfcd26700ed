using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Rating = Mastery.DevelopmentPlans.V1.Review.Types.Rating;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class CreateReviewTests(PlansFixture fixture)
{
    [Fact]
    public async Task Pins_the_revision_that_was_looked_at_and_raises_it()
    {
        var plan = await fixture.AgreedAsync();

        var review = await ReviewAsync(plan, "2025-02-13", Rating.Amber);

        var after = await fixture.ReadAsync(plan);
        Assert.Equal(plan.Revision, review.PlanRevision);
        Assert.Equal((plan.Revision + 1, "2025-02-13"), (after.Revision, after.LastReviewDate));
    }

    [Fact]
    public async Task Keeps_what_was_said_of_each_aim()
    {
        var plan = await fixture.AgreedAsync();
        var aim = await fixture.FirstAimAsync(plan);

        var review = await ReviewAsync(plan, "2025-02-13", Rating.Amber);

        var said = Assert.Single((await fixture.Plans.GetReviewAsync(new() { Name = review.Name })).AimReviews);
        Assert.Equal((aim.Name, Rating.Amber), (said.Aim, said.Rating));
        Assert.Equal(Examples.Review("2025-02-13", aim).AimReviews[0], said);
    }

    [Fact]
    public async Task Takes_a_plan_that_is_shared() =>
        Assert.NotEmpty((await ReviewAsync(await fixture.SharedAsync(), "2025-02-13", Rating.Red)).Name);

    [Fact]
    public async Task Refuses_a_draft() => await RefusesStateAsync(await fixture.CoherentAsync());

    [Fact]
    public async Task Refuses_a_plan_that_is_over() => await RefusesStateAsync(await fixture.ClosedAsync());

    [Theory]
    [InlineData("2099-01-01")]
    [InlineData("2024-06-30")]
    public async Task Refuses_a_day_that_is_to_come_or_before_the_plans_work(string day)
    {
        var plan = await fixture.AgreedAsync();

        await Refused.ForFieldAsync("review.review_date", () => ReviewAsync(plan, day, Rating.Green));
    }

    [Fact]
    public async Task Takes_the_July_in_which_the_year_is_launched() =>
        Assert.NotEmpty((await ReviewAsync(await fixture.AgreedAsync(), "2024-07-01", Rating.Red)).Name);

    [Fact]
    public async Task Refuses_an_aim_that_is_judged_twice()
    {
        var plan = await fixture.AgreedAsync();
        var aim = await fixture.FirstAimAsync(plan);

        await Refused.ForFieldAsync("review.aim_reviews[1].aim", async () => await fixture.Plans.CreateReviewAsync(
            new() { Parent = plan.Name, Review = Examples.Review("2025-02-13", aim, aim) }));
    }

    [Fact]
    public async Task Refuses_an_aim_of_another_plan()
    {
        var (plan, other) = (await fixture.AgreedAsync(), await fixture.UntouchedAsync());
        var aim = await fixture.FirstAimAsync(other);

        await RefusesReferenceAsync(plan, Examples.Review("2025-02-13", aim));
    }

    [Fact]
    public async Task Refuses_an_aim_that_does_not_exist()
    {
        var plan = await fixture.AgreedAsync();

        await RefusesReferenceAsync(
            plan, Examples.Review("2025-02-13", new V1.Aim { Name = $"{plan.Name}/aims/{Guid.CreateVersion7()}" }));
    }

    [Fact]
    public async Task Refuses_to_correct_a_review_that_does_not_exist()
    {
        var plan = await fixture.AgreedAsync();
        var review = Examples.Review("2025-02-13", await fixture.FirstAimAsync(plan));
        review.Corrects = $"{plan.Name}/reviews/{Guid.CreateVersion7()}";

        await RefusesReferenceAsync(plan, review);
    }

    [Fact]
    public async Task Puts_a_review_right_once_and_counts_the_correction_only()
    {
        var plan = await fixture.AgreedAsync();
        var wrong = await ReviewAsync(plan, "2025-07-04", Rating.Green);

        var right = await ReviewAsync(plan, "2025-02-13", Rating.Red, wrong.Name);

        Assert.Equal(wrong.Name, right.Corrects);
        Assert.Equal("2025-02-13", (await fixture.ReadAsync(plan)).LastReviewDate);
        await Refused.WithAsync(StatusCode.AlreadyExists, ErrorReason.ResourceExists,
            () => ReviewAsync(plan, "2025-02-14", Rating.Amber, wrong.Name));
    }

    [Fact]
    public async Task Keeps_a_reviewed_plan_from_being_deleted()
    {
        var plan = await fixture.SharedAsync();
        var review = await ReviewAsync(plan, "2025-02-13", Rating.Amber);
        await fixture.Plans.ReturnPlanAsync(new() { Name = plan.Name, Reason = "Too thin" });

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.HasChildren,
            async () => await fixture.Plans.DeletePlanAsync(new() { Name = plan.Name }));

        Assert.Equal(review, await fixture.Plans.GetReviewAsync(new() { Name = review.Name }));
    }

    [Fact]
    public async Task Logs_the_day_of_the_latest_review_with_the_plan()
    {
        var plan = await fixture.AgreedAsync();

        var review = await ReviewAsync(plan, "2025-02-13", Rating.Amber);

        var changes = (await History.OfAsync(fixture.Service.Database, plan.Name)).TakeLast(2).ToList();
        Assert.Equal([("CREATED", review.Name), ("UPDATED", plan.Name)],
            changes.Select(change => (change.Kind, change.Resource)));
        Assert.Contains("last_review_date", changes[1].Paths);
    }

    async Task RefusesStateAsync(V1.Plan plan) => await Refused.WithAsync(
        StatusCode.FailedPrecondition, ErrorReason.WrongState, () => ReviewAsync(plan, "2025-02-13", Rating.Amber));

    async Task RefusesReferenceAsync(V1.Plan plan, V1.Review review) => await Refused.WithAsync(
        StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
        async () => await fixture.Plans.CreateReviewAsync(new() { Parent = plan.Name, Review = review }));

    Task<V1.Review> ReviewAsync(V1.Plan plan, string day, Rating rating, string corrects = "") =>
        fixture.ReviewAsync(plan, day, rating, corrects);
}
