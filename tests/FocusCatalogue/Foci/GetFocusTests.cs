using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class GetFocusTests(CatalogueFixture fixture)
{
    [Fact]
    public async Task Answers_the_focus_as_it_stood_in_a_revision_of_its_project()
    {
        var project = await fixture.PublishedAsync();
        var name = $"{project.Name}/foci/a";
        var first = await ReadAsync(name, 0);

        var second = await fixture.Catalogue.UpdateFocusAsync(
            new() { Focus = new() { Name = name, DisplayName = "Another title" } });

        Assert.Equal(first, await ReadAsync(name, 1));
        Assert.Equal(second, await ReadAsync(name, 2));
    }

    [Fact]
    public async Task Answers_the_focus_of_a_draft_by_its_first_revision()
    {
        var focus = await fixture.FocusAsync(await fixture.DraftAsync());

        Assert.Equal(focus, await ReadAsync(focus.Name, 1));
    }

    [Fact]
    public async Task Knows_no_focus_in_a_revision_before_it_was_made()
    {
        var focus = await fixture.FocusAsync(await fixture.PublishedAsync(), "b");

        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => ReadAsync(focus.Name, 1));
    }

    Task<V1.Focus> ReadAsync(string name, long revision) =>
        fixture.Catalogue.GetFocusAsync(new() { Name = name, Revision = revision }).ResponseAsync;
}
