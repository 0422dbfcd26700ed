using Mastery.Common.V1;
using Npgsql;

namespace Mastery.FocusCatalogue.Tests;

/// <summary>The facts of 2024/25 that the catalogue starts with.</summary>
public sealed class SeededCatalogueTests(CatalogueFixture fixture)
{
    [Theory]
    [InlineData("NCP23-14", "2023-24", Stage.Sustaining, 1)]
    [InlineData("NCP24-12", "2024-25", Stage.Development, 1)]
    [InlineData("NCP24-13", "2024-25", Stage.Embedding, 1)]
    [InlineData("NCP24-14", "2024-25", Stage.Sustaining, 2)]
    public async Task Holds_the_secondary_road_published(string code, string year, Stage stage, long revision)
    {
        var project = await ReadAsync(code);

        Assert.Equal((year, stage, V1.Phase.Secondary), (project.AcademicYear, project.Stage, project.Phase));
        Assert.Equal((V1.Project.Types.State.Published, revision), (project.State, project.Revision));
        Assert.Equal(
            project, await fixture.Catalogue.GetProjectAsync(new() { Name = project.Name, Revision = revision }));
    }

    [Fact]
    public async Task Says_who_can_take_part_in_Sustaining()
    {
        var policy = (await ReadAsync("NCP24-14")).EligibilityPolicy;

        Assert.Equal(
            new V1.EligibilityRoute.Types.PreviousStage
            {
                Stage = Stage.Development,
                LatestAcademicYear = "2023-24",
            },
            policy.Routes.Single(route => route.Rule == "development-work-group").PreviousStage);
        Assert.Equal(
            new V1.EligibilityRoute.Types.SpecialistCohorts
            {
                FirstCohort = 1,
                LastCohort = 7,
                Phase = V1.Phase.Secondary,
            },
            policy.Routes.Single(route => route.Rule == "specialist-cohorts").Specialist);
        Assert.Equal(
            new V1.SchoolConditions { StateFunded = true, InEngland = true, Phases = { V1.Phase.Secondary } },
            policy.School);
        Assert.Equal(
            new V1.LeadConditions { Count = 2, AtLeastOneWithAuthority = true, PreviousLeadsPreferred = true },
            policy.Leads);
        Assert.DoesNotContain(policy.Advice, advice => advice.Contains("2023/24", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Says_what_Sustaining_is_for_and_how_to_register()
    {
        var project = await ReadAsync("NCP24-14");

        Assert.Equal("Secondary Teaching for Mastery Sustaining", project.DisplayName);
        Assert.Equal(2, project.Aims.Count);
        Assert.Contains("yhmathshub@outwood.com", project.Audience, StringComparison.Ordinal);
        Assert.Equal(
            ["Practice development", "Professional learning", "Departmental policies and approaches"],
            project.Outcomes.Select(outcome => outcome.Heading));
        Assert.Contains(
            "coherent and ambitious sustained development plan", project.Outcomes[2].Text, StringComparison.Ordinal);
        Assert.Equal("projects/NCP23-14", project.Continues);
    }

    [Theory]
    [InlineData("a", "Developing mathematical thinking", "projects/NCP23-14/foci/a")]
    [InlineData("b", "Developing fluency with multiplicative reasoning in Key Stage 3", "")]
    [InlineData(
        "c", "Developing mathematical coherence for learners across maths and science", "projects/NCP23-14/foci/c")]
    [InlineData("d", "Bespoke teaching for mastery focus", "projects/NCP23-14/foci/d")]
    public async Task Holds_the_four_foci_of_Sustaining(string letter, string title, string continues)
    {
        var focus = await fixture.Catalogue.GetFocusAsync(new() { Name = $"projects/NCP24-14/foci/{letter}" });

        Assert.Equal((title, continues), (focus.DisplayName, focus.Continues));
        Assert.Equal((letter is "d", letter is "d"), (focus.Bespoke, focus.ThemeRequired));
        Assert.Equal(letter is "c" ? [Subject.Mathematics, Subject.Science] : [], focus.LeadPairing);
        Assert.Equal(letter is "b" ? [3] : [], focus.KeyStages);
        Assert.NotEmpty(focus.EvidencePrompts);
    }

    [Fact]
    public async Task Says_what_is_not_confirmed_about_the_year_before()
    {
        var project = await ReadAsync("NCP23-14");
        var foci = (await fixture.Catalogue.ListFociAsync(new() { Parent = project.Name })).Foci;

        Assert.Contains("Unconfirmed", project.Audience, StringComparison.Ordinal);
        Assert.Equal(4, foci.Count);
        Assert.All(foci, focus => Assert.Contains("unconfirmed", focus.Description, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NCP23-14")]
    [InlineData("NCP24-12")]
    [InlineData("NCP24-13")]
    [InlineData("NCP24-14")]
    public async Task Keeps_every_rule_that_an_operators_projects_keep(string code)
    {
        var project = await ReadAsync(code);
        var foci = (await fixture.Catalogue.ListFociAsync(new() { Parent = project.Name })).Foci;

        var remade = Project.New(project).Publish(hasFoci: foci.Count > 0).ToProto();

        Assert.Equal(project.EligibilityPolicy, remade.EligibilityPolicy);
        Assert.All(foci, focus => Assert.Equal(focus.Code, Focus.New(project.Name, focus.Code[^1..], focus).Code));
    }

    [Theory]
    [InlineData("UPDATE project_revision SET audience = 'changed'")]
    [InlineData("DELETE FROM project_revision")]
    [InlineData("UPDATE focus_revision SET description = 'changed'")]
    [InlineData("DELETE FROM focus_revision")]
    [InlineData("DROP TABLE focus")]
    public async Task Lets_nobody_change_a_published_revision_even_by_SQL(string sql)
    {
        await using var connection = await fixture.Service.Database.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);

        var refusal = await Assert.ThrowsAsync<PostgresException>(
            () => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    Task<V1.Project> ReadAsync(string code) =>
        fixture.Catalogue.GetProjectAsync(new() { Name = $"projects/{code}" }).ResponseAsync;
}
