using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;
using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class EveryMemberIsReachedTests
{
    static readonly Activity ForTwo = Snapshots.Spring with
    {
        Audience = [Snapshots.Member("ada"), Snapshots.Member("ben")],
    };

    [Fact]
    public void Is_met_by_an_activity_for_the_whole_department() =>
        Assert.Empty(Snapshots.With(activities: [Snapshots.Autumn]).Subjects(Rule.EveryMemberIsReached));

    [Fact]
    public void Is_met_by_activities_that_together_name_everyone()
    {
        var forTheThird = Snapshots.Summer with { Audience = [Snapshots.Member("cleo")] };

        Assert.Empty(Snapshots.With(activities: [ForTwo, forTheThird]).Subjects(Rule.EveryMemberIsReached));
    }

    [Fact]
    public void Finds_each_member_whom_none_is_for() =>
        Assert.Equal(
            [Snapshots.Member("cleo")], Snapshots.With(activities: [ForTwo]).Subjects(Rule.EveryMemberIsReached));

    [Fact]
    public void Does_not_count_leading_as_being_supported()
    {
        var led = ForTwo with { LedBy = Snapshots.Member("cleo") };

        Assert.Equal([Snapshots.Member("cleo")], Snapshots.With(activities: [led]).Subjects(Rule.EveryMemberIsReached));
    }

    [Fact]
    public void Does_not_count_an_activity_that_was_cancelled()
    {
        var cancelled = Snapshots.Autumn with { State = ActivityState.Cancelled };

        Assert.Equal(Snapshots.Members, Snapshots.With(activities: [cancelled]).Subjects(Rule.EveryMemberIsReached));
    }

    [Fact]
    public void Counts_an_activity_that_supports_no_aim()
    {
        var general = Snapshots.Autumn with { AimIds = [] };

        Assert.Empty(Snapshots.With(activities: [general]).Subjects(Rule.EveryMemberIsReached));
    }

    [Fact]
    public void Finds_a_department_without_members() =>
        Assert.Equal([Snapshots.Plan.Name], Snapshots.With(members: []).Subjects(Rule.EveryMemberIsReached));
}

public sealed class AimReachesEveryMemberTests
{
    [Fact]
    public void Is_met_where_the_aims_activities_reach_everyone() =>
        Assert.Empty(Snapshots.Coherent.Subjects(Rule.AimReachesEveryMember));

    [Fact]
    public void Finds_an_aim_whose_own_activities_do_not()
    {
        var other = Snapshots.OtherAim();
        var forOne = Snapshots.Activity(new(2024, 11, 1), other) with { Audience = [Snapshots.Member("ben")] };

        var finding = Assert.Single(
            Snapshots.With(aims: [Snapshots.Ratio, other], activities: [Snapshots.Autumn, forOne])
                .AssessByVersion1().Findings,
            finding => finding.Rule == Rule.AimReachesEveryMember);

        Assert.Equal(other.Name, finding.Subject);
        Assert.Contains("1 of 3", finding.Message, StringComparison.Ordinal);
    }
}

public sealed class CoverageTests
{
    [Fact]
    public void Counts_members_in_all_and_for_each_aim()
    {
        var other = Snapshots.OtherAim();
        var forTwo = Snapshots.Activity(new(2024, 11, 1)) with
        {
            Audience = [Snapshots.Member("ada"), Snapshots.Member("ben")],
        };
        var forOne = Snapshots.Activity(new(2024, 11, 2), other) with { Audience = [Snapshots.Member("ben")] };

        var coverage = Snapshots.With(aims: [Snapshots.Ratio, other], activities: [forTwo, forOne])
            .AssessByVersion1().Coverage;

        Assert.Equal((3, 2), (coverage.MemberCount, coverage.ReachedCount));
        Assert.Equal([Snapshots.Member("cleo")], coverage.Unreached);
        Assert.Equal(
            [(Snapshots.Ratio.Name, 2), (other.Name, 1)], coverage.Aims.Select(aim => (aim.Aim, aim.ReachedCount)));
    }

    [Fact]
    public void Leaves_out_people_who_are_not_members_now()
    {
        var forLeaver = Snapshots.Spring with { Audience = [Snapshots.Member("gone")] };

        Assert.Equal(0, Snapshots.With(activities: [forLeaver]).AssessByVersion1().Coverage.ReachedCount);
    }
}
