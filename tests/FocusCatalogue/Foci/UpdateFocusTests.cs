using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Npgsql;

namespace Mastery.FocusCatalogue.Tests;

public sealed class UpdateFocusTests(CatalogueFixture fixture)
{
    [Fact]
    public async Task Leaves_a_draft_project_as_it_is()
    {
        var draft = await fixture.DraftAsync();
        var focus = await fixture.FocusAsync(draft);

        await RenameAsync(focus.Name, "Another title");

        Assert.Equal(draft, await ProjectAsync(draft.Name));
    }

    [Fact]
    public async Task Makes_a_published_projects_next_revision()
    {
        var published = await fixture.PublishedAsync();

        await RenameAsync($"{published.Name}/foci/a", "Another title");

        Assert.Equal(2, (await ProjectAsync(published.Name)).Revision);
    }

    [Fact]
    public async Task That_changes_nothing_makes_no_revision()
    {
        var published = await fixture.PublishedAsync();

        await RenameAsync($"{published.Name}/foci/a", Examples.Focus().DisplayName);

        Assert.Equal(published, await ProjectAsync(published.Name));
    }

    [Fact]
    public async Task Refuses_the_focus_of_a_retired_project()
    {
        var retired = await fixture.RetiredAsync();

        await Refused.WithAsync(
            StatusCode.FailedPrecondition,
            ErrorReason.WrongState,
            () => RenameAsync($"{retired.Name}/foci/a", "Another title"));
    }

    [Fact]
    public async Task Of_two_foci_at_once_makes_a_revision_each()
    {
        var published = await fixture.PublishedAsync();
        await fixture.FocusAsync(published, "b");

        await Task.WhenAll(
            RenameAsync($"{published.Name}/foci/a", "First"), RenameAsync($"{published.Name}/foci/b", "Second"));

        var latest = await ProjectAsync(published.Name);
        Assert.Equal(4, latest.Revision);
        Assert.Equal(["First", "Second"], [await TitleAsync("a", 4), await TitleAsync("b", 4)]);

        async Task<string> TitleAsync(string letter, long revision) => (await fixture.Catalogue.GetFocusAsync(
            new() { Name = $"{published.Name}/foci/{letter}", Revision = revision })).DisplayName;
    }

    [Fact]
    public async Task Refuses_a_resource_without_a_title()
    {
        var focus = await fixture.FocusAsync(await fixture.DraftAsync());
        var change = new V1.Focus
        {
            Name = focus.Name,
            Resources = { new V1.Focus.Types.Resource { Uri = "https://example.org" } },
        };

        await Refused.ForFieldAsync(
            "focus.resources[0].title",
            () => fixture.Catalogue.UpdateFocusAsync(new() { Focus = change }).ResponseAsync);
    }

    [Fact]
    public async Task Is_logged_with_the_projects_revision_as_one_change()
    {
        var published = await fixture.PublishedAsync();
        await RenameAsync($"{published.Name}/foci/a", "Another title");

        await using var connection = await fixture.Service.Database.OpenAsync();
        await using var command = new NpgsqlCommand("""
            SELECT set_config('mastery.hub', 'national', true);
            SELECT string_agg(resource || ' ' || kind || ' ' || array_to_string(paths, ','), '; ' ORDER BY ordinal)
            FROM change WHERE revision = (SELECT max(revision) FROM change WHERE resource = @project)
            """, connection);
        command.Parameters.AddWithValue("project", published.Name);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.NextResultAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            $"{published.Name}/foci/a UPDATED display_name; {published.Name} UPDATED revision", reader.GetString(0));
    }

    Task<V1.Project> ProjectAsync(string name) =>
        fixture.Catalogue.GetProjectAsync(new() { Name = name }).ResponseAsync;

    Task<V1.Focus> RenameAsync(string name, string title) =>
        fixture.Catalogue.UpdateFocusAsync(new() { Focus = new() { Name = name, DisplayName = title } }).ResponseAsync;
}
