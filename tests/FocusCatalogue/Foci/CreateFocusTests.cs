using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class CreateFocusTests(CatalogueFixture fixture)
{
    [Fact]
    public async Task Leaves_a_draft_as_it_is()
    {
        var draft = await fixture.DraftAsync();

        await CreateAsync(draft.Name);

        Assert.Equal(draft, await fixture.Catalogue.GetProjectAsync(new() { Name = draft.Name }));
    }

    [Fact]
    public async Task Makes_a_published_projects_next_revision()
    {
        var published = await fixture.PublishedAsync();

        await CreateAsync(published.Name, "b");

        var after = await fixture.Catalogue.GetProjectAsync(new() { Name = published.Name });
        Assert.Equal((2, true), (after.Revision, after.Etag != published.Etag));
    }

    [Fact]
    public async Task Refuses_a_retired_project()
    {
        var retired = await fixture.RetiredAsync();

        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => CreateAsync(retired.Name, "b"));
    }

    [Fact]
    public async Task Refuses_a_letter_that_is_taken()
    {
        var published = await fixture.PublishedAsync();

        await Refused.WithAsync(
            StatusCode.AlreadyExists, ErrorReason.ResourceExists, () => CreateAsync(published.Name, "a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("ab")]
    [InlineData("1")]
    public Task Refuses_an_id_that_is_no_letter(string letter) =>
        Refused.ForFieldAsync("focus_id", () => CreateAsync("projects/NCP24-14", letter));

    [Fact]
    public Task Knows_no_project_that_was_never_made() =>
        Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => CreateAsync("projects/NCP01-01"));

    [Fact]
    public Task Refuses_no_subject() =>
        Refused.ForFieldAsync(
            "focus.subjects", () => CreateAsync("projects/NCP24-14", "z", focus => focus.Subjects.Clear()));

    [Fact]
    public Task Refuses_an_unspecified_subject() => Refused.ForFieldAsync("focus.subjects[0]",
        () => CreateAsync("projects/NCP24-14", "z", focus => focus.Subjects[0] = Subject.Unspecified));

    [Fact]
    public Task Refuses_an_unspecified_lead() => Refused.ForFieldAsync("focus.lead_pairing[0]",
        () => CreateAsync("projects/NCP24-14", "z", focus => focus.LeadPairing.Insert(0, Subject.Unspecified)));

    [Fact]
    public Task Refuses_a_key_stage_there_is_not() =>
        Refused.ForFieldAsync(
            "focus.key_stages[0]", () => CreateAsync("projects/NCP24-14", "z", focus => focus.KeyStages[0] = 6));

    [Fact]
    public Task Refuses_an_address_that_is_not_https() => Refused.ForFieldAsync("focus.resources[0].uri",
        () => CreateAsync("projects/NCP24-14", "z", focus => focus.Resources[0].Uri = "http://example.org"));

    [Fact]
    public Task Refuses_a_bespoke_focus_without_a_theme() => Refused.ForFieldAsync("focus.theme_required",
        () => CreateAsync("projects/NCP24-14", "z", focus => focus.Bespoke = true));

    [Fact]
    public async Task Refuses_to_continue_what_does_not_exist()
    {
        var draft = await fixture.DraftAsync();

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            () => CreateAsync(draft.Name, change: focus => focus.Continues = "projects/NCP24-14/foci/z"));
    }

    Task<V1.Focus> CreateAsync(string parent, string letter = "a", Action<V1.Focus>? change = null)
    {
        var focus = Examples.Focus();
        change?.Invoke(focus);
        return fixture.Catalogue.CreateFocusAsync(
            new() { Parent = parent, FocusId = letter, Focus = focus }).ResponseAsync;
    }
}
