using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Npgsql;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>Plans that were there before revisions were kept.</summary>
public sealed class FormerPlansTests(PeersDownFixture fixture) : IClassFixture<PeersDownFixture>
{
    [Fact]
    public async Task Begin_with_what_they_were_then()
    {
        var plan = await fixture.PlanAsync("DRAFT");
        var evidence = await fixture.Plans.CreateEvidenceAsync(
            new() { Parent = plan.Name, Evidence = Examples.Evidence() });
        var aim = await fixture.Plans.CreateAimAsync(new() { Parent = plan.Name, Aim = Examples.Aim(evidence) });
        var activity = Examples.Activity("2024-10-03", aim);
        (activity.WholeDepartment, activity.LedBy) = (false, $"hubs/{PlansFixture.Hub}/participants/p");
        activity.Audience.Add(activity.LedBy);
        activity = await fixture.Plans.CreateActivityAsync(new() { Parent = plan.Name, Activity = activity });

        await MigrateAsync();

        var now = await fixture.Plans.GetPlanAsync(new() { Name = plan.Name });
        var kept = await fixture.Plans.GetPlanRevisionAsync(new() { Name = $"{plan.Name}/revisions/{now.Revision}" });
        Assert.Equal(now, kept.Plan);
        Assert.Equal([evidence], kept.Evidence);
        Assert.Equal([aim], kept.Aims);
        Assert.Equal([activity], kept.Activities);
        Assert.Equal(["The plan as it was when revisions began to be kept."], kept.Changes);
        var refusal = await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, async () =>
            await fixture.Plans.GetPlanRevisionAsync(new() { Name = $"{plan.Name}/revisions/{now.Revision - 1}" }));
        Assert.Contains($"revision {now.Revision}.", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Runs again what the script does with the plans that it finds.</summary>
    async Task MigrateAsync()
    {
        var text = await MigrationScript.ReadAsync<PlanStore>("0121_plan_revisions.sql");
        var begin = text.IndexOf("-- Plans that were there before", StringComparison.Ordinal);
        var end = text.IndexOf("ALTER TABLE plan_part_version ENABLE", StringComparison.Ordinal);
        await using var connection = await fixture.Service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand(
            $"""
            ALTER TABLE plan_part_version NO FORCE ROW LEVEL SECURITY;
            DELETE FROM plan_part_version;
            {text[begin..end]}
            ALTER TABLE plan_part_version FORCE ROW LEVEL SECURITY;
            """,
            connection);
        await command.ExecuteNonQueryAsync();
    }
}
