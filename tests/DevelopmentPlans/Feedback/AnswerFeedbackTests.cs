using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Kind = Mastery.DevelopmentPlans.V1.Feedback.Types.Kind;
using PlansClient = Mastery.DevelopmentPlans.V1.DevelopmentPlanService.DevelopmentPlanServiceClient;
using State = Mastery.DevelopmentPlans.V1.Feedback.Types.State;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>How feedback is answered and settled.</summary>
public sealed class AnswerFeedbackTests(PlansFixture fixture)
{
    [Fact]
    public async Task A_challenge_is_answered_by_the_plans_school_and_settled_by_the_one_that_gave_it()
    {
        var (_, owner, other, plan) = await fixture.NeighboursAsync();
        var given = await fixture.FeedbackAsync(plan, other);

        var answered = await RespondAsync(await fixture.SchoolAsync(owner), given);
        var settled = await ResolveAsync(await fixture.SchoolAsync(other), given);

        Assert.Equal((State.Answered, "Two classes begin without them"), (answered.State, answered.Response));
        Assert.NotNull(answered.RespondTime);
        Assert.Equal((State.Resolved, "That will show it"), (settled.State, settled.Resolution));
        Assert.NotNull(settled.ResolveTime);
    }

    [Fact]
    public async Task A_challenge_is_not_settled_unanswered()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();
        var given = await fixture.FeedbackAsync(plan, other);

        await WrongStateAsync(() => ResolveAsync(fixture.Plans, given));
    }

    [Fact]
    public async Task Support_needs_no_answer()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();
        var given = await fixture.FeedbackAsync(plan, other, Kind.Support);

        Assert.Equal(State.Resolved, (await ResolveAsync(fixture.Plans, given)).State);
    }

    [Fact]
    public async Task What_is_settled_stays_so()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();
        var given = await fixture.FeedbackAsync(plan, other, Kind.Support);
        await ResolveAsync(fixture.Plans, given);

        await WrongStateAsync(() => RespondAsync(fixture.Plans, given));
        await WrongStateAsync(() => ResolveAsync(fixture.Plans, given));
    }

    [Fact]
    public async Task Is_answered_by_no_other_school()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();
        var given = await fixture.FeedbackAsync(plan, other);

        await DeniedAsync(async () => await RespondAsync(await fixture.SchoolAsync(other), given));
    }

    [Fact]
    public async Task Is_settled_by_neither_the_plans_school_nor_a_third_one()
    {
        var (group, owner, other, plan) = await fixture.NeighboursAsync();
        var third = await fixture.Programme.EnrolAsync(group);
        var given = await fixture.FeedbackAsync(plan, other);
        await RespondAsync(fixture.Plans, given);

        await DeniedAsync(async () => await ResolveAsync(await fixture.SchoolAsync(owner), given));
        await DeniedAsync(async () => await ResolveAsync(await fixture.SchoolAsync(third), given));
    }

    [Fact]
    public async Task Is_answered_while_the_plan_is_a_draft_again_and_settled_when_it_is_shared()
    {
        var (_, owner, other, plan) = await fixture.NeighboursAsync();
        var given = await fixture.FeedbackAsync(plan, other);
        await fixture.Plans.ReturnPlanAsync(new() { Name = plan.Name, Reason = "To answer the challenge" });

        Assert.Equal(State.Answered, (await RespondAsync(await fixture.SchoolAsync(owner), given)).State);
        await WrongStateAsync(() => ResolveAsync(fixture.Plans, given));

        await fixture.Plans.SharePlanAsync(new() { Name = plan.Name });
        Assert.Equal(State.Resolved, (await ResolveAsync(fixture.Plans, given)).State);
    }

    [Fact]
    public async Task Is_not_answered_in_a_plan_that_is_over()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();
        var given = await fixture.FeedbackAsync(plan, other);
        await fixture.Plans.ClosePlanAsync(new() { Name = plan.Name, Reason = "The year is over" });

        await WrongStateAsync(() => RespondAsync(fixture.Plans, given));
    }

    [Fact]
    public async Task Refuses_a_stale_etag()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();
        var given = await fixture.FeedbackAsync(plan, other);

        await Refused.WithAsync(StatusCode.Aborted, ErrorReason.Conflict, async () =>
            await fixture.Plans.RespondToFeedbackAsync(
                new() { Name = given.Name, Etag = given.Etag + "0", Response = "Yes" }));
        await Refused.WithAsync(StatusCode.Aborted, ErrorReason.Conflict, async () =>
            await fixture.Plans.ResolveFeedbackAsync(new() { Name = given.Name, Etag = given.Etag + "0" }));
    }

    static async Task<V1.Feedback> RespondAsync(PlansClient client, V1.Feedback given) =>
        await client.RespondToFeedbackAsync(new() { Name = given.Name, Response = "Two classes begin without them" });

    static async Task<V1.Feedback> ResolveAsync(PlansClient client, V1.Feedback given) =>
        await client.ResolveFeedbackAsync(new() { Name = given.Name, Resolution = "That will show it" });

    static Task<Google.Rpc.Status> WrongStateAsync(Func<Task> call) =>
        Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, call);

    static Task<Google.Rpc.Status> DeniedAsync(Func<Task> call) =>
        Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, call);
}
