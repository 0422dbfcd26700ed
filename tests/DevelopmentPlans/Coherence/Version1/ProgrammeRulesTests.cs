using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;
using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class AimHasActivityTests
{
    [Fact]
    public void Is_met_by_an_activity_that_names_the_aim() =>
        Assert.Empty(Snapshots.Coherent.Subjects(Rule.AimHasActivity));

    [Fact]
    public void Finds_an_aim_that_no_activity_names()
    {
        var alone = Snapshots.OtherAim();

        Assert.Equal([alone.Name], Snapshots.With(aims: [Snapshots.Ratio, alone]).Subjects(Rule.AimHasActivity));
    }

    [Fact]
    public void Is_not_met_by_an_activity_that_was_cancelled()
    {
        var cancelled = Snapshots.Autumn with { State = ActivityState.Cancelled };

        Assert.Equal([Snapshots.Ratio.Name], Snapshots.With(activities: [cancelled]).Subjects(Rule.AimHasActivity));
    }

    [Fact]
    public void Is_met_by_an_activity_that_took_place()
    {
        var delivered = Snapshots.Autumn with { State = ActivityState.Delivered };

        Assert.Empty(Snapshots.With(activities: [delivered]).Subjects(Rule.AimHasActivity));
    }
}

public sealed class ActivityInYearTests
{
    [Fact]
    public void Is_met_by_the_first_and_the_last_day_of_the_year()
    {
        var whole = Snapshots.Autumn with { StartDate = new(2024, 9, 1), EndDate = new(2025, 8, 31) };

        Assert.Empty(Snapshots.With(activities: [whole]).Subjects(Rule.ActivityInYear));
    }

    [Fact]
    public void Finds_one_that_starts_before_the_year()
    {
        var early = Snapshots.Activity(new(2024, 8, 31)) with { EndDate = new(2024, 9, 2) };

        Assert.Equal([early.Name], Snapshots.With(activities: [Snapshots.Autumn, early]).Subjects(Rule.ActivityInYear));
    }

    [Fact]
    public void Finds_one_that_ends_after_the_year()
    {
        var late = Snapshots.Activity(new(2025, 8, 30)) with { EndDate = new(2025, 9, 1) };

        Assert.Equal([late.Name], Snapshots.With(activities: [Snapshots.Autumn, late]).Subjects(Rule.ActivityInYear));
    }

    [Fact]
    public void Leaves_out_one_that_was_cancelled()
    {
        var cancelled = Snapshots.Activity(new(2026, 1, 1)) with { State = ActivityState.Cancelled };

        Assert.Empty(Snapshots.With(activities: [Snapshots.Autumn, cancelled]).Subjects(Rule.ActivityInYear));
    }
}

public sealed class ActivitiesAreSpreadTests
{
    [Fact]
    public void Is_met_by_an_activity_in_each_term() =>
        Assert.Empty(Snapshots.Coherent.Subjects(Rule.ActivitiesAreSpread));

    [Fact]
    public void Is_met_by_one_activity_that_runs_through_the_year()
    {
        var whole = Snapshots.Autumn with { EndDate = new(2025, 5, 1) };

        Assert.Empty(Snapshots.With(activities: [whole]).Subjects(Rule.ActivitiesAreSpread));
    }

    [Theory]
    [InlineData("2024-12-31", "spring", "summer")]
    [InlineData("2025-01-01", "autumn", "summer")]
    [InlineData("2025-03-31", "autumn", "summer")]
    [InlineData("2025-04-01", "autumn", "spring")]
    public void Finds_each_term_without_one(string only, params string[] missing)
    {
        var activity = Snapshots.Activity(DateOnly.Parse(only, System.Globalization.CultureInfo.InvariantCulture));

        var findings = Snapshots.With(activities: [activity]).AssessByVersion1().Findings
            .Where(finding => finding.Rule == Rule.ActivitiesAreSpread).Select(finding => finding.Message).ToList();

        Assert.Equal(missing.Length, findings.Count);
        Assert.All(
            missing, term => Assert.Contains(findings, message => message.Contains(term, StringComparison.Ordinal)));
    }
}
