using Mastery.Common.V1;
using Mastery.Contracts;

namespace Mastery.FocusCatalogue.Tests;

/// <summary>What is read as the title of a route.</summary>
public sealed class RouteTitleTests
{
    [Theory]
    [InlineData(V1.Phase.Secondary, Stage.Development,
        "Took part in a Secondary Teaching for Mastery Development Work Group in or before 2023/24")]
    [InlineData(V1.Phase.Primary, Stage.Embedding,
        "Took part in a Primary Teaching for Mastery Embedding Work Group in or before 2023/24")]
    [InlineData(V1.Phase.Post16, Stage.Sustaining,
        "Took part in a Post-16 Teaching for Mastery Sustaining Work Group in or before 2023/24")]
    [InlineData(V1.Phase.Secondary, Stage.Local, "Took part in a local Work Group in or before 2023/24")]
    public void Is_made_from_the_stage_and_the_last_year(V1.Phase phase, Stage stage, string title) => Assert.Equal(
        title,
        TitleOf(phase, new() { Rule = "r", PreviousStage = new() { Stage = stage, LatestAcademicYear = "2023-24" } }));

    [Theory]
    [InlineData(V1.Phase.Secondary, 1, 7,
        "Department of a Secondary Mastery Specialist trained in Cohorts 1 to 7 who is embedding their work")]
    [InlineData(V1.Phase.Primary, 3, 3,
        "Department of a Primary Mastery Specialist trained in Cohort 3 who is embedding their work")]
    public void Is_made_from_the_cohorts(V1.Phase phase, int first, int last, string title) => Assert.Equal(
        title,
        TitleOf(V1.Phase.Secondary, new()
        {
            Rule = "r",
            Title = "What was sent",
            Specialist = new() { FirstCohort = first, LastCohort = last, Phase = phase },
        }));

    [Theory]
    [InlineData("Any department that wants to", "Any department that wants to")]
    [InlineData("", "Any department")]
    public void Of_an_open_route_is_as_written(string written, string title) =>
        Assert.Equal(title, TitleOf(V1.Phase.Secondary, new() { Rule = "r", Title = written }));

    [Fact]
    public void Moves_with_the_bounds_into_a_copy()
    {
        var copy = Project.New(Examples.Project(new ProjectCode(24, 14))).CopyTo("NCP26-14").ToProto();

        Assert.Equal(
            [
                "Took part in a Secondary Teaching for Mastery Development Work Group in or before 2025/26",
                "Department of a Secondary Mastery Specialist trained in Cohorts 1 to 9 who is embedding their work",
            ],
            copy.EligibilityPolicy.Routes.Select(route => route.Title));
    }

    static string TitleOf(V1.Phase phase, V1.EligibilityRoute route)
    {
        var project = Examples.Project(new ProjectCode(24, 14));
        (project.Phase, project.EligibilityPolicy) = (phase, new() { Routes = { route } });
        return Project.New(project).ToProto().EligibilityPolicy.Routes[0].Title;
    }
}
