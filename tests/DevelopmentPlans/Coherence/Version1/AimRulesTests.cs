using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;
using Status = Mastery.DevelopmentPlans.V1.Aim.Types.Status;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class PlanHasAimsTests
{
    [Fact]
    public void Is_met_by_one_aim() => Assert.Empty(Snapshots.Coherent.Subjects(Rule.PlanHasAims));

    [Fact]
    public void Finds_a_plan_without_aims() =>
        Assert.Equal([Snapshots.Plan.Name], Snapshots.With(aims: []).Subjects(Rule.PlanHasAims));

    [Fact]
    public void Is_not_met_by_aims_that_were_dropped()
    {
        var dropped = Snapshots.Ratio with { Status = Status.Dropped };

        Assert.Equal([Snapshots.Plan.Name], Snapshots.With(aims: [dropped]).Subjects(Rule.PlanHasAims));
    }
}

public sealed class AimIsMeasurableTests
{
    static readonly SuccessCriterion Whole = Snapshots.Ratio.SuccessCriteria[0];

    [Fact]
    public void Is_met_by_a_criterion_with_a_date_and_a_target() =>
        Assert.Empty(Snapshots.Coherent.Subjects(Rule.AimIsMeasurable));

    [Fact]
    public void Is_met_by_one_such_criterion_among_others()
    {
        var aim = Snapshots.Ratio with { SuccessCriteria = [Whole with { DueDate = null }, Whole] };

        Assert.Empty(Snapshots.With(aims: [aim]).Subjects(Rule.AimIsMeasurable));
    }

    [Fact]
    public void Finds_an_aim_without_criteria() => FindsWith([]);

    [Fact]
    public void Finds_a_criterion_without_a_date() => FindsWith([Whole with { DueDate = null }]);

    [Fact]
    public void Finds_a_criterion_without_a_target() => FindsWith([Whole with { Target = null }]);

    [Fact]
    public void Finds_a_date_and_a_target_in_different_criteria() =>
        FindsWith([Whole with { DueDate = null }, Whole with { Target = null }]);

    static void FindsWith(IReadOnlyList<SuccessCriterion> criteria)
    {
        var aim = Snapshots.Ratio with { SuccessCriteria = criteria };

        Assert.Equal([aim.Name], Snapshots.With(aims: [aim]).Subjects(Rule.AimIsMeasurable));
    }
}

public sealed class AimIsAmbitiousTests
{
    static readonly SuccessCriterion Whole = Snapshots.Ratio.SuccessCriteria[0];

    [Fact]
    public void Is_met_by_a_target_beyond_the_baseline() =>
        Assert.Empty(Snapshots.Coherent.Subjects(Rule.AimIsAmbitious));

    [Fact]
    public void Is_met_by_a_target_below_the_baseline()
    {
        var aim = Snapshots.Ratio with { SuccessCriteria = [Whole with { Baseline = 30, Target = 10 }] };

        Assert.Empty(Snapshots.With(aims: [aim]).Subjects(Rule.AimIsAmbitious));
    }

    [Fact]
    public void Is_met_where_there_is_no_baseline_to_restate()
    {
        var aim = Snapshots.Ratio with { SuccessCriteria = [Whole with { Baseline = null, Target = 40 }] };

        Assert.Empty(Snapshots.With(aims: [aim]).Subjects(Rule.AimIsAmbitious));
    }

    [Fact]
    public void Finds_a_target_that_is_the_baseline_and_says_in_which_criterion()
    {
        var aim = Snapshots.Ratio with { SuccessCriteria = [Whole, Whole with { Target = 40 }] };

        var finding = Assert.Single(
            Snapshots.With(aims: [aim]).AssessByVersion1().Findings, finding => finding.Rule == Rule.AimIsAmbitious);

        Assert.Equal(aim.Name, finding.Subject);
        Assert.Contains("criterion 2", finding.Message, StringComparison.Ordinal);
    }
}
