using Direction = Mastery.DevelopmentPlans.V1.Aim.Types.SuccessCriterion.Types.Direction;
using Horizon = Mastery.DevelopmentPlans.V1.Aim.Types.Horizon;
using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;
using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>What departments soundly plan is not refused, and where it is as good as can be not even advised
/// on.</summary>
public sealed class SoundPlanTests
{
    static readonly SuccessCriterion Held = new()
    {
        Statement = "Students who hand in their homework",
        Direction = Direction.Maintain,
        Baseline = 95,
        Target = 95,
        Unit = "%",
        DueDate = new(2025, 7, 4),
    };

    [Fact]
    public void May_hold_a_value_beside_an_ambitious_criterion() => Finds(
        [],
        Written.Strong.WithAim(2, aim => aim with
        {
            SuccessCriteria = [.. aim.SuccessCriteria, Held],
        }));

    [Fact]
    public void May_be_judged_by_what_somebody_will_see_by_a_day() => Finds(
        [],
        Written.Strong.With(aims:
        [
            .. Written.Strong.Aims.Select(aim => aim with { SuccessCriteria = Written.Strong.Aims[1].SuccessCriteria }),
        ]));

    [Fact]
    public void May_be_launched_in_the_July_before_and_followed_up_in_the_September_after() => Finds(
        [],
        Written.Strong
            .WithActivity(0, activity => activity with { StartDate = new(2024, 7, 8), EndDate = new(2024, 7, 8) })
            .WithActivity(7, activity => activity with { StartDate = new(2025, 9, 10), EndDate = new(2025, 9, 10) }));

    [Fact]
    public void May_rest_on_one_look_at_books_that_shows_needs_of_students_and_of_teachers() => Finds(
        [],
        Written.Strong.With(
            evidence: [Written.Strong.Evidence[2]],
            aims:
            [
                .. Written.Strong.Aims.Select(aim => aim with { EvidenceIds = [Written.Strong.Evidence[2].Id] }),
            ]));

    [Fact]
    public void Need_not_reach_a_colleague_on_leave_who_may_be_named_all_the_same() => Finds(
        [],
        Written.Strong.WithActivity(3, activity => activity with
        {
            Audience = [.. activity.Audience, Written.OnLeave],
        }));

    [Fact]
    public void May_be_of_a_department_of_one_who_leads_everything()
    {
        var only = Written.People[0];

        Finds(
            [],
            Written.Strong.With(people: Written.Department(only)).WithActivities(activity => activity with
            {
                LedBy = only.Name,
                WholeDepartment = true,
                Audience = [],
            }));
    }

    [Fact]
    public void May_be_of_a_department_of_two_of_whom_one_leads_for_the_other() => Finds(
        [],
        Written.Strong.With(people: Written.Department(Written.People[0], Written.People[1])).WithActivities(
            activity => activity with
            {
                LedBy = Written.People[0].Name,
                WholeDepartment = false,
                Audience = [Written.People[1].Name],
            }));

    [Fact]
    public void May_have_two_aims_that_differ_by_a_year_group_only() => Finds(
        [],
        Written.Strong
            .WithAim(0, aim => aim with { Statement = "Students in Year 7 show ratio with a double number line." })
            .WithAim(1, aim => aim with { Statement = "Students in Year 8 show ratio with a double number line." }));

    [Fact]
    public void May_take_up_later_evidence_as_long_as_something_is_to_come() => Finds(
        [],
        Written.Strong.WithEvidence(1, piece => piece with { CollectDate = new(2025, 1, 10) }));

    [Fact]
    public void May_have_one_aim_on_one_piece_of_evidence_with_one_activity() => Assert.True(
        Written.Thin.With(activities: [Written.Thin.Activities[0]]).Assess().Coherent);

    [Fact]
    public void May_have_a_workshop_on_a_weekday_that_is_out_of_term_elsewhere() => Assert.True(
        Written.Thin.With(activities:
        [
            Written.Thin.Activities[0] with { StartDate = new(2024, 10, 30), EndDate = new(2024, 10, 30) },
        ]).Assess().Coherent);

    [Fact]
    public void May_be_for_a_project_without_headings_and_themes() => Assert.True(
        Written.Strong.With(focus: Written.Strong.Focus with
        {
            OutcomeHeadings = new HashSet<string>(),
            EssenceThemes = new HashSet<string>(),
        }).Assess().Coherent);

    [Fact]
    public void May_reach_a_target_early()
    {
        var reached = Written.Strong.WithCriterion(2, one => one with { Measurements = [new(new(2025, 3, 3), 4)] });

        Finds([], reached);
    }

    [Fact]
    public void May_have_an_aim_for_a_term_served_by_what_went_on_since_the_year_before() => Finds(
        [],
        Written.Strong
            .WithAim(1, aim => aim with { Horizon = Horizon.Short })
            .WithCriterion(1, criterion => criterion with { DueDate = new(2024, 11, 29) })
            .With(evidence: [.. Written.Strong.Evidence.Select(piece =>
                piece with { CollectDate = new(2024, 6, 20) })])
            .WithActivity(0, activity => activity with { StartDate = new(2024, 1, 10) }));

    [Fact]
    public void Is_ambitious_by_a_criterion_that_is_still_to_be_put_right() => Assert.Equal(
        [Rule.CriterionIsSound],
        Written.Strong.With(aims: [.. Written.Strong.Aims.Select(aim => aim with
        {
            SuccessCriteria = [Held, Held with { Direction = Direction.Increase }],
        })]).Assess().Findings.Select(finding => finding.Rule).Distinct());

    [Fact]
    public void May_have_evidence_of_teachers_and_of_students_apart() => Finds(
        [],
        Written.Strong
            .WithEvidence(2, piece => piece with { NeedsOf = [NeedsOf.Teachers] }));

    static void Finds(string[] messages, PlanSnapshot plan) =>
        Assert.Equal(messages, plan.Assess().Findings.Select(finding => finding.Message));
}
