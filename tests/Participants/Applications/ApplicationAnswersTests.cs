using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Outcome = Mastery.Participants.V1.Eligibility.Types.Outcome;
using State = Mastery.Participants.V1.Application.Types.State;

namespace Mastery.Participants.Tests;

/// <summary>The methods that answer an application, called in each of its states.</summary>
public abstract class ApplicationVerb(PeopleFixture fixture)
{
    protected PeopleFixture Fixture => fixture;

    protected V1.WorkGroupService.WorkGroupServiceClient Groups => fixture.Groups;

    protected Task<V1.Application> InAsync(State state) => state switch
    {
        State.Draft => fixture.DraftAsync(),
        State.Submitted => fixture.SubmittedAsync(),
        State.Waitlisted => WaitlistedAsync(),
        State.Accepted => AcceptedAsync(),
        State.Declined =>
            AfterAsync(async name => await fixture.DeclineAsync(name)),
        _ => AfterAsync(
            async name => await Groups.WithdrawApplicationAsync(new() { Name = name, Reason = "Staff have left" })),
    };

    protected static async Task RefusedAsync(string remedy, Func<Task> call)
    {
        var refusal = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, call);
        Assert.Contains(remedy, refusal.Message, StringComparison.Ordinal);
    }

    async Task<V1.Application> WaitlistedAsync() => await fixture.WaitlistedAsync(await fixture.WorkGroupAsync());

    async Task<V1.Application> AcceptedAsync() => await fixture.AcceptedAsync(await fixture.WorkGroupAsync());

    async Task<V1.Application> AfterAsync(Func<string, Task<V1.Application>> verb) =>
        await verb((await fixture.SubmittedAsync()).Name);
}

public sealed class WaitlistApplicationTests(PeopleFixture fixture) : ApplicationVerb(fixture)
{
    [Fact]
    public async Task Waitlists_a_submitted_one()
    {
        var application = await InAsync(State.Submitted);

        var waiting = await WaitlistAsync(application);

        Assert.Equal((State.Waitlisted, 1), (waiting.State, waiting.WaitlistPosition));
    }

    [Theory]
    [InlineData(State.Draft, "SubmitApplication")]
    [InlineData(State.Waitlisted, "already")]
    [InlineData(State.Accepted, "WithdrawEnrolment")]
    [InlineData(State.Declined, "another with CreateApplication")]
    [InlineData(State.Withdrawn, "another with CreateApplication")]
    public async Task Refuses_any_other(State state, string remedy)
    {
        var application = await InAsync(state);

        await RefusedAsync(remedy, () => WaitlistAsync(application));
    }

    [Fact]
    public async Task Requires_a_Work_Group()
    {
        var application = await InAsync(State.Submitted);

        await Refused.ForFieldAsync(
            "work_group", () => Groups.WaitlistApplicationAsync(new() { Name = application.Name }).ResponseAsync);
    }

    async Task<V1.Application> WaitlistAsync(V1.Application application) =>
        await Groups.WaitlistApplicationAsync(
            new() { Name = application.Name, WorkGroup = (await Fixture.WorkGroupAsync()).Name });
}

public sealed class DeclineApplicationTests(PeopleFixture fixture) : ApplicationVerb(fixture)
{
    [Theory]
    [InlineData(State.Submitted)]
    [InlineData(State.Waitlisted)]
    public async Task Declines_with_the_reason(State state)
    {
        var application = await InAsync(state);

        var declined = await DeclineAsync(application);

        Assert.Equal((State.Declined, "No places left this year", V1.Application.Types.DeclineReason.NoPlace, 0),
            (declined.State, declined.StateReason, declined.DeclineReason, declined.WaitlistPosition));
    }

    [Theory]
    [InlineData(State.Draft, "SubmitApplication")]
    [InlineData(State.Accepted, "WithdrawEnrolment")]
    [InlineData(State.Declined, "answered")]
    [InlineData(State.Withdrawn, "answered")]
    public async Task Refuses_any_other(State state, string remedy)
    {
        var application = await InAsync(state);

        await RefusedAsync(remedy, () => DeclineAsync(application));
    }

    [Fact]
    public async Task Requires_a_reason()
    {
        var application = await InAsync(State.Submitted);

        await Refused.ForFieldAsync(
            "reason", () => Groups.DeclineApplicationAsync(new()
            {
                Name = application.Name,
                DeclineReason = V1.Application.Types.DeclineReason.NoPlace,
            }).ResponseAsync);
    }

    [Fact]
    public async Task Requires_one_of_the_usual_reasons()
    {
        var application = await InAsync(State.Submitted);

        await Refused.ForFieldAsync("decline_reason",
            () => Groups.DeclineApplicationAsync(
                new() { Name = application.Name, Reason = "No places" }).ResponseAsync);
    }

    Task<V1.Application> DeclineAsync(V1.Application application) => Fixture.DeclineAsync(application.Name);
}

public sealed class WithdrawApplicationTests(PeopleFixture fixture) : ApplicationVerb(fixture)
{
    [Theory]
    [InlineData(State.Draft)]
    [InlineData(State.Submitted)]
    [InlineData(State.Waitlisted)]
    public async Task Withdraws_with_the_reason(State state)
    {
        var application = await InAsync(state);

        var withdrawn = await WithdrawAsync(application);

        Assert.Equal((State.Withdrawn, "Both Advocates have left"), (withdrawn.State, withdrawn.StateReason));
    }

    [Theory]
    [InlineData(State.Accepted, "WithdrawEnrolment")]
    [InlineData(State.Declined, "answered")]
    [InlineData(State.Withdrawn, "answered")]
    public async Task Refuses_any_other(State state, string remedy)
    {
        var application = await InAsync(state);

        await RefusedAsync(remedy, () => WithdrawAsync(application));
    }

    Task<V1.Application> WithdrawAsync(V1.Application application) =>
        Groups.WithdrawApplicationAsync(
            new() { Name = application.Name, Reason = "Both Advocates have left" }).ResponseAsync;
}

public sealed class OverrideEligibilityTests(PeopleFixture fixture) : ApplicationVerb(fixture)
{
    [Theory]
    [InlineData(State.Submitted)]
    [InlineData(State.Waitlisted)]
    public async Task Replaces_the_outcome_and_keeps_the_rules(State state)
    {
        var application = await InAsync(state);

        var decided = await OverrideAsync(application, Outcome.NotEligible);

        var decision = decided.Eligibility.Override;
        Assert.Equal((Outcome.NotEligible, Outcome.NotEligible, "Known to the hub", "test-client"),
            (decided.Eligibility.Outcome, decision.Outcome, decision.Reason, decision.Actor));
        Assert.Equal(application.Eligibility.Rules, decided.Eligibility.Rules);
        Assert.NotNull(decision.OverrideTime);
    }

    [Theory]
    [InlineData(State.Draft, "SubmitApplication")]
    [InlineData(State.Accepted, "WithdrawEnrolment")]
    [InlineData(State.Declined, "answered")]
    [InlineData(State.Withdrawn, "answered")]
    public async Task Refuses_any_other(State state, string remedy)
    {
        var application = await InAsync(state);

        await RefusedAsync(remedy, () => OverrideAsync(application, Outcome.Eligible));
    }

    [Theory]
    [InlineData(Outcome.NeedsReview)]
    [InlineData(Outcome.Unspecified)]
    public async Task Requires_a_decision(Outcome outcome)
    {
        var application = await InAsync(State.Submitted);

        await Refused.ForFieldAsync("outcome", () => OverrideAsync(application, outcome));
    }

    Task<V1.Application> OverrideAsync(V1.Application application, Outcome outcome) => Groups.OverrideEligibilityAsync(
        new() { Name = application.Name, Outcome = outcome, Reason = "Known to the hub" }).ResponseAsync;
}
