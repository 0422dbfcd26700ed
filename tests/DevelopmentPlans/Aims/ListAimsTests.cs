namespace Mastery.DevelopmentPlans.Tests;

public sealed class ListAimsTests(PlansFixture fixture)
{
    [Theory]
    [InlineData("horizon = LONG", true)]
    [InlineData("horizon = SHORT", false)]
    [InlineData("status = NOT_STARTED AND statement : multiplicatively", true)]
    [InlineData("statement = \"Something else\"", false)]
    public async Task Filters_by_horizon_status_and_statement(string filter, bool found)
    {
        var plan = await fixture.DraftAsync();
        await fixture.AddAsync(plan, Examples.Aim());

        var page = await fixture.Plans.ListAimsAsync(new() { Parent = plan.Name, Filter = filter });

        Assert.Equal(found ? 1 : 0, page.Aims.Count);
    }

    [Fact]
    public async Task Orders_by_the_last_change()
    {
        var plan = await fixture.DraftAsync();
        var first = await fixture.AddAsync(plan, Examples.Aim());
        var second = await fixture.AddAsync(plan, Examples.Aim());
        first.Statement = "Changed last";
        await fixture.Plans.UpdateAimAsync(new() { Aim = first });

        var page = await fixture.Plans.ListAimsAsync(new() { Parent = plan.Name, OrderBy = "update_time desc" });

        Assert.Equal([first.Name, second.Name], page.Aims.Select(aim => aim.Name));
    }
}
