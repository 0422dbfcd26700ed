namespace Mastery.DevelopmentPlans.Tests;

/// <summary>A change of any part raises the plan's revision, and is logged.</summary>
public sealed class RevisionTests(PlansFixture fixture)
{
    [Fact]
    public async Task Rises_with_each_write_of_evidence()
    {
        var plan = await fixture.DraftAsync();
        var evidence = await fixture.AddAsync(plan, Examples.Evidence());
        Assert.Equal(2, (await fixture.ReadAsync(plan)).Revision);

        evidence.Finding += ", again";
        await fixture.Plans.UpdateEvidenceAsync(new() { Evidence = evidence });
        Assert.Equal(3, (await fixture.ReadAsync(plan)).Revision);

        await fixture.Plans.DeleteEvidenceAsync(new() { Name = evidence.Name });
        Assert.Equal(4, (await fixture.ReadAsync(plan)).Revision);
    }

    [Fact]
    public async Task Rises_with_each_write_of_an_aim()
    {
        var plan = await fixture.DraftAsync();
        var aim = await fixture.AddAsync(plan, Examples.Aim());
        Assert.Equal(2, (await fixture.ReadAsync(plan)).Revision);

        aim.Statement += ", again";
        await fixture.Plans.UpdateAimAsync(new() { Aim = aim });
        Assert.Equal(3, (await fixture.ReadAsync(plan)).Revision);

        await fixture.Plans.DeleteAimAsync(new() { Name = aim.Name });
        Assert.Equal(4, (await fixture.ReadAsync(plan)).Revision);
    }

    [Fact]
    public async Task Rises_with_each_write_of_an_activity()
    {
        var plan = await fixture.DraftAsync();
        var activity = await fixture.AddAsync(plan, Examples.Activity("2024-10-03"));
        Assert.Equal(2, (await fixture.ReadAsync(plan)).Revision);

        await fixture.Plans.CancelActivityAsync(new() { Name = activity.Name });
        Assert.Equal(3, (await fixture.ReadAsync(plan)).Revision);

        await fixture.Plans.DeleteActivityAsync(new() { Name = activity.Name });
        Assert.Equal(4, (await fixture.ReadAsync(plan)).Revision);
    }

    [Fact]
    public async Task Stays_when_an_update_changes_nothing()
    {
        var plan = await fixture.DraftAsync();
        var evidence = await fixture.AddAsync(plan, Examples.Evidence());
        var before = await fixture.ReadAsync(plan);

        await fixture.Plans.UpdateEvidenceAsync(new() { Evidence = evidence, UpdateMask = new() { Paths = { "*" } } });

        Assert.Equal(before, await fixture.ReadAsync(plan));
    }

    [Fact]
    public async Task Loses_none_of_many_parts_added_at_once()
    {
        var plan = await fixture.DraftAsync();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => fixture.AddAsync(plan, Examples.Evidence())));

        Assert.Equal(11, (await fixture.ReadAsync(plan)).Revision);
        Assert.Equal(10, (await fixture.Plans.ListEvidenceAsync(new() { Parent = plan.Name })).Evidence.Count);
    }

    [Fact]
    public async Task Is_logged_as_an_update_of_the_plan_with_the_revision_of_the_changed_part()
    {
        var plan = await fixture.DraftAsync();
        var evidence = await fixture.AddAsync(plan, Examples.Evidence());

        var changes = await History.OfAsync(fixture.Service.Database, plan.Name);

        Assert.Equal([("CREATED", plan.Name), ("CREATED", evidence.Name), ("UPDATED", plan.Name)],
            changes.Select(change => (change.Kind, change.Resource)));
        Assert.Equal(changes[1].Revision, changes[2].Revision);
        Assert.Equal(["revision"], changes[2].Paths);
    }

    [Fact]
    public async Task Is_unchanged_by_a_refused_write()
    {
        var plan = await fixture.DraftAsync();
        var bad = Examples.Aim(new V1.Evidence { Name = $"{plan.Name}/evidence/{Guid.CreateVersion7()}" });

        await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => fixture.AddAsync(plan, bad));

        Assert.Equal(plan, await fixture.ReadAsync(plan));
        Assert.Single(await History.OfAsync(fixture.Service.Database, plan.Name));
    }
}
