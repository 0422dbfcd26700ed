using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class GetProjectTests(CatalogueFixture fixture)
{
    [Fact]
    public async Task Answers_an_old_revision_as_it_stood()
    {
        var first = await fixture.PublishedAsync();
        var second = await fixture.Catalogue.UpdateProjectAsync(
            new() { Project = new() { Name = first.Name, Audience = "Everyone" } });

        Assert.Equal(first, await ReadAsync(first.Name, 1));
        Assert.Equal(second, await ReadAsync(first.Name, 2));
        Assert.Equal(second, await ReadAsync(first.Name, 0));
    }

    [Fact]
    public async Task Answers_the_published_revisions_of_a_retired_project()
    {
        var published = await fixture.PublishedAsync();
        await fixture.Catalogue.RetireProjectAsync(new() { Name = published.Name });

        Assert.Equal(published, await ReadAsync(published.Name, 1));
        Assert.Equal(V1.Project.Types.State.Retired, (await ReadAsync(published.Name, 0)).State);
    }

    [Fact]
    public async Task Answers_a_draft_by_its_first_revision()
    {
        var draft = await fixture.DraftAsync();

        Assert.Equal(draft, await ReadAsync(draft.Name, 1));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1_000_000)]
    public async Task Knows_no_revision_that_was_never_made(long revision)
    {
        var published = await fixture.PublishedAsync();

        await Refused.WithAsync(
            StatusCode.NotFound, ErrorReason.ResourceNotFound, () => ReadAsync(published.Name, revision));
    }

    [Fact]
    public Task Refuses_a_negative_revision() =>
        Refused.ForFieldAsync("revision", () => ReadAsync("projects/NCP24-14", -1));

    Task<V1.Project> ReadAsync(string name, long revision) =>
        fixture.Catalogue.GetProjectAsync(new() { Name = name, Revision = revision }).ResponseAsync;
}
