using System.Net;
using Mastery.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>While a peer does not answer, only calls that need it wait.</summary>
public sealed class StalledPeerTests : IAsyncLifetime
{
    const int Calls = 50;

    static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(2);

    // The service's clock stands still, some minutes ahead: nothing is late before a test says so.
    readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow.AddMinutes(5));
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

        var made = await AfterShortWaitAsync(
            _fixture.Plans.CreateAimAsync(new() { Parent = plan.Name, Aim = Examples.Aim() }).ResponseAsync);

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

        var made = await AfterShortWaitAsync(
            _fixture.Plans.CreateActivityAsync(new() { Parent = plan.Name, Activity = activity }).ResponseAsync);

        Assert.Equal(activity.Audience, made.Audience);
    }

    async Task<T> AfterShortWaitAsync<T>(Task<T> call)
    {
        // Nobody tells when the call begins to wait.
        while (!call.IsCompleted)
        {
            _clock.Advance(ShortWait);
            await Task.WhenAny(call, Task.Delay(10, TestContext.Current.CancellationToken));
        }

        return await call;
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
}
