using System.Net;
using Mastery.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>While a peer does not answer, only calls that need it wait.</summary>
public sealed class StalledPeerTests : IAsyncLifetime
{
    const int Calls = 50;

    static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    // The service's clock stands still, some minutes ahead: nothing is late before a test says so.
    readonly WatchedClock _clock = new(DateTimeOffset.UtcNow.AddMinutes(5));
    readonly StalledPeer _peer = new();
    readonly CancellationTokenSource _enough = new();
    StalledFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = new(_peer.Address, _clock);
        await _fixture.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _fixture.DisposeAsync();
        await _peer.DisposeAsync();
        _enough.Dispose();
    }

    [Fact]
    public Task Creating_plans_holds_no_connection() => OthersGoOnAsync(_ => _fixture.Plans.CreatePlanAsync(new()
    {
        Parent = $"hubs/{PlansFixture.Hub}",
        Plan = new() { Enrolment = $"hubs/{PlansFixture.Hub}/workGroups/w/enrolments/e", Title = "Fluency" },
    }, cancellationToken: _enough.Token).ResponseAsync);

    [Fact]
    public Task Agreeing_plans_holds_no_connection() => OthersGoOnAsync(plan => _fixture.Plans.AgreePlanAsync(
        new() { Name = plan.Name }, cancellationToken: _enough.Token).ResponseAsync);

    [Fact]
    public async Task Aims_are_written_after_a_short_wait()
    {
        var plan = await _fixture.PlanAsync("SHARED");

        var made = await AfterShortWaitAsync(() => _fixture.Plans.CreateAimAsync(
            new() { Parent = plan.Name, Aim = Examples.Aim() }).ResponseAsync);

        Assert.Equal("Practice development", made.OutcomeHeading);
    }

    [Fact]
    public Task Writing_aims_holds_no_connection() => OthersGoOnAsync(plan => _fixture.Plans.CreateAimAsync(
        new() { Parent = plan.Name, Aim = Examples.Aim() }, cancellationToken: _enough.Token).ResponseAsync);

    [Fact]
    public async Task Writing_a_programme_for_named_people_goes_on_without_the_answer()
    {
        var plan = await _fixture.PlanAsync("SHARED");
        var activity = Examples.Activity("2024-10-03");
        activity.WholeDepartment = false;
        activity.Audience.Add($"hubs/{PlansFixture.Hub}/participants/{Guid.CreateVersion7()}");

        var made = await AfterShortWaitAsync(() => _fixture.Plans.CreateActivityAsync(
            new() { Parent = plan.Name, Activity = activity }).ResponseAsync);

        Assert.Equal(activity.Audience, made.Audience);
    }

    /// <summary>The answer of a call that waits for the peer as long as it may, and no longer.</summary>
    async Task<T> AfterShortWaitAsync<T>(Func<Task<T>> ask)
    {
        var waiting = _clock.NextTimerAsync(ShortWait);
        var call = ask();
        await Task.WhenAny(waiting, call).WaitAsync(Soon, TestContext.Current.CancellationToken);
        Assert.False(call.IsCompleted);
        _clock.Advance(ShortWait);
        return await call.WaitAsync(Soon, TestContext.Current.CancellationToken);
    }

    async Task OthersGoOnAsync(Func<V1.Plan, Task> ask)
    {
        var plan = await _fixture.PlanAsync("SHARED");
        var waiting = Enumerable.Range(0, Calls).Select(_ => ask(plan)).ToArray();
        await _peer.Asked;

        for (var reads = 0; reads < 20; reads++)
        {
            await _fixture.Plans.GetPlanAsync(new() { Name = plan.Name }, deadline: DateTime.UtcNow.AddSeconds(2));
        }

        using var http = _fixture.Service.Http((string?)null);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready")).StatusCode);
        Assert.DoesNotContain(waiting, call => call.IsCompletedSuccessfully);
    }

    /// <summary>A clock that tells when somebody begins to wait by it.</summary>
    sealed class WatchedClock(DateTimeOffset start) : FakeTimeProvider(start)
    {
        (TimeSpan Due, TaskCompletionSource Begun)? _next;

        public Task NextTimerAsync(TimeSpan due)
        {
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _next = (due, begun);
            return begun.Task;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (_next is { } next && next.Due == dueTime)
            {
                next.Begun.TrySetResult();
            }

            return timer;
        }
    }
}
