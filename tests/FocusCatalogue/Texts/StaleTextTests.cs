using Mastery.Contracts;

namespace Mastery.FocusCatalogue.Tests;

/// <summary>What a copy finds in the texts that it carries over.</summary>
public sealed class StaleTextTests(CatalogueFixture fixture)
{
    static int _numbers = -1;

    [Theory]
    [InlineData("In or before 2026/27.", "2026/27", "2027/28")]
    [InlineData("In or before 2026-27.", "2026-27", "2027-28")]
    [InlineData("In or before 2026–27.", "2026–27", "2027–28")]
    [InlineData("The year 2026/2027.", "2026/2027", "2027/2028")]
    [InlineData("From 2026 to 2027.", "2026 to 2027", "2027 to 2028")]
    [InlineData("All through 26/27.", "26/27", "27/28")]
    [InlineData("At the turn of 2029/30.", "2029/30", "2030/31")]
    [InlineData("First met in September 2026.", "2026", "2027")]
    [InlineData("We begin on 2026-09-08.", "2026-09", "2027-09")]
    [InlineData("Specialists of Cohorts 1 to 7.", "Cohorts 1 to 7", "Cohorts 1 to 8")]
    [InlineData("Specialists of Cohorts 1–9.", "Cohorts 1–9", "Cohorts 1–10")]
    [InlineData("Specialists of cohorts 5, 6 and 7.", "cohorts 5, 6 and 7", "cohorts 5, 6 and 8")]
    [InlineData("A specialist of Cohort 10.", "Cohort 10", "Cohort 11")]
    [InlineData("Join NCP27-98 as well.", "NCP27-98", "NCP28-98")]
    [InlineData("Join ncp 27-98b/c as well.", "ncp 27-98b/c", "NCP28-98b/c")]
    [InlineData("Join YH-TALK-27 as well.", "YH-TALK-27", "YH-TALK-28")]
    public async Task Names_what_is_of_one_year_and_what_it_would_be(string sentence, string named, string suggestion)
    {
        var found = Assert.Single(await FoundAsync($"We like it. {sentence} It is free."));

        Assert.Equal(
            ("audience", sentence, named, suggestion, false),
            (found.Field, found.Sentence, found.Named, found.Suggestion, found.LeftOut));
    }

    [Theory]
    [InlineData("For students of ages 11-14, up to 30.")]
    [InlineData("More than 2000 teachers of 1,700 schools took part.")]
    [InlineData("On 23/30 of the questions, or 12/13/14.")]
    [InlineData("Work on Key Stage 3 and the KS-THREE plan, at 50-60 %.")]
    [InlineData("Each cohort of students is asked.")]
    public async Task Takes_no_other_number_for_a_year(string text) => Assert.Empty(await FoundAsync(text));

    [Fact]
    public async Task Names_each_of_several_once()
    {
        var found = await FoundAsync("In 2026/27, and Cohorts 1 to 7. In 2026/27, and again in 2026/27.");

        Assert.Equal(["2026/27", "Cohorts 1 to 7", "2026/27"], found.Select(text => text.Named));
    }

    [Fact]
    public async Task Looks_at_every_text_of_the_project_and_its_foci()
    {
        var draft = await DraftAsync(project =>
        {
            project.DisplayName = "Sustaining 2026/27";
            project.Aims.Add("An aim for 2026/27");
            project.EligibilityPolicy.Routes.Add(new V1.EligibilityRoute { Rule = "open", Title = "All in 2026/27" });
            project.EligibilityPolicy.Advice.Add("Come in 2026/27");
            project.Outcomes.Add(new V1.Outcome { Heading = "By July 2027", Text = "Done in 2026/27" });
            project.EssenceThemes.Add(new V1.EssenceTheme { Heading = "Lesson design", Theme = "A theme of 2026/27" });
        });
        await fixture.FocusAsync(draft, "a", focus =>
        {
            focus.DisplayName = "Fluency in 2026/27";
            focus.Description = "A description for 2026/27";
            focus.Outcomes.Add("An outcome of 2026/27");
            focus.EvidencePrompts.Add("What did 2026/27 show?");
            focus.Resources.Add(new V1.Focus.Types.Resource { Title = "Slides 2026", Uri = "https://example.org/1" });
        });

        var copy = await CopyAsync(draft);

        Assert.Equal(
            [
                "display_name", "aims[1]", "eligibility_policy.routes[2].title", "eligibility_policy.advice[1]",
                "outcomes[1].heading", "outcomes[1].text", "essence_themes[1].theme",
                "display_name", "description", "outcomes[1]", "evidence_prompts[1]", "resources[1].title",
            ],
            copy.StaleTexts.Select(text => text.Field));
        Assert.Equal(
            [copy.Project.Name, copy.Foci[0].Name], copy.StaleTexts.Select(text => text.Resource).Distinct());
    }

    [Fact]
    public async Task Says_the_codes_of_the_projects_that_continue_those_named()
    {
        var (named, own) = (await DraftAsync(), Next());
        var next = await CopyAsync(named, Next() with { Year = 28 }, validateOnly: false);
        var draft = await DraftAsync(
            project => (project.Code, project.Audience) = ($"{own}", $"Also join {named.Code}, or {own} twice."));

        var copy = await CopyAsync(draft, own with { Year = 28, Number = 99 });

        Assert.Equal([next.Project.Code, "NCP28-99"], copy.StaleTexts.Select(text => text.Suggestion));
    }

    [Fact]
    public async Task Leaves_out_that_something_was_new_in_a_year()
    {
        var draft = await DraftAsync();
        await fixture.FocusAsync(draft, "a", focus => focus.Description = "New in 2026/27. Open to all.");

        var copy = await CopyAsync(draft);

        var left = Assert.Single(copy.StaleTexts);
        Assert.Equal(
            (copy.Foci[0].Name, "description", "New in 2026/27.", "2026/27", "", true),
            (left.Resource, left.Field, left.Sentence, left.Named, left.Suggestion, left.LeftOut));
        Assert.Equal("Open to all.", copy.Foci[0].Description);
    }

    async Task<IReadOnlyList<V1.StaleText>> FoundAsync(string audience) =>
        (await CopyAsync(await DraftAsync(project => project.Audience = audience))).StaleTexts;

    Task<V1.Project> DraftAsync(Action<V1.Project>? change = null)
    {
        var project = Examples.Project(Next());
        change?.Invoke(project);
        return fixture.Catalogue.CreateProjectAsync(new() { Project = project }).ResponseAsync;
    }

    Task<V1.CopyProjectResponse> CopyAsync(V1.Project project, ProjectCode? code = null, bool validateOnly = true) =>
        fixture.Catalogue.CopyProjectAsync(new()
        {
            Name = project.Name,
            Code = $"{code ?? Next() with { Year = 28 }}",
            ValidateOnly = validateOnly,
        }).ResponseAsync;

    /// <summary>A code of 2027/28 that no other test has.</summary>
    static ProjectCode Next() => new(27, Interlocked.Increment(ref _numbers));
}
