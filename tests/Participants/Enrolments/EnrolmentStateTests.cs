using Grpc.Core;

namespace Mastery.Participants.Tests;

public sealed class EnrolmentStateTests(PeopleFixture fixture)
{
    static readonly StatusCode[] Refusals = [StatusCode.FailedPrecondition, StatusCode.Aborted];

    [Fact]
    public async Task Keeps_the_count_right_while_departments_come_and_go_and_the_group_is_changed()
    {
        var group = await fixture.WorkGroupAsync(capacity: 6);
        var enrolled = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => fixture.AcceptedAsync(group)));
        var waiting = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => fixture.SubmittedAsync()));

        await Task.WhenAll(
        [
            .. enrolled.Select(application => TryAsync(() => fixture.Groups
                .WithdrawEnrolmentAsync(
                    new() { Name = application.Enrolment, Reason = "Staff have left" }).ResponseAsync)),
            .. waiting.Select(application => TryAsync(() => fixture.Groups
                .AcceptApplicationAsync(new() { Name = application.Name, WorkGroup = group.Name }).ResponseAsync)),
            TryAsync(() => fixture.Groups
                .UpdateWorkGroupAsync(new() { WorkGroup = new() { Name = group.Name, Capacity = 5 } }).ResponseAsync),
        ]);

        var (read, live) = (await ReadAsync(group), await LiveAsync(group));
        Assert.Equal((live, true), (read.EnrolledCount, live <= read.Capacity));
    }

    [Fact]
    public async Task Leaves_nobody_in_a_group_that_is_cancelled_meanwhile()
    {
        var group = await fixture.WorkGroupAsync();
        var enrolled = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => fixture.AcceptedAsync(group)));
        var waiting = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => fixture.SubmittedAsync()));

        await Task.WhenAll(
        [
            .. waiting.Select(application => TryAsync(() => fixture.Groups
                .AcceptApplicationAsync(new() { Name = application.Name, WorkGroup = group.Name }).ResponseAsync)),
            fixture.Groups.CancelWorkGroupAsync(
                new() { Name = group.Name, Reason = "Too few departments" }).ResponseAsync,
            .. enrolled.Select(application => TryAsync(() => fixture.Groups
                .WithdrawEnrolmentAsync(
                    new() { Name = application.Enrolment, Reason = "Staff have left" }).ResponseAsync)),
        ]);

        Assert.Equal((0, 0), ((await ReadAsync(group)).EnrolledCount, await LiveAsync(group)));
    }

    static async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (RpcException refusal) when (Refusals.Contains(refusal.StatusCode))
        {
            // A call that came too late is refused.
        }
    }

    async Task<V1.WorkGroup> ReadAsync(V1.WorkGroup group) =>
        await fixture.Groups.GetWorkGroupAsync(new() { Name = group.Name });

    async Task<int> LiveAsync(V1.WorkGroup group) =>
        (await fixture.Groups.ListEnrolmentsAsync(
            new() { Parent = group.Name, Filter = "state = ACTIVE" })).Enrolments.Count;
}
