using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PlansClient = Mastery.DevelopmentPlans.V1.DevelopmentPlanService.DevelopmentPlanServiceClient;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>A service with one address for all its peers, where no peer runs.</summary>
public abstract class WithoutPeersFixture(string address) : ServiceFixture<PlanStore>("development-plans")
{
    public PlansClient Plans => Client<PlansClient>(new Token());

    protected override Task StartPeersAsync()
    {
        Configure("Services:participants", address);
        Configure("Services:focus-catalogue", address);
        return Task.CompletedTask;
    }

    /// <summary>A plan that was created while the peers were running.</summary>
    public async Task<V1.Plan> PlanAsync(string state)
    {
        await using var connection = await Service.Database.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT set_config('mastery.hub', @hub, false);
            INSERT INTO plan (hub_id, id, enrolment, department, focus, academic_year, title, state, agree_time)
            VALUES (@hub, @id, 'hubs/' || @hub || '/workGroups/w/enrolments/' || @id,
                'hubs/' || @hub || '/departments/d', 'projects/NCP24-14/foci/b', '2024-25', 'Fluency', @state,
                CASE WHEN @state = 'AGREED' THEN now() END)
            """,
            connection);
        var id = Guid.CreateVersion7();
        command.Parameters.AddWithValue("hub", PlansFixture.Hub);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("state", state);
        await command.ExecuteNonQueryAsync();
        return await Plans.GetPlanAsync(new() { Name = $"hubs/{PlansFixture.Hub}/plans/{id}" });
    }
}

/// <summary>A service whose peers cannot be reached: nothing listens on port 1.</summary>
public sealed class PeersDownFixture() : WithoutPeersFixture("http://127.0.0.1:1");

/// <summary>A service whose peers do not answer.</summary>
public sealed class StalledFixture(string address, TimeProvider clock) : WithoutPeersFixture(address)
{
    protected override Task<TestService> StartAsync(IReadOnlyDictionary<string, string?> settings) =>
        TestService.StartAsync<PlanStore>(
            "development-plans", settings, services => services.AddSingleton(clock));
}

public sealed class PeerDownTests(PeersDownFixture fixture) : IClassFixture<PeersDownFixture>
{
    [Fact]
    public async Task Assessing_answers_UNAVAILABLE()
    {
        var plan = await fixture.PlanAsync("DRAFT");

        await UnavailableAsync(async () => await fixture.Plans.AssessPlanAsync(new() { Name = plan.Name }));
    }

    [Fact]
    public async Task Agreeing_answers_UNAVAILABLE_and_leaves_the_plan_unchanged()
    {
        var plan = await fixture.PlanAsync("SHARED");

        await UnavailableAsync(async () => await fixture.Plans.AgreePlanAsync(new() { Name = plan.Name }));

        Assert.Equal(plan, await fixture.Plans.GetPlanAsync(new() { Name = plan.Name }));
    }

    [Fact]
    public async Task Agreeing_refuses_a_draft_without_asking_anyone()
    {
        var plan = await fixture.PlanAsync("DRAFT");

        await Refused.WithAsync(
            StatusCode.FailedPrecondition,
            ErrorReason.WrongState,
            async () => await fixture.Plans.AgreePlanAsync(new() { Name = plan.Name }));
    }

    [Fact]
    public Task Creating_answers_UNAVAILABLE() => UnavailableAsync(async () => await fixture.Plans.CreatePlanAsync(new()
    {
        Parent = $"hubs/{PlansFixture.Hub}",
        Plan = new() { Enrolment = $"hubs/{PlansFixture.Hub}/workGroups/w/enrolments/e", Title = "Fluency" },
    }));

    [Fact]
    public async Task Coverage_answers_UNAVAILABLE_and_says_what_is_missing()
    {
        var plan = await fixture.PlanAsync("DRAFT");

        var status = await UnavailableAsync(
            async () => await fixture.Plans.GetPlanCoverageAsync(new() { Name = plan.Name }));

        Assert.Contains("who is in the department", status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_programme_for_named_people_is_written_delivered_and_attended()
    {
        var plan = await fixture.PlanAsync("SHARED");
        var person = $"hubs/{PlansFixture.Hub}/participants/{Guid.CreateVersion7()}";
        var activity = Examples.Activity("2024-10-03");
        (activity.WholeDepartment, activity.LedBy) = (false, person);
        activity.Audience.Add(person);

        var made = await fixture.Plans.CreateActivityAsync(new() { Parent = plan.Name, Activity = activity });
        await fixture.Plans.DeliverActivityAsync(new() { Name = made.Name });
        var attended = await fixture.Plans.RecordActivityAttendanceAsync(new()
        {
            Name = made.Name,
            Attendances = { new V1.Activity.Types.Attendance { Participant = person, Present = true } },
        });

        Assert.Equal(person, Assert.Single(attended.Attendances).Participant);
    }

    [Fact]
    public async Task Rolling_forward_and_copying_answer_UNAVAILABLE()
    {
        var plan = await fixture.PlanAsync("AGREED");
        var enrolment = $"hubs/{PlansFixture.Hub}/workGroups/w/enrolments/e";

        await UnavailableAsync(async () => await fixture.Plans.RollPlanForwardAsync(
            new() { Name = plan.Name, Enrolment = enrolment }));
        await UnavailableAsync(async () => await fixture.Plans.CopyPlanAsync(
            new() { Name = plan.Name, Enrolment = enrolment }));
    }

    [Fact]
    public async Task Reading_and_writing_goes_on()
    {
        var plan = await fixture.PlanAsync("DRAFT");

        var evidence = await fixture.Plans.CreateEvidenceAsync(
            new() { Parent = plan.Name, Evidence = Examples.Evidence() });
        await fixture.Plans.CreateAimAsync(new() { Parent = plan.Name, Aim = Examples.Aim(evidence) });
        plan.Title = "Renamed";
        plan.Etag = "";
        await fixture.Plans.UpdatePlanAsync(new() { Plan = plan });
        var shared = await fixture.Plans.SharePlanAsync(new() { Name = plan.Name });

        Assert.Equal(("Renamed", 5), (shared.Title, shared.Revision));
    }

    [Fact]
    public async Task What_an_aim_names_is_stored_without_a_look_into_the_catalogue()
    {
        var plan = await fixture.PlanAsync("DRAFT");
        var aim = Examples.Aim();
        aim.OutcomeHeading = "Bananas";

        var made = await fixture.Plans.CreateAimAsync(new() { Parent = plan.Name, Aim = aim });

        Assert.Equal("Bananas", made.OutcomeHeading);
    }

    static async Task<Google.Rpc.Status> UnavailableAsync(Func<Task> call)
    {
        var status = await Refused.WithAsync(StatusCode.Unavailable, ErrorReason.ServiceUnavailable, call);

        Assert.NotNull(status.GetDetail<Google.Rpc.RetryInfo>());
        return status;
    }
}
