using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class CopyProjectTests(CatalogueFixture fixture)
{
    [Fact]
    public async Task Rolls_a_project_with_its_foci_forward()
    {
        var answer = await CopyAsync("projects/NCP24-14", "NCP25-24");

        var copy = answer.Project;
        var foci = (await fixture.Catalogue.ListFociAsync(new() { Parent = copy.Name })).Foci;
        Assert.Equal(answer.Foci, foci);
        Assert.Equal(
            ("2025-26", "projects/NCP24-14", V1.Project.Types.State.Draft),
            (copy.AcademicYear, copy.Continues, copy.State));
        Assert.Equal("2024-25", copy.EligibilityPolicy.Routes[0].PreviousStage.LatestAcademicYear);
        Assert.Equal(["a", "b", "c", "d"], foci.Select(focus => focus.Code["NCP25-24".Length..]));
        Assert.All(foci, focus => Assert.Equal($"projects/NCP24-14/foci/{focus.Code[^1]}", focus.Continues));
        Assert.Equal(
            (await fixture.Catalogue.GetProjectAsync(new() { Name = "projects/NCP24-14" })).EssenceThemes,
            copy.EssenceThemes);
    }

    [Theory]
    [InlineData("NCP24-12", "NCP25-12")]
    [InlineData("NCP24-13", "NCP25-13")]
    [InlineData("NCP24-14", "NCP25-14")]
    public async Task Finds_no_word_of_last_year_in_the_catalogue_of_2024_25(string code, string next)
    {
        var preview = await CopyAsync($"projects/{code}", next, validateOnly: true);

        Assert.Empty(preview.StaleTexts);
        Assert.DoesNotContain("2023/24", $"{preview}", StringComparison.Ordinal);
        Assert.DoesNotContain("2024/25", $"{preview}".Replace("before 2024/25", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_the_same_of_the_preview_and_of_the_copy()
    {
        var draft = await fixture.DraftAsync(project => project.Audience = "Who took part in or before 2023/24.");
        await fixture.FocusAsync(draft, "a", focus => focus.EvidencePrompts.Add("What did July 2024 show?"));
        var code = $"{CatalogueFixture.Later(draft.Code)}";

        var preview = await CopyAsync(draft.Name, code, validateOnly: true);
        var copy = await CopyAsync(draft.Name, code);

        Assert.Equal(["audience", "evidence_prompts[1]"], preview.StaleTexts.Select(text => text.Field));
        Assert.Equal(preview.StaleTexts, copy.StaleTexts);
        Assert.Equal(preview.Foci.Select(focus => focus.Name), copy.Foci.Select(focus => focus.Name));
    }

    [Fact]
    public async Task Makes_nothing_when_only_validating()
    {
        var draft = await fixture.DraftAsync();
        await fixture.FocusAsync(draft);
        var code = CatalogueFixture.Later(draft.Code).ToString();

        var preview = await CopyAsync(draft.Name, code, validateOnly: true);

        Assert.Equal(
            ($"projects/{code}", $"projects/{code}/foci/a"), (preview.Project.Name, Assert.Single(preview.Foci).Name));
        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            () => fixture.Catalogue.GetProjectAsync(new() { Name = preview.Project.Name }).ResponseAsync);
    }

    [Fact]
    public async Task Shifts_the_window_by_the_clock_on_the_wall()
    {
        var draft = await fixture.DraftAsync(project => project.RegistrationWindow = new()
        {
            OpenTime = At("2024-03-30T12:00:00Z"),
            CloseTime = At("2024-10-26T11:00:00Z"),
        });

        var copy = (await CopyAsync(draft.Name, CatalogueFixture.Later(draft.Code).ToString())).Project;

        // Clocks change on these two days forty years on.
        Assert.Equal((At("2064-03-30T11:00:00Z"), At("2064-10-26T12:00:00Z")),
            (copy.RegistrationWindow.OpenTime, copy.RegistrationWindow.CloseTime));
    }

    [Fact]
    public async Task Leaves_the_old_project_as_it_is()
    {
        var published = await fixture.PublishedAsync();

        await CopyAsync(published.Name, CatalogueFixture.Later(published.Code).ToString());

        Assert.Equal(published, await fixture.Catalogue.GetProjectAsync(new() { Name = published.Name }));
    }

    [Fact]
    public async Task Copies_a_retired_one()
    {
        var retired = await fixture.RetiredAsync();

        var copy = (await CopyAsync(retired.Name, CatalogueFixture.Later(retired.Code).ToString())).Project;

        Assert.Equal(V1.Project.Types.State.Draft, copy.State);
    }

    [Fact]
    public async Task Refuses_a_code_that_is_taken()
    {
        var draft = await fixture.DraftAsync();
        var code = CatalogueFixture.Later(draft.Code).ToString();
        await CopyAsync(draft.Name, code);

        await Refused.WithAsync(
            StatusCode.AlreadyExists, ErrorReason.ResourceExists, () => CopyAsync(draft.Name, code));
    }

    [Theory]
    [InlineData("NCP24-15")]
    [InlineData("NCP23-14")]
    [InlineData("next year")]
    public Task Refuses_a_code_of_no_later_year(string code) =>
        Refused.ForFieldAsync("code", () => CopyAsync("projects/NCP24-14", code));

    [Fact]
    public Task Knows_no_project_that_was_never_made() => Refused.WithAsync(
        StatusCode.NotFound, ErrorReason.ResourceNotFound, () => CopyAsync("projects/NCP01-01", "NCP02-01"));

    static Timestamp At(string time) =>
        Timestamp.FromDateTimeOffset(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture));

    Task<V1.CopyProjectResponse> CopyAsync(string name, string code, bool validateOnly = false) =>
        fixture.Catalogue.CopyProjectAsync(
            new() { Name = name, Code = code, ValidateOnly = validateOnly }).ResponseAsync;
}
