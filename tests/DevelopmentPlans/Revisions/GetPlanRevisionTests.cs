using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.Testing;
using Npgsql;
using Status = Mastery.DevelopmentPlans.V1.Aim.Types.Status;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class GetPlanRevisionTests(PlansFixture fixture)
{
    [Fact]
    public async Task Answers_for_every_revision_of_a_busy_plan_what_was_read_then()
    {
        var plan = await fixture.DraftAsync();
        List<V1.PlanRevision> seen = [await ContentAsync(plan)];
        await foreach (var _ in WriteAsync(plan))
        {
            seen.Add(await ContentAsync(plan));
        }

        foreach (var then in seen)
        {
            var kept = await GetAsync(plan, then.Revision);

            Assert.Equal(then, ContentOf(kept));
            Assert.Equal(then.Plan.UpdateTime, kept.CreateTime);
            Assert.NotEmpty(kept.Changes);
            Assert.NotEqual("", kept.Actor);
        }

        Assert.Equal(
            Enumerable.Range(1, seen.Count).Select(number => (long)number), seen.Select(then => then.Revision));
    }

    [Fact]
    public async Task Has_every_revision_that_several_writers_made_at_once()
    {
        var plan = await fixture.DraftAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var aim = 0; aim < 5; aim++)
            {
                await fixture.AddAsync(plan, Examples.Aim());
            }
        }));

        List<string> before = [];
        for (var revision = 1; revision <= 21; revision++)
        {
            List<string> aims = [.. (await GetAsync(plan, revision)).Aims.Select(aim => aim.Name)];
            Assert.Equal(revision - 1, aims.Count);
            Assert.Empty(before.Except(aims));
            before = aims;
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2")]
    [InlineData("01")]
    [InlineData("one")]
    public async Task Refuses_one_that_never_was(string revision)
    {
        var plan = await fixture.DraftAsync();

        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, async () =>
            await fixture.Plans.GetPlanRevisionAsync(new() { Name = $"{plan.Name}/revisions/{revision}" }));
    }

    [Fact]
    public async Task Says_from_which_revision_on_they_are_kept()
    {
        var plan = await fixture.DraftAsync();
        await fixture.AddAsync(plan, Examples.Evidence());
        await fixture.AddAsync(plan, Examples.Evidence());
        await ExecuteAsync(
            $"DELETE FROM plan_part_version WHERE plan_id = '{plan.Name.Split('/')[^1]}' AND revision < 3");

        var status = await Refused.WithAsync(
            StatusCode.NotFound, ErrorReason.ResourceNotFound, () => GetAsync(plan, 2));

        Assert.Contains("begin with revision 3", status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_none_of_a_plan_that_was_deleted()
    {
        var plan = await fixture.DraftAsync();
        await fixture.AddAsync(plan, Examples.Evidence());

        await fixture.Plans.DeletePlanAsync(new() { Name = plan.Name });

        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => GetAsync(plan, 1));
        Assert.Equal(0L, await ExecuteAsync(
            $"SELECT count(*) FROM plan_part_version WHERE plan_id = '{plan.Name.Split('/')[^1]}'"));
    }

    [Fact]
    public void Has_a_field_for_every_kind_of_parts()
    {
        var kinds = ContractIndex.Resources.Where(resource =>
            resource.Patterns[0].StartsWith("hubs/{hub}/plans/{plan}/", StringComparison.Ordinal)
                && resource.Message != V1.PlanRevision.Descriptor);

        Assert.All(kinds, kind => Assert.Contains(
            V1.PlanRevision.Descriptor.Fields.InDeclarationOrder(),
            field => field.IsRepeated && field.FieldType == Google.Protobuf.Reflection.FieldType.Message
                && field.MessageType == kind.Message));
    }

    /// <summary>Writes of every kind, one after another.</summary>
    async IAsyncEnumerable<bool> WriteAsync(V1.Plan plan)
    {
        var evidence = await fixture.AddAsync(plan, Examples.Evidence());
        yield return true;
        var aim = await fixture.AddAsync(plan, Examples.Aim(evidence));
        yield return true;
        var activity = await fixture.AddAsync(plan, Examples.Activity("2024-10-03", aim));
        yield return true;
        evidence.Finding += ", again";
        await fixture.Plans.UpdateEvidenceAsync(new() { Evidence = evidence });
        yield return true;
        await fixture.Plans.UpdatePlanAsync(new() { Plan = new() { Name = plan.Name, Vision = "All multiply" } });
        yield return true;
        var other = await fixture.AddAsync(plan, Examples.Aim());
        yield return true;
        await fixture.Plans.DeleteAimAsync(new() { Name = other.Name });
        yield return true;
        await fixture.Plans.SharePlanAsync(new() { Name = plan.Name });
        yield return true;
        await fixture.Plans.DeliverActivityAsync(new() { Name = activity.Name });
        yield return true;
        await fixture.Plans.UpdateAimAsync(new() { Aim = new() { Name = aim.Name, Status = Status.InProgress } });
        yield return true;
        await fixture.ReviewAsync(plan, "2025-02-13", V1.Review.Types.Rating.Amber);
        yield return true;
        await fixture.FeedbackAsync(plan, await fixture.Programme.EnrolAsync());
        yield return true;
        await fixture.Plans.ReturnPlanAsync(new() { Name = plan.Name, Reason = "To look again" });
        yield return true;
        await fixture.Plans.DeleteActivityAsync(new() { Name = activity.Name });
        yield return true;
        await fixture.Plans.ClosePlanAsync(new() { Name = plan.Name, Reason = "Begun anew" });
        yield return true;
    }

    /// <summary>The plan and its parts as they are read now.</summary>
    async Task<V1.PlanRevision> ContentAsync(V1.Plan plan)
    {
        var now = await fixture.ReadAsync(plan);
        return new()
        {
            Revision = now.Revision,
            Plan = now,
            Evidence = { (await fixture.Plans.ListEvidenceAsync(new() { Parent = plan.Name })).Evidence },
            Aims = { (await fixture.Plans.ListAimsAsync(new() { Parent = plan.Name })).Aims },
            Activities = { (await fixture.Plans.ListActivitiesAsync(new() { Parent = plan.Name })).Activities },
            Reviews = { (await fixture.Plans.ListReviewsAsync(new() { Parent = plan.Name })).Reviews },
            Feedback = { (await fixture.Plans.ListFeedbackAsync(new() { Parent = plan.Name })).Feedback },
        };
    }

    static V1.PlanRevision ContentOf(V1.PlanRevision kept) => new()
    {
        Revision = kept.Revision,
        Plan = kept.Plan,
        Evidence = { kept.Evidence },
        Aims = { kept.Aims },
        Activities = { kept.Activities },
        Reviews = { kept.Reviews },
        Feedback = { kept.Feedback },
    };

    async Task<V1.PlanRevision> GetAsync(V1.Plan plan, long revision) =>
        await fixture.Plans.GetPlanRevisionAsync(new() { Name = $"{plan.Name}/revisions/{revision}" });

    async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = await fixture.Service.Database.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"SELECT set_config('mastery.hub', '{PlansFixture.Hub}', false)", connection);
        await command.ExecuteNonQueryAsync();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
