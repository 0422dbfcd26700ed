using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class ListProjectRevisionsTests(CatalogueFixture fixture)
{
    [Fact]
    public async Task Answers_every_revision_that_can_be_read()
    {
        var first = await fixture.PublishedAsync();
        await fixture.Catalogue.UpdateFocusAsync(
            new() { Focus = new() { Name = $"{first.Name}/foci/a", DisplayName = "Another title" } });
        var last = await fixture.Catalogue.UpdateProjectAsync(
            new() { Project = new() { Name = first.Name, Audience = "Everyone" } });
        await fixture.Catalogue.RetireProjectAsync(new() { Name = first.Name });

        var revisions = (await ListAsync(first.Name)).Revisions;

        Assert.Equal([1, 2, 3], revisions.Select(revision => revision.Revision));
        Assert.Equal((first.UpdateTime, last.UpdateTime), (revisions[0].PublishTime, revisions[2].PublishTime));
        foreach (var revision in revisions)
        {
            var read = await fixture.Catalogue.GetProjectAsync(
                new() { Name = first.Name, Revision = revision.Revision });
            Assert.Equal((revision.Revision, revision.PublishTime), (read.Revision, read.UpdateTime));
        }
    }

    [Fact]
    public async Task Answers_page_by_page()
    {
        var published = await fixture.PublishedAsync();
        await fixture.Catalogue.UpdateProjectAsync(
            new() { Project = new() { Name = published.Name, Audience = "Everyone" } });

        var first = await ListAsync(published.Name, pageSize: 1);
        var second = await ListAsync(published.Name, pageSize: 1, first.NextPageToken);

        Assert.Equal((1, 2, ""), (
            Assert.Single(first.Revisions).Revision, Assert.Single(second.Revisions).Revision, second.NextPageToken));
    }

    [Fact]
    public async Task Answers_none_of_a_draft() =>
        Assert.Empty((await ListAsync((await fixture.DraftAsync()).Name)).Revisions);

    [Fact]
    public async Task Knows_no_project_of_another_hub()
    {
        var draft = await fixture.DraftAsync(CatalogueFixture.Local("hubs/yorkshire-and-the-humber"));

        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            () => fixture.Of("hubs/sussex").ListProjectRevisionsAsync(new() { Name = draft.Name }).ResponseAsync);
    }

    Task<V1.ListProjectRevisionsResponse> ListAsync(string name, int pageSize = 0, string token = "") =>
        fixture.Catalogue.ListProjectRevisionsAsync(
            new() { Name = name, PageSize = pageSize, PageToken = token }).ResponseAsync;
}
