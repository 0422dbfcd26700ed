using Mastery.Common.V1;
using Mastery.ServiceDefaults;
using Npgsql;

namespace Mastery.FocusCatalogue.Tests;

/// <summary>The facts of 2024/25 that the catalogue starts with.</summary>
public sealed class SeededCatalogueTests(CatalogueFixture fixture)
{
    [Theory]
    [InlineData("NCP23-14", "2023-24", Stage.Sustaining, 2)]
    [InlineData("NCP24-12", "2024-25", Stage.Development, 2)]
    [InlineData("NCP24-13", "2024-25", Stage.Embedding, 2)]
    [InlineData("NCP24-14", "2024-25", Stage.Sustaining, 3)]
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
            [
                "Student outcomes", "Departmental policies and approaches", "Practice development",
                "Professional learning",
            ],
            project.Outcomes.Select(outcome => outcome.Heading));
        Assert.Contains(
            "coherent and ambitious sustained development plan", project.Outcomes[1].Text, StringComparison.Ordinal);
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
        Assert.Equal((3, letter is "b"), (focus.EvidencePrompts.Count, focus.NewInYear));
    }

    [Fact]
    public async Task Says_of_the_Advocates_what_the_page_says()
    {
        var audience = (await ReadAsync("NCP24-14")).Audience;

        Assert.Contains("at least one an experienced teacher with substantial responsibility in the department and the "
            + "authority to make change happen", audience, StringComparison.Ordinal);
        Assert.DoesNotContain("every session", audience, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NCP23-14")]
    [InlineData("NCP24-12")]
    [InlineData("NCP24-13")]
    [InlineData("NCP24-14")]
    public async Task Tells_departments_nothing_that_is_meant_for_developers(string code)
    {
        var project = await ReadAsync(code);
        var foci = await fixture.Catalogue.ListFociAsync(new() { Parent = project.Name });

        Assert.DoesNotContain("confirmed", $"{project} {foci}", StringComparison.OrdinalIgnoreCase);
        Assert.All(foci.Foci, focus => Assert.DoesNotContain("letter", focus.Description, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rests_fluency_with_multiplicative_reasoning_on_representation_and_structure_too() => Assert.Equal(
        [BigIdea.Fluency, BigIdea.RepresentationAndStructure],
        (await fixture.Catalogue.GetFocusAsync(new() { Name = "projects/NCP24-14/foci/b" })).BigIdeas);

    [Fact]
    public async Task Opens_registration_for_Sustaining_and_closes_it_at_no_time_that_nobody_has_set()
    {
        var window = (await ReadAsync("NCP24-14")).RegistrationWindow;

        Assert.Equal(new DateTime(2024, 3, 31, 23, 0, 0, DateTimeKind.Utc), window.OpenTime.ToDateTime());
        Assert.Null(window.CloseTime);
    }

    [Fact]
    public async Task Holds_the_themes_of_the_Essence_under_its_headings()
    {
        var themes = (await ReadAsync("NCP24-14")).EssenceThemes;

        Assert.Equal(
            [("Underpinning principles", 4), ("Lesson design", 4), ("In the classroom", 6)],
            themes.CountBy(theme => theme.Heading).Select(pair => (pair.Key, pair.Value)));
        Assert.Contains(themes, theme => theme.Theme == "Precise mathematical language");
    }

    [Fact]
    public async Task Gives_Developing_coherence_of_2023_24_no_successor()
    {
        var foci = (await fixture.Catalogue.ListFociAsync(new() { Parent = "projects/NCP24-14" })).Foci;

        Assert.Equal(
            ["projects/NCP23-14/foci/a", "", "projects/NCP23-14/foci/c", "projects/NCP23-14/foci/d"],
            foci.Select(focus => focus.Continues));
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
        Assert.All(foci, focus => Assert.Equal(focus.Code, Focus.New(project.Name, focus.Name.Id(), focus).Code));
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
