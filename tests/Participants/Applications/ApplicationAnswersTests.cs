using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Outcome = Mastery.Participants.V1.Eligibility.Types.Outcome;
using State = Mastery.Participants.V1.Application.Types.State;
using Verdict = Mastery.Participants.V1.Eligibility.Types.Verdict;

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
    const string Route = "development-work-group";

    [Fact]
    public async Task Sets_one_rule_aside_and_keeps_its_verdict()
    {
        var submitted = await WithoutHistoryAsync();

        var decided = await OverrideAsync(submitted, Route);

        var rule = decided.Eligibility.Rule(Route);
        Assert.Equal(
            (Outcome.Eligible, true, Verdict.NotMet, "Known to the hub", "test-client"),
            (decided.Eligibility.Outcome, decided.Eligibility.Overridden, rule.Verdict, rule.Override.Reason,
                rule.Override.Actor));
        Assert.NotNull(rule.Override.OverrideTime);
    }

    [Fact]
    public async Task Leaves_the_other_rules_standing()
    {
        var department = await Fixture.DepartmentAsync(await Fixture.SchoolAsync(stateFunded: false));
        var submitted = await Fixture.SubmittedAsync(department);

        var decided = await OverrideAsync(submitted, Route);

        Assert.Equal(Outcome.NotEligible, decided.Eligibility.Outcome);
    }

    [Fact]
    public async Task Stays_when_the_application_is_judged_again_and_accepted()
    {
        var decided = await OverrideAsync(await WithoutHistoryAsync(), Route);

        var again = await Groups.ReassessApplicationAsync(new() { Name = decided.Name });
        var accepted = await Groups.AcceptApplicationAsync(
            new() { Name = again.Name, WorkGroup = (await Fixture.WorkGroupAsync()).Name });

        Assert.Equal("Known to the hub", accepted.Eligibility.Rule(Route).Override.Reason);
    }

    [Theory]
    [InlineData("school.open")]
    [InlineData("no-such-rule")]
    [InlineData("school.phase")]
    public async Task Refuses_a_rule_that_cannot_be_set_aside(string rule)
    {
        var school = await Fixture.SchoolAsync(status: "CLOSED");
        var submitted = await Fixture.SubmittedAsync(await Fixture.EligibleDepartmentAsync(school));

        await Refused.ForFieldAsync("rule", () => OverrideAsync(submitted, rule));
    }

    [Fact]
    public async Task Is_found_nationally()
    {
        var decided = await OverrideAsync(await WithoutHistoryAsync(), Route);
        var other = await WithoutHistoryAsync();
        var national = Fixture.Client<V1.WorkGroupService.WorkGroupServiceClient>(
            Token.Of("*", "workgroups.read", "national.read"));

        var found = await national.ListApplicationsAsync(
            new() { Parent = "hubs/-", Filter = "eligibility.overridden = true", PageSize = 1000 });

        Assert.Contains(found.Applications, application => application.Name == decided.Name);
        Assert.DoesNotContain(found.Applications, application => application.Name == other.Name);
    }

    [Theory]
    [InlineData(State.Draft, "SubmitApplication")]
    [InlineData(State.Accepted, "WithdrawEnrolment")]
    [InlineData(State.Declined, "answered")]
    [InlineData(State.Withdrawn, "answered")]
    public async Task Refuses_any_other(State state, string remedy)
    {
        var application = await InAsync(state);

        await RefusedAsync(remedy, () => OverrideAsync(application, Route));
    }

    async Task<V1.Application> WithoutHistoryAsync() =>
        await Fixture.SubmittedAsync(await Fixture.DepartmentAsync(await Fixture.SchoolAsync()));

    Task<V1.Application> OverrideAsync(V1.Application application, string rule) => Groups.OverrideEligibilityAsync(
        new() { Name = application.Name, Rule = rule, Reason = "Known to the hub" }).ResponseAsync;
}
