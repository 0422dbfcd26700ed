using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class ListFociTests(CatalogueFixture fixture)
{
    [Fact]
    public async Task Answers_the_foci_of_a_project_by_code() =>
        Assert.Equal(["NCP24-14a", "NCP24-14b", "NCP24-14c", "NCP24-14d"], await CodesAsync("projects/NCP24-14", ""));

    [Fact]
    public async Task Answers_in_the_order_asked_for() =>
        Assert.Equal(
            ["NCP24-14d", "NCP24-14c", "NCP24-14b", "NCP24-14a"],
            await CodesAsync("projects/NCP24-14", "", "code desc"));

    [Theory]
    [InlineData("stage = SUSTAINING", new[] { "NCP24-14a", "NCP24-14b", "NCP24-14c", "NCP24-14d" })]
    [InlineData("subjects:SCIENCE", new[] { "NCP24-14c" })]
    [InlineData("NOT subjects:SUBJECT_MATHEMATICS", new string[0])]
    [InlineData("bespoke = true", new[] { "NCP24-14d" })]
    [InlineData("state = PUBLISHED AND stage = EMBEDDING", new[] { "NCP24-13" })]
    [InlineData("display_name:\"fluency\" OR code = \"NCP24-14a\"", new[] { "NCP24-14a", "NCP24-14b" })]
    [InlineData("state = RETIRED", new string[0])]
    public async Task Answers_those_of_every_project_that_the_filter_names(string filter, string[] codes) =>
        Assert.Equal(codes, await CodesAsync("projects/-", $"academic_year = \"2024-25\" AND ({filter})"));

    [Fact]
    public async Task Pages_over_every_project_by_code()
    {
        List<string> codes = [];
        var token = "";
        do
        {
            var page = await fixture.Catalogue.ListFociAsync(new()
            {
                Parent = "projects/-",
                PageSize = 3,
                PageToken = token,
                Filter = "academic_year = \"2023-24\" OR academic_year = \"2024-25\"",
            });
            codes.AddRange(page.Foci.Select(focus => focus.Code));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(10, codes.Count);
        Assert.Equal(codes.Order(StringComparer.Ordinal), codes);
    }

    [Fact]
    public Task Refuses_a_subject_there_is_not() =>
        Refused.ForFieldAsync("filter", () => CodesAsync("projects/-", "subjects:DANCE"));

    [Fact]
    public Task Refuses_a_parent_of_another_form() =>
        Refused.ForFieldAsync("parent", () => CodesAsync("hubs/sussex", ""));

    [Fact]
    public async Task Answers_no_foci_of_a_project_that_has_none() =>
        Assert.Empty(await CodesAsync((await fixture.DraftAsync()).Name, ""));

    [Fact]
    public Task Knows_no_project_that_was_never_made() =>
        Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => CodesAsync("projects/NCP01-01", ""));

    async Task<List<string>> CodesAsync(string parent, string filter, string orderBy = "")
    {
        var page = await fixture.Catalogue.ListFociAsync(new() { Parent = parent, Filter = filter, OrderBy = orderBy });
        return [.. page.Foci.Select(focus => focus.Code)];
    }
}
