using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>What is counted, on a plan with an aim and a department of three.</summary>
public sealed class ProgrammeCoverageTests
{
    static readonly Member Ada = Person("ada");
    static readonly Member Ben = Person("ben");
    static readonly Member Cleo = Person("cleo");
    static readonly DateOnly Easter = new(2025, 4, 20);

    [Fact]
    public void Counts_what_is_planned_and_delivered_with_its_hours()
    {
        var delivered = Delivered(new(2024, 10, 3), hours: 1.5);
        var planned = Snapshots.Activity(new(2025, 6, 5)) with { WholeDepartment = true, Hours = 2 };

        var coverage = Of([delivered, planned], Easter, Ada);

        var person = Assert.Single(coverage.People);
        Assert.Equal((2, 3.5), (person.Planned.ActivityCount, person.Planned.Hours));
        Assert.Equal((1, 1.5), (person.Delivered.ActivityCount, person.Delivered.Hours));
        Assert.Equal((0, 0), (person.Attended.ActivityCount, person.Attended.Hours));
    }

    [Fact]
    public void Reaches_those_for_whom_something_was_delivered_while_no_attendance_is_recorded()
    {
        var coverage = Of([Delivered(new(2024, 10, 3))], Easter, Ada, Ben);

        Assert.Equal((2, 0), (coverage.ReachedCount, coverage.Unreached.Count));
    }

    [Fact]
    public void Reaches_only_those_who_came_once_attendance_is_recorded()
    {
        var activity = Delivered(new(2024, 10, 3)) with
        {
            Attendances = [new(Ada.Name, true), new(Ben.Name, false)],
        };

        var coverage = Of([activity], Easter, Ada, Ben, Cleo);

        Assert.Equal(1, coverage.ReachedCount);
        Assert.Equal([Ben.Name, Cleo.Name], coverage.Unreached);
        Assert.Equal([1, 0, 0], coverage.People.Select(person => person.Attended.ActivityCount));
        Assert.Equal([1, 1, 1], coverage.People.Select(person => person.Delivered.ActivityCount));
    }

    [Fact]
    public void Counts_those_who_came_to_what_was_not_meant_for_them()
    {
        var activity = Delivered(new(2024, 10, 3)) with
        {
            WholeDepartment = false,
            Audience = [Ada.Name],
            Attendances = [new(Ben.Name, true)],
        };

        var coverage = Of([activity], Easter, Ada, Ben);

        Assert.Equal([Ada.Name], coverage.Unreached);
        Assert.Equal([0, 1], coverage.People.Select(person => person.Attended.ActivityCount));
        Assert.Equal([1, 0], coverage.People.Select(person => person.Planned.ActivityCount));
    }

    [Fact]
    public void Does_not_count_what_was_delivered_after_the_day()
    {
        var activity = Delivered(new(2025, 6, 5));

        Assert.Equal([Ada.Name], Of([activity], Easter, Ada).Unreached);
        Assert.Empty(Of([activity], new(2025, 6, 5), Ada).Unreached);
    }

    [Fact]
    public void Follows_joiners_and_leavers_of_the_whole_department()
    {
        var joiner = Ben with { Expected = [new(new(2025, 1, 6), DateOnly.MaxValue)] };
        var october = Delivered(new(2024, 10, 3));
        var march = Delivered(new(2025, 3, 6));

        Assert.Equal([joiner.Name], Of([october], Easter, Ada, joiner).Unreached);
        Assert.Equal([2, 1], Of([october, march], Easter, Ada, joiner).People.Select(p => p.Planned.ActivityCount));
        Assert.Empty(Of([october, march], Easter, Ada, joiner).Unreached);
    }

    [Fact]
    public void Counts_the_day_on_which_it_was_delivered_instead_of_the_planned_ones()
    {
        var joiner = Ben with { Expected = [new(new(2025, 1, 6), DateOnly.MaxValue)] };
        var late = Delivered(new(2025, 1, 9)) with { StartDate = new(2024, 12, 5), EndDate = new(2024, 12, 5) };

        Assert.Empty(Of([late], Easter, joiner).Unreached);
    }

    [Fact]
    public void Leaves_out_what_was_cancelled_and_dropped()
    {
        var dropped = Snapshots.OtherAim() with { Status = V1.Aim.Types.Status.Dropped };
        var cancelled = Snapshots.Autumn with { State = ActivityState.Cancelled };

        var coverage = ProgrammeCoverage.Of(
            new(Snapshots.Plan, [], [Snapshots.Ratio, dropped], [cancelled]), [Ada], Easter);

        Assert.Equal([Snapshots.Ratio.Name], coverage.Aims.Select(aim => aim.Aim));
        Assert.Equal(0, coverage.People[0].Planned.ActivityCount);
    }

    [Fact]
    public void Says_for_each_aim_who_has_not_been_reached()
    {
        var other = Snapshots.OtherAim();
        var forOther = Delivered(new(2024, 11, 7), other) with { WholeDepartment = false, Audience = [Ben.Name] };

        var coverage = ProgrammeCoverage.Of(
            new(Snapshots.Plan, [], [Snapshots.Ratio, other], [Delivered(new(2024, 10, 3)), forOther]),
            [Ada, Ben],
            Easter);

        Assert.Equal([2, 1], coverage.Aims.Select(aim => aim.ReachedCount));
        Assert.Equal([Ada.Name], coverage.Aims[1].Unreached);
        Assert.Equal(["ada", "ben"], coverage.Aims[1].People.Select(person => person.DisplayName));
    }

    [Fact]
    public void Works_for_a_department_of_one() =>
        Assert.Equal(1, Of([Delivered(new(2024, 10, 3))], Easter, Ada).ReachedCount);

    static Member Person(string name) => new(Snapshots.Member(name), name);

    static Activity Delivered(DateOnly day, params Aim[] aims) => Snapshots.Activity(day, aims) with
    {
        WholeDepartment = true,
        State = ActivityState.Delivered,
        DeliverDate = day,
    };

    static Activity Delivered(DateOnly day, double hours) => Delivered(day) with { Hours = hours };

    static V1.PlanCoverage Of(IReadOnlyList<Activity> programme, DateOnly day, params Member[] members) =>
        ProgrammeCoverage.Of(new(Snapshots.Plan, [], [Snapshots.Ratio], programme), members, day);
}
