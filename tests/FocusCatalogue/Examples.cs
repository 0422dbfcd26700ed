using Mastery.Common.V1;
using Mastery.Contracts;

namespace Mastery.FocusCatalogue.Tests;

/// <summary>A project and a focus that keep every rule.</summary>
static class Examples
{
    public static V1.Project Project(ProjectCode code) => new()
    {
        Code = code.ToString(),
        DisplayName = "Sustaining",
        AcademicYear = code.AcademicYear.ToString(),
        Stage = Stage.Sustaining,
        Phase = V1.Phase.Secondary,
        Aims = { "Keep developing" },
        Audience = "Departments that took part before",
        EligibilityPolicy = Policy(),
        Outcomes = { new V1.Outcome { Heading = "Professional learning", Text = "Work together" } },
        EssenceThemes = { new V1.EssenceTheme { Heading = "Lesson design", Theme = "Practice" } },
    };

    public static V1.EligibilityPolicy Policy() => new()
    {
        Routes =
        {
            new V1.EligibilityRoute
            {
                Rule = "development-work-group",
                Title = "Took part in a Secondary Teaching for Mastery Development Work Group in or before 2023/24",
                PreviousStage = new() { Stage = Stage.Development, LatestAcademicYear = "2023-24" },
            },
            new V1.EligibilityRoute
            {
                Rule = "specialist-cohorts",
                Title = "Department of a Secondary Mastery Specialist trained in Cohorts 1 to 7 who is embedding their "
                    + "work",
                Specialist = new() { FirstCohort = 1, LastCohort = 7, Phase = V1.Phase.Secondary },
            },
        },
        School = new() { StateFunded = true, InEngland = true, Phases = { V1.Phase.Secondary } },
        Leads = new() { Count = 2, AtLeastOneWithAuthority = true },
        Advice = { "The same two as last year" },
    };

    public static V1.Focus Focus() => new()
    {
        DisplayName = "Developing mathematical thinking",
        Description = "One of the five big ideas",
        Subjects = { Subject.Mathematics },
        KeyStages = { 3, 4 },
        BigIdeas = { BigIdea.MathematicalThinking },
        Outcomes = { "Reason more" },
        EvidencePrompts = { "Who reasons?" },
        Resources = { new V1.Focus.Types.Resource { Title = "Reading", Uri = "https://example.org/reading" } },
    };
}
