using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class ListProjectsTests(CatalogueFixture fixture)
{
    [Fact]
    public async Task Answers_by_code() =>
        Assert.Equal(["NCP24-12", "NCP24-13", "NCP24-14"], await CodesAsync("academic_year = \"2024-25\""));

    [Fact]
    public async Task Answers_in_the_order_asked_for() =>
        Assert.Equal(
            ["NCP24-14", "NCP24-13", "NCP24-12"], await CodesAsync("academic_year = \"2024-25\"", "display_name desc"));

    [Theory]
    [InlineData("stage = EMBEDDING", "NCP24-13")]
    [InlineData("stage = STAGE_EMBEDDING", "NCP24-13")]
    [InlineData("display_name : \"development\"", "NCP24-12")]
    [InlineData("code = \"NCP24-14\" AND state = PUBLISHED AND phase = SECONDARY", "NCP24-14")]
    public async Task Answers_what_the_filter_names(string filter, string code) =>
        Assert.Equal(
            [code], await CodesAsync($"{filter} AND academic_year < \"2025-26\" AND NOT academic_year = \"2023-24\""));

    [Fact]
    public async Task Answers_the_local_projects_of_a_hub()
    {
        var local = await fixture.DraftAsync(CatalogueFixture.Local("hubs/sussex"));

        Assert.Contains(local.Code, await CodesAsync("hub = \"hubs/sussex\""));
        Assert.DoesNotContain(local.Code, await CodesAsync("NOT hub:*"));
    }

    [Fact]
    public Task Refuses_a_stage_there_is_not() => Refused.ForFieldAsync("filter", () => CodesAsync("stage = SLEEPING"));

    async Task<List<string>> CodesAsync(string filter, string orderBy = "")
    {
        var page = await fixture.Catalogue.ListProjectsAsync(
            new() { PageSize = 1000, Filter = filter, OrderBy = orderBy });
        return [.. page.Projects.Select(project => project.Code)];
    }
}
