using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;
using Mastery.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using State = Mastery.DevelopmentPlans.V1.Plan.Types.State;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>Plans follow their department to another hub, over both services.</summary>
public sealed class PlanTransferTests(PlansFixture fixture)
{
    const string Here = $"hubs/{PlansFixture.Hub}/";
    const string There = $"hubs/{PlansFixture.OtherHub}/";

    [Fact]
    public async Task A_plan_goes_along_with_all_its_parts()
    {
        var (enrolled, plan) = await AgreedAsync();
        var activity = await fixture.FirstActivityAsync(plan);
        await fixture.Plans.DeliverActivityAsync(new() { Name = activity.Name });
        await fixture.Plans.RecordActivityAttendanceAsync(new()
        {
            Name = activity.Name,
            Attendances = { new V1.Activity.Types.Attendance { Participant = enrolled.Members[0], Present = true } },
        });
        var moved = await fixture.Programme.MoveAsync(enrolled, PlansFixture.OtherHub);

        await MoveDueAsync();

        var there = await fixture.Plans.GetPlanAsync(new() { Name = In(There, plan.Name) });
        Assert.Equal(
            (State.Agreed, moved.Department, moved.Enrolment), (there.State, there.Department, there.Enrolment));
        Assert.Equal((plan.Title, plan.AgreeTime), (there.Title, there.AgreeTime));
        Assert.Equal(3, (await fixture.Plans.ListActivitiesAsync(new() { Parent = there.Name })).Activities.Count);
        Assert.Equal(2, (await fixture.Plans.ListEvidenceAsync(new() { Parent = there.Name })).Evidence.Count);
        var arrived = await fixture.Plans.GetActivityAsync(new() { Name = In(There, activity.Name) });
        Assert.Equal(activity.Aims.Select(aim => In(There, aim)), arrived.Aims);
        Assert.Equal(moved.Members.Take(1), arrived.Audience);
        Assert.Equal(moved.Members.Take(1), arrived.Attendances.Select(one => one.Participant));
        Assert.Equal(activity.EndDate, arrived.DeliverDate);
        var assessed = await fixture.Plans.AssessPlanAsync(new() { Name = there.Name });
        Assert.Equal((true, 3), (assessed.Coherent, assessed.Coverage.MemberCount));
    }

    [Fact]
    public async Task Old_names_say_where_it_went()
    {
        var (enrolled, plan) = await AgreedAsync();
        var aim = await fixture.FirstAimAsync(plan);
        await fixture.Programme.MoveAsync(enrolled, PlansFixture.OtherHub);

        await MoveDueAsync();

        var former = await fixture.ReadAsync(plan);
        Assert.Equal((State.Moved, In(There, plan.Name)), (former.State, former.MovedTo));
        await IsMovedAsync(former.MovedTo, async () => await fixture.Plans.ClosePlanAsync(
            new() { Name = plan.Name, Reason = "Over" }));
        await IsMovedAsync(former.MovedTo, async () => await fixture.Plans.AssessPlanAsync(new() { Name = plan.Name }));
        await IsMovedAsync(In(There, aim.Name), async () => await fixture.Plans.GetAimAsync(new() { Name = aim.Name }));
        Assert.Empty((await fixture.Plans.ListAimsAsync(new() { Parent = plan.Name })).Aims);
        Assert.Equal("MOVED", (await LogAsync(plan.Name))[^1].Kind);
        Assert.Equal("CREATED", (await LogAsync(In(There, plan.Name)))[0].Kind);
    }

    [Fact]
    public async Task All_its_revisions_go_along_and_come_back()
    {
        var (enrolled, plan) = await AgreedAsync();
        var kept = await RevisionsAsync(plan.Name, plan.Revision);
        var moved = await fixture.Programme.MoveAsync(enrolled, PlansFixture.OtherHub);

        await MoveDueAsync();

        var there = await fixture.Plans.GetPlanAsync(new() { Name = In(There, plan.Name) });
        Assert.Equal(plan.Revision + 1, there.Revision);
        Assert.Equal(
            kept.Select(revision => revision.Aims.Count + revision.Activities.Count),
            (await RevisionsAsync(there.Name, plan.Revision)).Select(
                revision => revision.Aims.Count + revision.Activities.Count));
        var arrived = await fixture.Plans.GetPlanRevisionAsync(
            new() { Name = $"{there.Name}/revisions/{there.Revision}" });
        Assert.Equal(there, arrived.Plan);
        Assert.Equal(
            (await fixture.Plans.ListActivitiesAsync(new() { Parent = there.Name })).Activities, arrived.Activities);
        Assert.Equal(
            moved.Members.Take(1), (await RevisionsAsync(there.Name, plan.Revision))[^1].Activities[0].Audience);
        await IsMovedAsync($"{there.Name}/revisions/1", async () =>
            await fixture.Plans.GetPlanRevisionAsync(new() { Name = $"{plan.Name}/revisions/1" }));

        await fixture.Plans.ReturnPlanAsync(new() { Name = there.Name, Reason = "To look again" });
        await fixture.Plans.UpdatePlanAsync(new() { Plan = new() { Name = there.Name, Vision = "All multiply" } });
        await fixture.Programme.MoveAsync(moved, PlansFixture.Hub);
        await MoveDueAsync();

        var back = await fixture.ReadAsync(plan);
        Assert.Equal(plan.Revision + 4, back.Revision);
        var all = await RevisionsAsync(plan.Name, back.Revision);
        Assert.Equal(kept.Select(revision => revision.Aims), all.Take(kept.Count).Select(revision => revision.Aims));
        Assert.Equal(back, all[^1].Plan);
        Assert.Equal("All multiply", all[^2].Plan.Vision);
    }

    [Fact]
    public async Task Moving_again_and_by_several_workers_changes_nothing_more()
    {
        var (enrolled, plan) = await AgreedAsync();
        await fixture.Programme.MoveAsync(enrolled, PlansFixture.OtherHub);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MoveDueAsync()));
        var first = await fixture.Plans.GetPlanAsync(new() { Name = In(There, plan.Name) });
        await MoveDueAsync();

        Assert.Equal(first, await fixture.Plans.GetPlanAsync(new() { Name = first.Name }));
        Assert.Single((await LogAsync(plan.Name)), change => change is { Kind: "MOVED" });
        Assert.Single((await LogAsync(first.Name)), change => change.Resource == first.Name);
        Assert.Equal(3, (await fixture.Plans.ListActivitiesAsync(new() { Parent = first.Name })).Activities.Count);
    }

    [Fact]
    public async Task A_worker_that_ends_between_two_plans_leaves_the_rest_to_the_next()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var first = await fixture.CoherentAsync(enrolled);
        await fixture.Plans.ClosePlanAsync(new() { Name = first.Name, Reason = "Another one" });
        var second = await fixture.CoherentAsync(enrolled);
        var moved = await fixture.Programme.MoveAsync(enrolled, PlansFixture.OtherHub);

        // What a worker does before it ends: the first of two plans.
        await fixture.Service.Services.GetRequiredService<HubUnitOfWork>().RunAsync<PlanMove>(
            PlansFixture.Hub, "development-plans",
            move => move.MoveAsync(first.Name, PlansFixture.OtherHub, moved.Enrolment));
        Assert.Equal(State.Moved, (await fixture.ReadAsync(first)).State);
        Assert.Equal(State.Draft, (await fixture.ReadAsync(second)).State);
        await MoveDueAsync();

        Assert.Equal(State.Moved, (await fixture.ReadAsync(second)).State);
        var plans = await fixture.Plans.ListPlansAsync(
            new() { Parent = There.TrimEnd('/'), Filter = $"department = \"{moved.Department}\"" });
        Assert.Equal([(In(There, first.Name), State.Closed), (In(There, second.Name), State.Draft)],
            plans.Plans.Select(plan => (plan.Name, plan.State)));
    }

    [Fact]
    public async Task A_move_that_fails_half_way_leaves_the_plan_whole_where_it_was()
    {
        var (enrolled, plan) = await AgreedAsync();
        await fixture.Programme.MoveAsync(enrolled, PlansFixture.OtherHub);
        var id = plan.Name.Split('/')[^1];
        // The last part of it cannot be written: everything before it has been by then.
        await ExecuteAsync($"""
            ALTER TABLE activity ADD CONSTRAINT fails
                CHECK (hub_id <> '{PlansFixture.OtherHub}' OR plan_id <> '{id}') NOT VALID
            """);

        await MoveDueAsync();
        Assert.Equal(plan, await fixture.ReadAsync(plan));
        Assert.Equal(3, (await fixture.Plans.ListActivitiesAsync(new() { Parent = plan.Name })).Activities.Count);
        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, async () =>
            await fixture.Plans.GetPlanAsync(new() { Name = In(There, plan.Name) }));
        await ExecuteAsync("ALTER TABLE activity DROP CONSTRAINT fails");
        await MoveDueAsync();

        Assert.Equal(State.Agreed, (await fixture.Plans.GetPlanAsync(new() { Name = In(There, plan.Name) })).State);
        Assert.Equal(State.Moved, (await fixture.ReadAsync(plan)).State);
    }

    [Fact]
    public async Task A_plan_comes_back_with_its_department()
    {
        var (enrolled, plan) = await AgreedAsync();
        var moved = await fixture.Programme.MoveAsync(enrolled, PlansFixture.OtherHub);
        await MoveDueAsync();
        await fixture.Plans.ReturnPlanAsync(new() { Name = In(There, plan.Name), Reason = "To look again" });
        var back = await fixture.Programme.MoveAsync(moved, PlansFixture.Hub);

        await MoveDueAsync();

        var again = await fixture.ReadAsync(plan);
        Assert.Equal((State.Draft, "", back.Enrolment), (again.State, again.MovedTo, again.Enrolment));
        Assert.Equal(3, (await fixture.Plans.ListActivitiesAsync(new() { Parent = plan.Name })).Activities.Count);
        var there = await fixture.Plans.GetPlanAsync(new() { Name = In(There, plan.Name) });
        Assert.Equal((State.Moved, plan.Name), (there.State, there.MovedTo));
    }

    [Fact]
    public async Task A_plan_that_was_begun_there_meanwhile_is_the_live_one()
    {
        var (enrolled, plan) = await AgreedAsync();
        var moved = await fixture.Programme.MoveAsync(enrolled, PlansFixture.OtherHub);
        var begun = await fixture.Plans.CreatePlanAsync(new()
        {
            Parent = There.TrimEnd('/'),
            Plan = new() { Enrolment = moved.Enrolment, Title = "A new start" },
        });

        await MoveDueAsync();

        var there = await fixture.Plans.GetPlanAsync(new() { Name = In(There, plan.Name) });
        Assert.Equal(State.Closed, there.State);
        Assert.NotEqual("", there.StateReason);
        Assert.Equal(State.Draft, (await fixture.ReadAsync(begun)).State);
    }

    async Task<(Enrolled, V1.Plan)> AgreedAsync()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.CoherentAsync(enrolled);
        var activity = await fixture.FirstActivityAsync(plan);
        activity.WholeDepartment = false;
        activity.Audience.Add(enrolled.Members[0]);
        await fixture.Plans.UpdateActivityAsync(
            new() { Activity = activity, UpdateMask = new() { Paths = { "whole_department", "audience" } } });
        await fixture.Plans.SharePlanAsync(new() { Name = plan.Name });
        return (enrolled, await fixture.Plans.AgreePlanAsync(new() { Name = plan.Name }));
    }

    /// <summary>All revisions of a plan up to one.</summary>
    async Task<List<V1.PlanRevision>> RevisionsAsync(string plan, long last)
    {
        List<V1.PlanRevision> revisions = [];
        for (var revision = 1L; revision <= last; revision++)
        {
            revisions.Add(await fixture.Plans.GetPlanRevisionAsync(new() { Name = $"{plan}/revisions/{revision}" }));
        }

        return revisions;
    }

    /// <summary>What the worker does at each interval.</summary>
    Task MoveDueAsync()
    {
        var services = fixture.Service.Services;
        return new PlanMover(services, services.GetRequiredService<HubUnitOfWork>(),
            services.GetRequiredService<IOptions<TransferOptions>>(), services.GetRequiredService<IConfiguration>(),
            TimeProvider.System, NullLogger<PlanMover>.Instance).MoveDueAsync(CancellationToken.None);
    }

    async Task ExecuteAsync(string sql)
    {
        await using var connection = await fixture.Service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    Task<IReadOnlyList<LoggedChange>> LogAsync(string plan) => History.OfAsync(fixture.Service.Database, plan);

    static async Task IsMovedAsync(string movedTo, Func<Task> call)
    {
        var refusal = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.Moved, call);
        Assert.Equal(movedTo, refusal.GetDetail<ErrorInfo>().Metadata["moved_to"]);
    }

    static string In(string hub, string name) =>
        name.Replace(hub == There ? Here : There, hub, StringComparison.Ordinal);
}
