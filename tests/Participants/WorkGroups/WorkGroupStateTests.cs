using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using State = Mastery.Participants.V1.WorkGroup.Types.State;

namespace Mastery.Participants.Tests;

/// <summary>The methods that change the state of a Work Group, called in each state.</summary>
public abstract class WorkGroupVerb(PeopleFixture fixture)
{
    protected PeopleFixture Fixture => fixture;

    protected V1.WorkGroupService.WorkGroupServiceClient Groups => fixture.Groups;

    protected async Task<V1.WorkGroup> InAsync(State state)
    {
        var group = await fixture.WorkGroupAsync(open: state != State.Planned);
        return state switch
        {
            State.Running => await StartAsync(group),
            State.Completed => await Groups.CompleteWorkGroupAsync(new() { Name = (await StartAsync(group)).Name }),
            State.Cancelled =>
                await Groups.CancelWorkGroupAsync(new() { Name = group.Name, Reason = "Too few departments" }),
            _ => group,
        };
    }

    protected static async Task RefusedAsync(State needed, Func<Task> call)
    {
        var refusal = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, call);
        Assert.Contains($"must be {needed.ToString().ToUpperInvariant()}", refusal.Message, StringComparison.Ordinal);
    }

    protected Task<V1.WorkGroup> StartAsync(V1.WorkGroup group) =>
        Groups.StartWorkGroupAsync(new() { Name = group.Name }).ResponseAsync;
}

public sealed class OpenWorkGroupTests(PeopleFixture fixture) : WorkGroupVerb(fixture)
{
    [Fact]
    public async Task Opens_a_planned_one()
    {
        var group = await InAsync(State.Planned);

        Assert.Equal(State.Recruiting, (await OpenAsync(group)).State);
    }

    [Theory]
    [InlineData(State.Recruiting)]
    [InlineData(State.Running)]
    [InlineData(State.Completed)]
    [InlineData(State.Cancelled)]
    public async Task Refuses_any_other(State state)
    {
        var group = await InAsync(state);

        await RefusedAsync(State.Planned, () => OpenAsync(group));
    }

    Task<V1.WorkGroup> OpenAsync(V1.WorkGroup group) =>
        Groups.OpenWorkGroupAsync(new() { Name = group.Name }).ResponseAsync;
}

public sealed class StartWorkGroupTests(PeopleFixture fixture) : WorkGroupVerb(fixture)
{
    [Fact]
    public async Task Starts_one_that_recruits()
    {
        var group = await InAsync(State.Recruiting);

        Assert.Equal(State.Running, (await StartAsync(group)).State);
    }

    [Theory]
    [InlineData(State.Planned)]
    [InlineData(State.Running)]
    [InlineData(State.Completed)]
    [InlineData(State.Cancelled)]
    public async Task Refuses_any_other(State state)
    {
        var group = await InAsync(state);

        await RefusedAsync(State.Recruiting, () => StartAsync(group));
    }
}

public sealed class CompleteWorkGroupTests(PeopleFixture fixture) : WorkGroupVerb(fixture)
{
    [Fact]
    public async Task Completes_one_that_runs()
    {
        var group = await InAsync(State.Running);

        Assert.Equal(State.Completed, (await CompleteAsync(group)).State);
    }

    [Theory]
    [InlineData(State.Planned)]
    [InlineData(State.Recruiting)]
    [InlineData(State.Completed)]
    [InlineData(State.Cancelled)]
    public async Task Refuses_any_other(State state)
    {
        var group = await InAsync(state);

        await RefusedAsync(State.Running, () => CompleteAsync(group));
    }

    Task<V1.WorkGroup> CompleteAsync(V1.WorkGroup group) =>
        Groups.CompleteWorkGroupAsync(new() { Name = group.Name }).ResponseAsync;
}

public sealed class CancelWorkGroupTests(PeopleFixture fixture) : WorkGroupVerb(fixture)
{
    [Theory]
    [InlineData(State.Planned)]
    [InlineData(State.Recruiting)]
    [InlineData(State.Running)]
    public async Task Cancels_one_that_is_not_over_with_the_reason(State state)
    {
        var group = await InAsync(state);

        var cancelled = await CancelAsync(group);

        Assert.Equal((State.Cancelled, "Too few departments"), (cancelled.State, cancelled.StateReason));
    }

    [Fact]
    public async Task Lets_its_departments_join_another()
    {
        var group = await InAsync(State.Recruiting);
        var department = await Fixture.EligibleDepartmentAsync();
        var accepted = await Fixture.AcceptedAsync(group, department);

        var cancelled = await CancelAsync(group);

        var enrolment = await Groups.GetEnrolmentAsync(new() { Name = accepted.Enrolment });
        Assert.Equal((V1.Enrolment.Types.State.Cancelled, "Too few departments", 0),
            (enrolment.State, enrolment.StateReason, cancelled.EnrolledCount));
        var other = await Fixture.AcceptedAsync(await Fixture.WorkGroupAsync(), department);
        Assert.NotEqual(accepted.Enrolment, other.Enrolment);
    }

    [Theory]
    [InlineData(State.Completed)]
    [InlineData(State.Cancelled)]
    public async Task Refuses_one_that_is_over(State state)
    {
        var group = await InAsync(state);

        await RefusedAsync(State.Planned, () => CancelAsync(group));
    }

    [Fact]
    public async Task Requires_a_reason()
    {
        var group = await InAsync(State.Planned);

        await Refused.ForFieldAsync(
            "reason", () => Groups.CancelWorkGroupAsync(new() { Name = group.Name }).ResponseAsync);
    }

    Task<V1.WorkGroup> CancelAsync(V1.WorkGroup group) =>
        Groups.CancelWorkGroupAsync(new() { Name = group.Name, Reason = "Too few departments" }).ResponseAsync;
}
