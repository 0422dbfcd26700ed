using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Outcome = Mastery.Participants.V1.Eligibility.Types.Outcome;
using State = Mastery.Participants.V1.Application.Types.State;

namespace Mastery.Participants.Tests;

public sealed class ReassessApplicationTests(PeopleFixture fixture) : ApplicationVerb(fixture)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Counts_history_that_was_recorded_later_and_keeps_the_place(bool waitlisted)
    {
        var department = await Fixture.DepartmentAsync(await Fixture.SchoolAsync());
        var submitted = await Fixture.SubmittedAsync(department);
        var before = !waitlisted ? submitted : await Groups.WaitlistApplicationAsync(
            new() { Name = submitted.Name, WorkGroup = (await Fixture.WorkGroupAsync()).Name });
        await Fixture.PastAsync(department);

        var after = await Groups.ReassessApplicationAsync(new() { Name = before.Name, Etag = before.Etag });

        Assert.Equal((Outcome.NotEligible, Outcome.Eligible), (before.Eligibility.Outcome, after.Eligibility.Outcome));
        Assert.Equal((before.State, before.SubmitTime, before.WaitlistPosition),
            (after.State, after.SubmitTime, after.WaitlistPosition));
        Assert.NotEqual(before.Etag, after.Etag);
    }

    [Theory]
    [InlineData(State.Draft, "SubmitApplication")]
    [InlineData(State.Accepted, "WithdrawEnrolment")]
    [InlineData(State.Declined, "answered")]
    [InlineData(State.Withdrawn, "answered")]
    public async Task Refuses_any_other(State state, string remedy)
    {
        var application = await InAsync(state);

        await RefusedAsync(
            remedy, () => Groups.ReassessApplicationAsync(new() { Name = application.Name }).ResponseAsync);
    }

    [Fact]
    public async Task Refuses_a_version_that_has_changed()
    {
        var submitted = await InAsync(State.Submitted);
        await Groups.ReassessApplicationAsync(new() { Name = submitted.Name });

        await Refused.WithAsync(StatusCode.Aborted, ErrorReason.Conflict, () => Groups.ReassessApplicationAsync(
            new() { Name = submitted.Name, Etag = submitted.Etag }).ResponseAsync);
    }
}

/// <summary>Acceptance judges again: what was true at submission may not be any more.</summary>
public sealed class AcceptJudgesAgainTests(PeopleFixture fixture)
{
    [Theory]
    [InlineData("school", "has closed")]
    [InlineData("department", "no longer works with the hub")]
    [InlineData("advocate", "do not work there on record")]
    [InlineData("moved", "do not work there on record")]
    public async Task Refuses_what_has_changed_since_submission_and_names_it(string change, string expected)
    {
        var department = await fixture.EligibleDepartmentAsync();
        var submitted = await fixture.SubmittedAsync(department);
        Assert.Equal(Outcome.Eligible, submitted.Eligibility.Outcome);
        await ChangeAsync(change, department, submitted);

        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.NotEligible, async () => await AcceptAsync(submitted));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Since ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accepts_what_has_become_eligible()
    {
        var department = await fixture.DepartmentAsync(await fixture.SchoolAsync());
        var submitted = await fixture.SubmittedAsync(department);
        await fixture.PastAsync(department);

        var accepted = await AcceptAsync(submitted);

        Assert.Equal((State.Accepted, Outcome.Eligible), (accepted.State, accepted.Eligibility.Outcome));
    }

    async Task<V1.Application> AcceptAsync(V1.Application application) => await fixture.Groups.AcceptApplicationAsync(
        new() { Name = application.Name, WorkGroup = (await fixture.WorkGroupAsync()).Name });

    async Task ChangeAsync(string change, V1.Department department, V1.Application application)
    {
        switch (change)
        {
            case "school":
                await fixture.ExecuteAsync(
                    $"UPDATE school SET status = 'CLOSED' WHERE urn = '{department.School["schools/".Length..]}'");
                break;
            case "department":
                await fixture.People.CloseDepartmentAsync(new() { Name = department.Name });
                break;
            case "advocate":
                foreach (var advocate in application.Advocates)
                {
                    await fixture.People.ArchiveParticipantAsync(new() { Name = advocate.Participant });
                }

                break;
            default:
                foreach (var advocate in application.Advocates)
                {
                    await MoveAsync(advocate.Participant);
                }

                break;
        }
    }

    async Task MoveAsync(string participant)
    {
        var person = await fixture.People.GetParticipantAsync(new() { Name = participant });
        person.Posts[0].Department = (await fixture.DepartmentAsync()).Name;
        await fixture.People.UpdateParticipantAsync(new() { Participant = person });
    }
}
