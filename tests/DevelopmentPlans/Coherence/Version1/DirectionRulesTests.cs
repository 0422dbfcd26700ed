using Mastery.Common.V1;
using Horizon = Mastery.DevelopmentPlans.V1.Aim.Types.Horizon;
using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class SustainedTests
{
    [Fact]
    public void Is_met_by_one_aim_beyond_the_year()
    {
        var near = Snapshots.OtherAim() with { Horizon = Horizon.Short };

        Assert.Empty(Snapshots.With(aims: [near, Snapshots.Ratio]).Subjects(Rule.Sustained));
    }

    [Theory]
    [InlineData(Horizon.Unspecified)]
    [InlineData(Horizon.Short)]
    [InlineData(Horizon.Medium)]
    public void Finds_a_plan_whose_aims_all_end_with_the_year(Horizon horizon)
    {
        var near = Snapshots.Ratio with { Horizon = horizon };

        Assert.Equal([Snapshots.Plan.Name], Snapshots.With(aims: [near]).Subjects(Rule.Sustained));
    }
}

public sealed class AlignedWithFocusTests
{
    static readonly FocusView Bespoke = new(
        1, new HashSet<BigIdea>(), new HashSet<string> { "Student outcomes" }, new HashSet<string>());

    [Fact]
    public void Is_met_by_one_aim_with_a_big_idea_of_the_focus() =>
        Assert.Empty(Snapshots.Coherent.Subjects(Rule.AlignedWithFocus));

    [Fact]
    public void Finds_a_plan_with_other_big_ideas_and_names_those_of_the_focus()
    {
        var other = Snapshots.Ratio with { BigIdeas = [BigIdea.Variation] };

        var finding = Assert.Single(
            Snapshots.With(aims: [other]).AssessByVersion1().Findings,
            finding => finding.Rule == Rule.AlignedWithFocus);

        Assert.Contains("BIG_IDEA_FLUENCY", finding.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_met_by_an_outcome_of_the_project_where_the_focus_names_no_big_idea()
    {
        var aim = Snapshots.Ratio with { BigIdeas = [] };

        Assert.Empty(Snapshots.With(aims: [aim], focus: Bespoke).Subjects(Rule.AlignedWithFocus));
    }

    [Fact]
    public void Finds_a_plan_that_serves_no_outcome_where_the_focus_names_no_big_idea()
    {
        var aim = Snapshots.Ratio with { OutcomeHeading = "Something else" };

        Assert.Equal(
            [Snapshots.Plan.Name], Snapshots.With(aims: [aim], focus: Bespoke).Subjects(Rule.AlignedWithFocus));
    }

    [Fact]
    public void Is_met_where_neither_focus_nor_project_asks_for_anything()
    {
        var open = new FocusView(
            1, new HashSet<BigIdea>(), new HashSet<string>(), new HashSet<string>());

        Assert.Empty(Snapshots.With(focus: open).Subjects(Rule.AlignedWithFocus));
    }
}
