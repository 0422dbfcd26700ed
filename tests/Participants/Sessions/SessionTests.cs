using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using State = Mastery.Participants.V1.Session.Types.State;

namespace Mastery.Participants.Tests;

public sealed class SessionStandardMethodsTests(PeopleFixture fixture) : StandardMethods<V1.Session>(fixture)
{
    protected override async Task<string> ParentAsync(string hub) =>
        (await fixture.WorkGroupAsync(hub: $"hubs/{hub}")).Name;

    protected override Task<V1.Session> ExampleAsync(string parent, int number)
    {
        var session = SessionVerb.Example($"2024-10-{number % 28 + 1:00}");
        session.Title = $"Session {number}";
        return Task.FromResult(session);
    }

    protected override void Alter(V1.Session resource) => resource.Location = "The hall";
}

/// <summary>The methods of sessions.</summary>
public abstract class SessionVerb(PeopleFixture fixture)
{
    // Of the last project that was made for a session to come.
    static int _number = 29;

    protected PeopleFixture Fixture => fixture;

    protected V1.WorkGroupService.WorkGroupServiceClient Groups => fixture.Groups;

    /// <summary>A session from 16:00 to 18:00 UTC on a day.</summary>
    public static V1.Session Example(string day) => new()
    {
        Title = "Ratio tables",
        StartTime = At($"{day}T16:00:00Z"),
        EndTime = At($"{day}T18:00:00Z"),
        Mode = V1.Session.Types.Mode.InPerson,
        Location = "Room 12",
    };

    protected static Timestamp At(string time) =>
        Timestamp.FromDateTimeOffset(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));

    protected async Task<V1.Session> PlanAsync(
        V1.WorkGroup? group = null, string day = "2024-10-02", Action<V1.Session>? change = null)
    {
        var session = Example(day);
        change?.Invoke(session);
        return await Groups.CreateSessionAsync(
            new() { Parent = (group ?? await fixture.WorkGroupAsync()).Name, Session = session });
    }

    protected async Task<V1.Session> CancelAsync(V1.Session session) =>
        await Groups.CancelSessionAsync(new() { Name = session.Name, Reason = "Snow" });

    /// <summary>A session that has not begun, of a Work Group of an academic year that has not either.</summary>
    protected async Task<V1.Session> FutureAsync() => await FutureAsync(await FutureGroupAsync());

    /// <summary>A session of it.</summary>
    protected Task<V1.Session> FutureAsync(V1.WorkGroup group) => PlanAsync(group, $"{FutureYear}-10-06");

    /// <summary>A Work Group of an academic year that has not begun.</summary>
    protected async Task<V1.WorkGroup> FutureGroupAsync()
    {
        var code = $"YH-S{Interlocked.Increment(ref _number)}-{FutureYear % 100:00}";
        var focus = await fixture.DraftProjectAsync(code, PeopleFixture.Hub);
        await fixture.Catalogue.PublishProjectAsync(new() { Name = $"projects/{code}" });
        return await fixture.WorkGroupAsync(focus: focus.Name);
    }

    /// <summary>The first calendar year of it.</summary>
    protected static int FutureYear => DateTime.UtcNow.Year + 1;

    protected static Task<Google.Rpc.Status> RefusedAsync(
        Func<Task> call, ErrorReason reason = ErrorReason.WrongState) =>
        Refused.WithAsync(StatusCode.FailedPrecondition, reason, call);
}

public sealed class CreateSessionTests(PeopleFixture fixture) : SessionVerb(fixture)
{
    [Fact]
    public async Task Plans_one()
    {
        var session = await PlanAsync();

        Assert.Equal((State.Scheduled, "Ratio tables"), (session.State, session.Title));
    }

    [Fact]
    public async Task Takes_a_launch_in_July_and_a_follow_up_in_September()
    {
        var group = await Fixture.WorkGroupAsync();

        Assert.NotNull(await PlanAsync(group, "2024-07-01"));
        Assert.NotNull(await PlanAsync(group, "2025-09-30"));
    }

    [Theory]
    [InlineData("2024-06-30")]
    [InlineData("2025-10-01")]
    public Task Refuses_a_day_that_is_not_of_the_year(string day) =>
        Refused.ForFieldAsync("session.start_time", () => PlanAsync(day: day));

    [Theory]
    [InlineData("2024-10-02T16:00:00Z")]
    // Midnight in England, as BST is an hour ahead of UTC.
    [InlineData("2024-10-02T23:00:00Z")]
    public Task Refuses_an_end_that_is_not_later_on_the_same_day(string end) => Refused.ForFieldAsync(
        "session.end_time", () => PlanAsync(change: session => session.EndTime = At(end)));

    [Fact]
    public async Task Refuses_a_Work_Group_that_is_over()
    {
        var group = await Fixture.WorkGroupAsync();
        await Groups.CancelWorkGroupAsync(new() { Name = group.Name, Reason = "No lead" });

        await RefusedAsync(() => PlanAsync(group));
    }
}

public sealed class RescheduleSessionTests(PeopleFixture fixture) : SessionVerb(fixture)
{
    [Fact]
    public async Task Moves_it_and_keeps_the_reason()
    {
        var moved = await MoveAsync(await PlanAsync(), "2024-10-09");

        Assert.Equal((At("2024-10-09T16:00:00Z"), "A strike", State.Scheduled),
            (moved.StartTime, moved.StateReason, moved.State));
    }

    [Fact]
    public async Task Refuses_one_that_was_held_or_cancelled_and_a_day_outside_the_year()
    {
        var held = await Groups.HoldSessionAsync(new() { Name = (await PlanAsync()).Name });
        var cancelled = await CancelAsync(await PlanAsync());

        await RefusedAsync(() => MoveAsync(held, "2024-10-09"));
        await RefusedAsync(() => MoveAsync(cancelled, "2024-10-09"));
        var planned = await PlanAsync();
        await Refused.ForFieldAsync("start_time", () => MoveAsync(planned, "2023-10-09"));
    }

    async Task<V1.Session> MoveAsync(V1.Session session, string day) => await Groups.RescheduleSessionAsync(new()
    {
        Name = session.Name,
        StartTime = At($"{day}T16:00:00Z"),
        EndTime = At($"{day}T18:00:00Z"),
        Reason = "A strike",
    });
}

public sealed class HoldSessionTests(PeopleFixture fixture) : SessionVerb(fixture)
{
    [Fact]
    public async Task Holds_one_that_has_begun() =>
        Assert.Equal(State.Held, (await HoldAsync(await PlanAsync())).State);

    [Fact]
    public async Task Refuses_one_that_has_not_begun_and_says_when_it_does_in_local_time()
    {
        var session = await FutureAsync();

        var refusal = await RefusedAsync(() => HoldAsync(session));

        Assert.Contains("it begins at 17:00 on 6 October", refusal.Message, StringComparison.Ordinal);
    }

    async Task<V1.Session> HoldAsync(V1.Session session) =>
        await Groups.HoldSessionAsync(new() { Name = session.Name });
}

public sealed class CancelSessionTests(PeopleFixture fixture) : SessionVerb(fixture)
{
    [Fact]
    public async Task Keeps_the_reason()
    {
        var cancelled = await CancelAsync(await PlanAsync());

        Assert.Equal((State.Cancelled, "Snow"), (cancelled.State, cancelled.StateReason));
        await RefusedAsync(() => CancelAsync(cancelled));
    }

    [Fact]
    public async Task Cancelling_the_Work_Group_cancels_the_sessions_to_come_and_no_other()
    {
        var group = await Fixture.WorkGroupAsync();
        var (held, planned) = (await PlanAsync(group), await PlanAsync(group, "2025-03-05"));
        await Groups.HoldSessionAsync(new() { Name = held.Name });

        await Groups.CancelWorkGroupAsync(new() { Name = group.Name, Reason = "No lead" });

        var read = await Groups.GetSessionAsync(new() { Name = planned.Name });
        Assert.Equal((State.Cancelled, "No lead", State.Held),
            (read.State, read.StateReason, (await Groups.GetSessionAsync(new() { Name = held.Name })).State));
    }
}
