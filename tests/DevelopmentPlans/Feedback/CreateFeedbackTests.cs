using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;
using State = Mastery.DevelopmentPlans.V1.Feedback.Types.State;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class CreateFeedbackTests(PlansFixture fixture)
{
    [Fact]
    public async Task Is_given_by_another_school_and_read_by_both()
    {
        var (_, owner, other, plan) = await fixture.NeighboursAsync();
        var (giver, own) = (await fixture.SchoolAsync(other), await fixture.SchoolAsync(owner));

        var given = await giver.CreateFeedbackAsync(
            new() { Parent = plan.Name, Feedback = Examples.Feedback(other.Department) });

        Assert.Equal((State.Open, plan.Name, plan.Revision), (given.State, given.Subject, given.PlanRevision));
        Assert.Equal($"School {await fixture.Programme.SchoolAsync(other)}", given.SchoolDisplayName);
        Assert.Equal(given, await own.GetFeedbackAsync(new() { Name = given.Name }));
        Assert.Equal([given], (await giver.ListFeedbackAsync(new() { Parent = plan.Name })).Feedback);
        Assert.Equal(plan.Revision + 1, (await fixture.ReadAsync(plan)).Revision);
    }

    [Fact]
    public async Task Is_given_by_the_hub_for_a_department()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();

        Assert.Equal(other.Department, (await fixture.FeedbackAsync(plan, other)).Department);
    }

    [Fact]
    public async Task Is_given_without_the_name_of_the_school_where_the_token_may_not_read_it()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();

        var given = await fixture.As(PlansFixture.Hub, "plans.feedback", "workgroups.read").CreateFeedbackAsync(
            new() { Parent = plan.Name, Feedback = Examples.Feedback(other.Department) });

        Assert.Empty(given.SchoolDisplayName);
    }

    [Fact]
    public async Task Is_about_a_part_of_the_plan()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();
        string[] parts =
        [
            (await fixture.FirstAimAsync(plan)).Name,
            (await fixture.FirstEvidenceAsync(plan)).Name,
            (await fixture.FirstActivityAsync(plan)).Name,
        ];

        foreach (var part in parts)
        {
            Assert.Equal(part, (await AboutAsync(plan, other, part)).Subject);
        }
    }

    [Fact]
    public async Task Is_about_nothing_that_is_not_of_the_plan()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();
        var elsewhere = await fixture.FirstAimAsync(await fixture.UntouchedAsync());

        await RefusesReferenceAsync(() => AboutAsync(plan, other, elsewhere.Name));
        await RefusesReferenceAsync(() => AboutAsync(plan, other, $"{plan.Name}/aims/{Guid.CreateVersion7()}"));
        await RefusesReferenceAsync(() => AboutAsync(plan, other, other.Department));
    }

    [Fact]
    public async Task Is_refused_from_the_plans_own_department()
    {
        var (_, owner, _, plan) = await fixture.NeighboursAsync();

        await RefusesReferenceAsync(() => fixture.FeedbackAsync(plan, owner));
    }

    [Fact]
    public async Task Is_refused_from_a_department_of_another_Work_Group()
    {
        var (_, _, _, plan) = await fixture.NeighboursAsync();

        var elsewhere = await fixture.Programme.EnrolAsync();

        await RefusesReferenceAsync(() => fixture.FeedbackAsync(plan, elsewhere));
    }

    [Fact]
    public async Task Is_refused_from_a_department_that_no_longer_takes_part()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();
        await fixture.Programme.WithdrawAsync(other);

        await RefusesReferenceAsync(() => fixture.FeedbackAsync(plan, other));
    }

    [Fact]
    public async Task Is_refused_when_the_plans_enrolment_has_ended()
    {
        var (_, owner, other, plan) = await fixture.NeighboursAsync();
        await fixture.Programme.WithdrawAsync(owner);

        await RefusesReferenceAsync(() => fixture.FeedbackAsync(plan, other));
        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            async () => await (await fixture.SchoolAsync(other)).CreateFeedbackAsync(
                new() { Parent = plan.Name, Feedback = Examples.Feedback(other.Department) }));
    }

    [Fact]
    public async Task Is_refused_on_a_plan_that_is_not_shared()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();
        await fixture.Plans.ReturnPlanAsync(new() { Name = plan.Name, Reason = "Too thin" });

        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => fixture.FeedbackAsync(plan, other));
    }

    [Fact]
    public async Task Is_refused_in_the_name_of_another_school()
    {
        var (group, _, other, plan) = await fixture.NeighboursAsync();
        var third = await fixture.Programme.EnrolAsync(group);

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
            async () => await (await fixture.SchoolAsync(other)).CreateFeedbackAsync(
                new() { Parent = plan.Name, Feedback = Examples.Feedback(third.Department) }));
    }

    [Fact]
    public async Task Is_kept_for_both_when_the_plan_returns_to_draft_and_then_for_nobody_else()
    {
        var (group, owner, other, plan) = await fixture.NeighboursAsync();
        var third = await fixture.SchoolAsync(await fixture.Programme.EnrolAsync(group));
        var given = await fixture.FeedbackAsync(plan, other);
        Assert.Equal(given, await third.GetFeedbackAsync(new() { Name = given.Name }));

        await fixture.Plans.ReturnPlanAsync(new() { Name = plan.Name, Reason = "Too thin" });

        foreach (var side in new[] { owner, other })
        {
            Assert.Equal(given, await (await fixture.SchoolAsync(side)).GetFeedbackAsync(new() { Name = given.Name }));
        }

        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            async () => await third.GetFeedbackAsync(new() { Name = given.Name }));
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.HasChildren,
            async () => await fixture.Plans.DeletePlanAsync(new() { Name = plan.Name }));
    }

    [Fact]
    public async Task Goes_with_the_reviews_to_the_hub_to_which_the_department_goes()
    {
        var (_, owner, other, plan) = await fixture.NeighboursAsync();
        var review = await fixture.ReviewAsync(plan, "2025-02-13", V1.Review.Types.Rating.Amber);
        var given = await AboutAsync(plan, other, (await fixture.FirstAimAsync(plan)).Name);
        var moved = await fixture.Programme.MoveAsync(owner, PlansFixture.OtherHub);

        await fixture.Service.Services.GetRequiredService<HubUnitOfWork>().RunAsync<PlanMove>(
            PlansFixture.Hub, "development-plans",
            move => move.MoveAsync(plan.Name, PlansFixture.OtherHub, moved.Enrolment));

        var there = await fixture.Plans.GetFeedbackAsync(new() { Name = There(given.Name) });
        Assert.Equal((There(given.Subject), given.Comment), (there.Subject, there.Comment));
        Assert.Equal(There(review.Name), (await fixture.Plans.ListReviewsAsync(
            new() { Parent = There(plan.Name) })).Reviews[0].Name);
        var after = await fixture.Plans.GetPlanAsync(new() { Name = There(plan.Name) });
        Assert.Equal("2025-02-13", after.LastReviewDate);
    }

    static string There(string name) => name.Replace(
        $"hubs/{PlansFixture.Hub}/", $"hubs/{PlansFixture.OtherHub}/", StringComparison.Ordinal);

    async Task<V1.Feedback> AboutAsync(V1.Plan plan, Enrolled giver, string subject)
    {
        var feedback = Examples.Feedback(giver.Department);
        feedback.Subject = subject;
        return await fixture.Plans.CreateFeedbackAsync(new() { Parent = plan.Name, Feedback = feedback });
    }

    static Task<Google.Rpc.Status> RefusesReferenceAsync(Func<Task> call) =>
        Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, call);
}
