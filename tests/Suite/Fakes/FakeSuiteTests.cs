using Grpc.Core;
using Mastery.Clients;
using Mastery.DevelopmentPlans.V1;
using Mastery.Errors.V1;
using Mastery.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Client = Mastery.DevelopmentPlans.V1.DevelopmentPlanService.DevelopmentPlanServiceClient;

namespace Mastery.Suite.Tests.Fakes;

/// <summary>The fake, as a test of an integrator uses it.</summary>
public sealed class FakeSuiteTests : IAsyncLifetime
{
    const string Hub = "hubs/sussex";

    FakeSuite _fake = null!;
    ServiceProvider _provider = null!;

    Client Plans => _provider.GetRequiredService<Client>();

    public async ValueTask InitializeAsync()
    {
        _fake = await FakeSuite.StartAsync();
        _provider = RosterConformanceTests.Clients(_fake);
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task Lists_what_was_added_by_parent_filter_order_and_page()
    {
        _fake.Add(
            Plan(1, "b", "2025-26"), Plan(2, "a", "2025-26"), Plan(3, "c", "2024-25"),
            Plan(4, "d", "2025-26", "hubs/x"));
        var request = new ListPlansRequest
        {
            Parent = Hub,
            Filter = "academic_year = \"2025-26\" AND state = AGREED",
            OrderBy = "title",
            PageSize = 1,
        };

        var titles = await Paging.AllAsync(Plans.ListPlansAsync, request, page => page.Plans)
            .Select(plan => plan.Title).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["a", "b"], titles);
        Assert.Equal(2, _fake.Calls.Count(call => call.Method == "ListPlans"));
    }

    [Fact]
    public async Task Says_what_it_does_not_have()
    {
        var method = await Refused(Plans.AssessPlanAsync(new() { Name = $"{Hub}/plans/1" }));
        var filter = await Refused(Plans.ListPlansAsync(new() { Parent = Hub, Filter = "title : \"a\"" }));
        var missing = await Refused(Plans.GetPlanAsync(new() { Name = $"{Hub}/plans/1" }));

        Assert.Equal(StatusCode.Unimplemented, method.Code);
        Assert.Contains("AssessPlan", method.Message, StringComparison.Ordinal);
        Assert.Equal(StatusCode.Unimplemented, filter.Code);
        Assert.Equal("RESOURCE_NOT_FOUND", missing.Reason);
    }

    [Fact]
    public async Task Answers_fails_and_waits_as_the_test_says()
    {
        _fake.Add(Plan(1, "a", "2025-26"));
        _fake.Fail("GetPlan", StatusCode.Unavailable, ErrorReason.ServiceUnavailable, times: 2);
        _fake.Answer("AssessPlan",
            (AssessPlanRequest asked) => new PlanAssessment { Plan = asked.Name, Coherent = true });

        var plan = await Plans.GetPlanAsync(new() { Name = $"{Hub}/plans/1" });
        var assessment = await Plans.AssessPlanAsync(new() { Name = plan.Name });
        _fake.Fail("GetPlan", StatusCode.FailedPrecondition, ErrorReason.PlanOutdated, "not now");
        var refused = await Refused(Plans.GetPlanAsync(new() { Name = plan.Name }));
        _fake.Delay("GetPlan", TimeSpan.FromMinutes(5));
        var late = await Refused(Plans.GetPlanAsync(
            new() { Name = plan.Name }, deadline: DateTime.UtcNow.AddMilliseconds(300)));

        Assert.True(assessment.Coherent);
        Assert.Equal(("PLAN_OUTDATED", "not now"), (refused.Reason, refused.Message));
        Assert.Equal(StatusCode.DeadlineExceeded, late.Code);
        Assert.Equal(
            [StatusCode.Unavailable, StatusCode.Unavailable, StatusCode.OK],
            _fake.Calls.Take(3).Select(call => call.Code));
    }

    static Plan Plan(int id, string title, string year, string hub = Hub) => new()
    {
        Name = $"{hub}/plans/{id}",
        Title = title,
        AcademicYear = year,
        State = DevelopmentPlans.V1.Plan.Types.State.Agreed,
    };

    static async Task<MasteryError> Refused<T>(AsyncUnaryCall<T> call) =>
        (await Assert.ThrowsAsync<RpcException>(async () => await call)).ToMasteryError();
}
