using Google.Rpc;
using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;
using Npgsql;
using Catalogue = Mastery.FocusCatalogue.V1.FocusCatalogueService.FocusCatalogueServiceClient;
using State = Mastery.FocusCatalogue.V1.Project.Types.State;

namespace Mastery.FocusCatalogue.Tests;

/// <summary>Projects that a hub makes itself, under a code of its own.</summary>
public sealed class LocalProjectTests(CatalogueFixture fixture)
{
    const string Hub = "hubs/yorkshire-and-the-humber";

    Catalogue Own => fixture.Of(Hub);

    [Fact]
    public async Task Are_made_edited_published_copied_and_retired_by_the_hub()
    {
        var draft = await CreateAsync(project => (project.Code, project.AcademicYear) = ("YH-ORACY", "2060-61"));
        await FocusAsync(draft, "a");
        var second = await FocusAsync(draft, "b");
        await Own.UpdateFocusAsync(new() { Focus = new() { Name = second.Name, Description = "Talk" } });
        await Own.UpdateProjectAsync(new() { Project = new() { Name = draft.Name, Audience = "All" } });
        await Own.PublishProjectAsync(new() { Name = draft.Name });
        var copy = (await Own.CopyProjectAsync(new() { Name = draft.Name, Code = "YH-ORACY-61" })).Project;
        var retired = await Own.RetireProjectAsync(new() { Name = draft.Name });

        Assert.Equal(
            ("projects/YH-ORACY-61", "2061-62", draft.Name, Hub, Stage.Local, State.Draft),
            (copy.Name, copy.AcademicYear, copy.Continues, copy.Hub, copy.Stage, copy.State));
        Assert.Equal((State.Retired, "All"), (retired.State, retired.Audience));
        var foci = (await Own.ListFociAsync(new() { Parent = copy.Name })).Foci;
        Assert.Equal(["YH-ORACY-61a", "YH-ORACY-61b"], foci.Select(focus => focus.Code));
        Assert.Equal(second.Name, foci[1].Continues);
        await Own.DeleteFocusAsync(new() { Name = foci[1].Name });
        await Own.DeleteFocusAsync(new() { Name = foci[0].Name });
        await Own.DeleteProjectAsync(new() { Name = copy.Name });
    }

    [Fact]
    public async Task Are_found_beside_one_whose_code_is_a_letter_shorter()
    {
        foreach (var code in (string[])["HUB-PAIR", "HUB-PAIRS"])
        {
            var project = await CreateAsync(project => project.Code = code);
            await FocusAsync(project, "a");
            await FocusAsync(project, "b");
            await Own.PublishProjectAsync(new() { Name = project.Name });
        }

        Assert.Equal("HUB-PAIRS", (await Own.ResolveCodeAsync(new() { Code = "HUB-PAIRS" })).Project.Code);
        Assert.Equal("HUB-PAIR", (await Own.ResolveCodeAsync(new() { Code = "hub pair" })).Project.Code);
        Assert.Equal(["HUB-PAIRa", "HUB-PAIRb"],
            (await Own.ResolveCodeAsync(new() { Code = "HUB-PAIR a-b" })).Foci.Select(focus => focus.Code));
    }

    [Fact]
    public Task Need_a_hub_that_can_be() => Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
        () => fixture.DraftAsync(CatalogueFixture.Local("hubs/national")));

    [Fact]
    public async Task Change_in_the_hubs_own_log_and_not_in_the_national_one()
    {
        var draft = await CreateAsync();
        await FocusAsync(draft, "a");

        Assert.Equal([Hub["hubs/".Length..]], await LogsAsync(draft.Name));
        Assert.Equal([Hub["hubs/".Length..]], await LogsAsync($"{draft.Name}/foci/a"));
    }

    [Fact]
    public async Task Need_the_academic_year_when_their_code_says_none()
    {
        await Refused.ForFieldAsync("project.academic_year", () => CreateAsync(project => project.AcademicYear = ""));
        var dated = await CreateAsync(project => (project.Code, project.AcademicYear) = (project.Code + "-66", ""));

        Assert.Equal("2066-67", dated.AcademicYear);
    }

    [Fact]
    public Task Have_the_year_of_their_code() => Refused.ForFieldAsync("project.academic_year",
        () => CreateAsync(project => (project.Code, project.AcademicYear) = (project.Code + "-66", "2065-66")));

    [Fact]
    public async Task A_national_project_has_the_year_of_its_code()
    {
        var made = await fixture.DraftAsync(project => project.AcademicYear = "");

        Assert.Equal($"20{made.Code[3..5]}", made.AcademicYear[..4]);
        await Refused.ForFieldAsync(
            "project.academic_year", () => fixture.DraftAsync(project => project.AcademicYear = "2011-12"));
    }

    [Theory]
    [InlineData("NCP31-99")]
    [InlineData("NCP-ORACY")]
    [InlineData("yh-oracy")]
    [InlineData("YH-24-14")]
    public Task Have_a_code_of_the_hubs_own(string code) =>
        Refused.ForFieldAsync("project.code", () => CreateAsync(project => project.Code = code));

    [Fact]
    public Task A_local_code_names_its_hub() => Refused.ForFieldAsync(
        "project.code", () => fixture.DraftAsync(project => project.Code = "YH-NATION"));

    [Fact]
    public async Task Are_copied_to_a_code_of_the_hubs_own_and_a_year_that_is_later()
    {
        var draft = await CreateAsync();

        await Refused.ForFieldAsync("code", () => CopyAsync(draft, "NCP45-14"));
        await Refused.ForFieldAsync("academic_year", () => CopyAsync(draft, draft.Code + "X"));
        await Refused.ForFieldAsync("academic_year", () => CopyAsync(draft, draft.Code + "X", draft.AcademicYear));
        await Refused.ForFieldAsync("academic_year", () => CopyAsync(draft, draft.Code + "-50", "2051-52"));
        await Refused.ForFieldAsync("code", () => fixture.Catalogue.CopyProjectAsync(
            new() { Name = "projects/NCP24-14", Code = "YH-SUSTAIN-25" }).ResponseAsync);
        Assert.Equal("2070-71", (await CopyAsync(draft, draft.Code + "X", "2070-71")).Project.AcademicYear);
    }

    [Fact]
    public async Task Are_previewed_for_another_year_as_national_ones_are()
    {
        var draft = await CreateAsync(project => (project.AcademicYear, project.Audience) =
            ("2025-26", $"{project.Code} is for all. In 2025/26 it is free."));

        var preview = await CopyAsync(draft, $"{draft.Code}-26");
        var copy = await Own.CopyProjectAsync(new() { Name = draft.Name, Code = $"{draft.Code}-26" });

        Assert.Equal([(draft.Code, $"{draft.Code}-26"), ("2025/26", "2026/27")],
            preview.StaleTexts.Select(text => (text.Named, text.Suggestion)));
        Assert.Equal(preview.StaleTexts, copy.StaleTexts);
    }

    [Fact]
    public async Task Continue_an_earlier_project_of_the_hub_or_of_the_programme()
    {
        var first = await CreateAsync(project => project.AcademicYear = "2060-61");
        var foreign = await fixture.Of("hubs/sussex").CreateProjectAsync(new()
        {
            Project = CatalogueFixture.Example(CatalogueFixture.Local("hubs/sussex")),
        });

        var next = await CreateAsync(project => (project.AcademicYear, project.Continues) = ("2061-62", first.Name));
        await CreateAsync(project => (project.AcademicYear, project.Continues) = ("2061-62", "projects/NCP24-14"));

        Assert.Equal(first.Name, next.Continues);
        await Refused.ForFieldAsync("project.continues", () => CreateAsync(
            project => (project.AcademicYear, project.Continues) = ("2060-61", first.Name)));
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => CreateAsync(
            project => (project.AcademicYear, project.Continues) = ("2079-80", foreign.Name)));
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            () => fixture.DraftAsync(project => project.Continues = first.Name));
    }

    [Fact]
    public async Task Keep_their_code_against_every_other_hub()
    {
        var draft = await CreateAsync(project => project.DisplayName = "Talking mathematics");

        var refusal = await Refused.WithAsync(StatusCode.AlreadyExists, ErrorReason.ResourceExists,
            () => fixture.Of("hubs/sussex").CreateProjectAsync(new()
            {
                Project = CatalogueFixture.Example(project =>
                {
                    CatalogueFixture.Local("hubs/sussex")(project);
                    project.Code = draft.Code;
                }),
            }).ResponseAsync);

        Assert.Contains("choose another", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Talking", $"{refusal}", StringComparison.Ordinal);
        Assert.DoesNotContain("yorkshire", $"{refusal}", StringComparison.Ordinal);
        Assert.Equal(draft.Name, refusal.GetDetail<ResourceInfo>().ResourceName);
    }

    async Task<V1.Project> CreateAsync(Action<V1.Project>? change = null) =>
        await Own.CreateProjectAsync(new()
        {
            Project = CatalogueFixture.Example(project =>
            {
                CatalogueFixture.Local(Hub)(project);
                change?.Invoke(project);
            }),
        });

    async Task<V1.Focus> FocusAsync(V1.Project project, string letter) =>
        await Own.CreateFocusAsync(new() { Parent = project.Name, FocusId = letter, Focus = Examples.Focus() });

    Task<V1.CopyProjectResponse> CopyAsync(V1.Project project, string code, string year = "") => Own.CopyProjectAsync(
        new() { Name = project.Name, Code = code, AcademicYear = year, ValidateOnly = true }).ResponseAsync;

    async Task<List<string>> LogsAsync(string resource)
    {
        List<string> logs = [];
        foreach (var hub in (string[])["national", "sussex", Hub["hubs/".Length..]])
        {
            await using var connection = await fixture.Service.Database.OpenAsOwnerAsync();
            await using var batch = new NpgsqlBatch(connection)
            {
                BatchCommands =
                {
                    new($"SELECT set_config('mastery.hub', '{hub}', true)"),
                    new($"SELECT hub_id FROM change WHERE resource = '{resource}'"),
                },
            };
            await using var reader = await batch.ExecuteReaderAsync();
            await reader.NextResultAsync();
            logs.AddRange(await reader.ReadAsync() ? [reader.GetString(0)] : []);
        }

        return logs;
    }
}
