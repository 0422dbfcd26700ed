namespace Mastery.DevelopmentPlans.Tests;

public sealed class ListActivitiesTests(PlansFixture fixture)
{
    [Theory]
    [InlineData("start_date >= 2025-01-01", 2)]
    [InlineData("start_date < 2025-01-01 AND state = PLANNED", 1)]
    [InlineData("kind = KIND_COLLABORATIVE_PLANNING AND whole_department = true", 3)]
    [InlineData("kind = COACHING OR title = \"Something else\"", 0)]
    public async Task Filters_by_kind_state_title_date_and_audience(string filter, int count)
    {
        var plan = await fixture.CoherentAsync();

        var page = await fixture.Plans.ListActivitiesAsync(new() { Parent = plan.Name, Filter = filter });

        Assert.Equal(count, page.Activities.Count);
    }

    [Fact]
    public async Task Orders_by_the_first_day_over_pages()
    {
        var plan = await fixture.DraftAsync();
        foreach (var month in new[] { 3, 1, 2 })
        {
            await fixture.AddAsync(plan, Examples.Activity($"2025-{month:00}-01"));
        }

        var request = new V1.ListActivitiesRequest { Parent = plan.Name, OrderBy = "start_date", PageSize = 2 };
        var first = await fixture.Plans.ListActivitiesAsync(request);
        request.PageToken = first.NextPageToken;
        var second = await fixture.Plans.ListActivitiesAsync(request);

        Assert.Equal(
            ["2025-01-01", "2025-02-01", "2025-03-01"],
            first.Activities.Concat(second.Activities).Select(activity => activity.StartDate));
    }
}
