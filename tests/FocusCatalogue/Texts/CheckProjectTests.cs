using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class CheckProjectTests(CatalogueFixture fixture)
{
    [Fact]
    public async Task Finds_what_the_copy_found_until_somebody_has_been_through_it()
    {
        var draft = await fixture.DraftAsync(
            project => project.Audience = "Who took part in 2023/24. Everyone else too.");
        var copy = await fixture.Catalogue.CopyProjectAsync(
            new() { Name = draft.Name, Code = $"{CatalogueFixture.Later(draft.Code)}" });

        var before = await CheckAsync(copy.Project.Name);
        await fixture.Catalogue.UpdateProjectAsync(new()
        {
            Project = new() { Name = copy.Project.Name, Audience = "Who took part in or before 2023/24." },
        });

        Assert.Equal(copy.StaleTexts, before);
        Assert.Equal("2023/24", Assert.Single(before).Named);
        Assert.Empty(await CheckAsync(copy.Project.Name));
    }

    [Fact]
    public async Task Finds_what_does_not_keep_a_project_from_being_published()
    {
        var draft = await fixture.DraftAsync(project => project.Audience = "Since 2016 in every region.");
        await fixture.FocusAsync(draft);
        var copy = await fixture.Catalogue.CopyProjectAsync(
            new() { Name = draft.Name, Code = $"{CatalogueFixture.Later(draft.Code)}" });

        var published = await fixture.Catalogue.PublishProjectAsync(new() { Name = copy.Project.Name });

        Assert.Equal(V1.Project.Types.State.Published, published.State);
        Assert.Single(await CheckAsync(published.Name));
    }

    [Theory]
    [InlineData("NCP23-14")]
    [InlineData("NCP24-12")]
    [InlineData("NCP24-13")]
    [InlineData("NCP24-14")]
    public async Task Finds_nothing_in_the_catalogue_that_is_there(string code) =>
        Assert.Empty(await CheckAsync($"projects/{code}"));

    [Fact]
    public Task Knows_no_project_that_was_never_made() => Refused.WithAsync(
        StatusCode.NotFound, ErrorReason.ResourceNotFound, () => CheckAsync("projects/NCP01-01"));

    [Fact]
    public async Task Is_reached_over_REST()
    {
        using var http = fixture.Service.Http();

        var json = await http.GetStringAsync(
            new Uri("v1/projects/NCP24-14:check", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.StartsWith("{", json, StringComparison.Ordinal);
    }

    async Task<IReadOnlyList<V1.StaleText>> CheckAsync(string name) =>
        (await fixture.Catalogue.CheckProjectAsync(new() { Name = name })).StaleTexts;
}
