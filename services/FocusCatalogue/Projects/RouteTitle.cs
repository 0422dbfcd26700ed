using Mastery.Common.V1;
using Mastery.Contracts;
using RouteCase = Mastery.FocusCatalogue.V1.EligibilityRoute.RouteOneofCase;

namespace Mastery.FocusCatalogue;

/// <summary>A route in words, made from its bounds, so that no copy says last year's.</summary>
static class RouteTitle
{
    /// <summary>The policy as it is stored: without titles that are made.</summary>
    public static V1.EligibilityPolicy WithoutMadeTitles(this V1.EligibilityPolicy policy)
    {
        var stored = policy.Clone();
        foreach (var route in stored.Routes.Where(HasBound))
        {
            route.Title = "";
        }

        return stored;
    }

    /// <summary>The policy as it is answered. A title that is stored is kept: it is that of an open route, or of a
    /// revision that was published with it.</summary>
    public static V1.EligibilityPolicy WithTitles(this V1.EligibilityPolicy policy, V1.Phase phase)
    {
        var answered = policy.Clone();
        foreach (var route in answered.Routes.Where(route => route.Title.Length == 0))
        {
            route.Title = Of(route, phase);
        }

        return answered;
    }

    /// <summary>Whether the title is made.</summary>
    public static bool HasBound(V1.EligibilityRoute route) => route.RouteCase != RouteCase.None;

    static string Of(V1.EligibilityRoute route, V1.Phase phase) => route.RouteCase switch
    {
        RouteCase.PreviousStage => $"Took part in a {Group(route.PreviousStage.Stage, phase)} in or before "
            + AcademicYear.Slashed(route.PreviousStage.LatestAcademicYear),
        RouteCase.Specialist => $"Department of a {Word(route.Specialist.Phase)} Mastery Specialist trained in "
            + $"{Cohorts(route.Specialist)} who is embedding their work",
        _ => "Any department",
    };

    static string Group(Stage stage, V1.Phase phase) => stage == Stage.Local
        ? "local Work Group"
        : $"{Word(phase)} Teaching for Mastery {stage} Work Group";

    static string Cohorts(V1.EligibilityRoute.Types.SpecialistCohorts bound) => bound.FirstCohort == bound.LastCohort
        ? $"Cohort {bound.LastCohort}"
        : $"Cohorts {bound.FirstCohort} to {bound.LastCohort}";

    static string Word(V1.Phase phase) => phase == V1.Phase.Post16 ? "Post-16" : $"{phase}";
}
