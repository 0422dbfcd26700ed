using Direction = Mastery.DevelopmentPlans.V1.Aim.Types.SuccessCriterion.Types.Direction;
using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;
using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;
using Severity = Mastery.DevelopmentPlans.V1.Finding.Types.Severity;
using Status = Mastery.DevelopmentPlans.V1.Aim.Types.Status;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>Nonsense does not pass, whatever form it takes.</summary>
public sealed class NonsenseTests
{
    static readonly SuccessCriterion Sound = Written.Strong.Aims[2].SuccessCriteria[0];

    [Fact]
    public void Is_not_agreed_where_every_text_is_one_letter() => Musts(
        Written.Strong.With(
            evidence: [.. Written.Strong.Evidence.Select(piece => piece with { Finding = "x" })],
            aims:
            [
                .. Written.Strong.Aims.Select(aim => aim with
                {
                    Statement = "x",
                    SuccessCriteria = [.. aim.SuccessCriteria.Select(one => one with { Statement = "x" })],
                }),
            ],
            activities: [.. Written.Strong.Activities.Select(activity => activity with { Title = "x" })]),
        Rule.AimIsClear, Rule.AimRestsOnEvidence, Rule.AimSuccessCanBeSeen);

    [Theory]
    [InlineData("xxxxxxxx xxxxxxxx")]
    [InlineData("........ ........ ........")]
    [InlineData("12345678 12345678")]
    [InlineData("a b")]
    public void Is_no_clear_aim(string statement) =>
        Musts(Written.Strong.WithAim(0, aim => aim with { Statement = statement }), Rule.AimIsClear);

    [Fact]
    public void Is_found_in_three_identical_aims()
    {
        var same = Written.Strong.With(
            aims: [.. Written.Strong.Aims.Select(aim => aim with { Statement = Written.Strong.Aims[0].Statement })]);

        var finding = Assert.Single(same.Assess().Findings);

        Assert.Equal((Rule.AimsDiffer, Severity.Should), (finding.Rule, finding.Severity));
        Assert.StartsWith("Three aims say the same", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Is_not_agreed_where_one_activity_is_all_year_for_nobody(bool named) => Musts(
        Written.Strong.With(activities:
        [
            AllYear with { WholeDepartment = false, LedBy = named ? Written.People[0].Name : "" },
        ]),
        Rule.AimHasActivity, Rule.EveryMemberIsReached);

    /// <summary>An activity counts where it begins, not for every month that it spans.</summary>
    [Fact]
    public void Is_found_where_one_activity_is_all_the_year() => Assert.StartsWith(
        "Nothing in the programme begins in the spring or summer term",
        Assert.Single(
            Written.Strong.With(activities: [AllYear]).Assess().Findings,
            finding => finding.Rule == Rule.ActivitiesAreSpread).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("2024-07-08")]
    [InlineData("2024-07-01")]
    [InlineData("2019-07-01")]
    [InlineData("2040-07-01")]
    [InlineData("2027-10-01")]
    public void Is_not_agreed_where_success_is_due_on_day_one_or_long_before_or_after(string due) => Musts(
        Written.Strong.WithCriterion(2, one => one with { DueDate = Contracts.IsoDate.Parse(due) }),
        Rule.AimSuccessCanBeSeen);

    [Theory]
    [InlineData(Direction.Increase, 70, 40, "%")]
    [InlineData(Direction.Increase, 70, 70, "%")]
    [InlineData(Direction.Decrease, 40, 70, "%")]
    [InlineData(Direction.Unspecified, 40, 70, "%")]
    [InlineData(Direction.Increase, 40, 170, "%")]
    [InlineData(Direction.Increase, -10, 70, "per cent")]
    [InlineData(Direction.Increase, 40, double.PositiveInfinity, "marks")]
    [InlineData(Direction.Maintain, double.NaN, double.NaN, "marks")]
    public void Is_not_agreed_where_a_target_makes_no_sense(
        Direction direction, double baseline, double target, string unit) => Musts(
            Written.Strong.WithCriterion(2, one => one with
            {
                Direction = direction,
                Baseline = baseline,
                Target = target,
                Unit = unit,
            }),
            Rule.AimSuccessCanBeSeen);

    [Fact]
    public void Is_not_agreed_where_evidence_is_of_a_day_to_come() => Musts(
        Written.Strong.WithEvidence(2, piece => piece with { CollectDate = new(2031, 1, 1) }),
        Rule.AimRestsOnEvidence);

    [Fact]
    public void Is_found_where_evidence_is_of_1950() =>
        Shoulds(Written.Strong.WithEvidence(2, piece => piece with { CollectDate = new(1950, 1, 1) }),
            Rule.EvidenceIsRecent);

    [Fact]
    public void Is_found_where_evidence_comes_after_all_that_answers_it() =>
        Shoulds(
            Written.Strong.WithEvidence(3, piece => piece with { CollectDate = new(2025, 3, 20) })
                .With(activities: [.. Written.Strong.Activities.Take(6)]),
            Rule.EvidenceComesFirst);

    [Fact]
    public void Is_not_agreed_where_activities_are_only_on_days_on_which_schools_are_closed()
    {
        DateOnly[] closed = [new(2024, 12, 25), new(2025, 1, 1), new(2025, 8, 31)];

        Musts(
            Written.Strong.With(activities:
            [
                .. closed.Select((day, place) => AllYear with
                {
                    Id = Written.Id(3, place + 1),
                    StartDate = day,
                    EndDate = day,
                }),
            ]),
            Rule.AimHasActivity, Rule.EveryMemberIsReached);
    }

    [Theory]
    [InlineData("2024-12-24", "2025-01-01")]
    [InlineData("2025-04-18", "2025-04-21")]
    [InlineData("2025-08-01", "2025-08-31")]
    [InlineData("2025-05-26", "2025-05-26")]
    public void Is_no_programme_on_closed_days(string first, string last)
    {
        var report = Written.Strong.With(activities:
        [
            AllYear with { StartDate = Contracts.IsoDate.Parse(first), EndDate = Contracts.IsoDate.Parse(last) },
        ]).Assess();

        Assert.Superset(
            new HashSet<Rule> { Rule.AimHasActivity, Rule.EveryMemberIsReached },
            report.Findings.Where(finding => finding.Severity == Severity.Must).Select(finding => finding.Rule)
                .ToHashSet());
    }

    [Fact]
    public void Is_not_agreed_where_every_aim_is_met_already() => Musts(
        Written.Strong.With(aims: [.. Written.Strong.Aims.Select(aim => aim with { Status = Status.Met })]),
        Rule.AimsAreStillToBeMet);

    [Theory]
    [InlineData(PlanState.Draft, true)]
    [InlineData(PlanState.Shared, true)]
    [InlineData(PlanState.Agreed, false)]
    [InlineData(PlanState.Closed, false)]
    public void Is_not_agreed_where_every_target_is_passed_already_but_later_that_is_success(
        PlanState state, bool found)
    {
        var passed = Sound with { Measurements = [new(new(2025, 3, 3), 4)] };
        var plan = Written.Strong.With(
            aims: [.. Written.Strong.Aims.Select(aim => aim with { SuccessCriteria = [passed] })], state: state);

        Assert.Equal(found, plan.Assess().Findings.Any(finding => finding.Rule == Rule.AimsAreStillToBeMet));
    }

    [Fact]
    public void Earns_nothing_by_activities_that_serve_no_aim()
    {
        var aimless = Written.Strong.WithActivities(activity => activity with { AimIds = [] });

        Musts(aimless, Rule.AimHasActivity, Rule.EveryMemberIsReached);
        Assert.Equal(0, aimless.Assess().Coverage.ReachedCount);
    }

    [Fact]
    public void Is_not_agreed_where_a_heading_is_no_heading_of_the_programme()
    {
        var plan = Written.Strong.WithAim(0, aim => aim with { OutcomeHeading = "Bananas" });

        Musts(plan, Rule.OutcomeHeadingIsKnown);
        Assert.Contains("‘Bananas’", plan.Assess().Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_not_agreed_where_an_audience_is_not_of_the_department() => Musts(
        Written.Strong.WithActivity(3, activity => activity with { Audience = ["hubs/h/participants/stranger"] }),
        Rule.PeopleAreOfDepartment);

    [Fact]
    public void Is_not_agreed_where_nobody_is_expected_in_the_department() => Assert.Contains(
        Rule.EveryMemberIsReached,
        Written.Strong.With(people: new(0, [], Written.Strong.People.OnRecord, [])).Assess().Findings
            .Select(finding => finding.Rule));

    [Fact]
    public void Of_needs_of_students_only_is_found() => Shoulds(
        Written.Strong.With(
            evidence: [.. Written.Strong.Evidence.Select(piece => piece with { NeedsOf = [NeedsOf.Students] })]),
        Rule.NeedsOfStudentsAndTeachers);

    static Activity AllYear => Written.Strong.Activities[0] with
    {
        StartDate = new(2024, 9, 1),
        EndDate = new(2025, 8, 31),
    };

    static void Musts(PlanSnapshot plan, params Rule[] rules)
    {
        var report = plan.Assess();

        Assert.False(report.Coherent);
        Assert.Equal(
            rules.Order(),
            report.Findings.Where(finding => finding.Severity == Severity.Must).Select(finding => finding.Rule)
                .Distinct().Order());
    }

    static void Shoulds(PlanSnapshot plan, Rule rule)
    {
        var report = plan.Assess();

        Assert.True(report.Coherent);
        Assert.Contains(rule, report.Findings.Select(finding => finding.Rule));
    }
}
