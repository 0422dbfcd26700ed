using Mastery.ServiceDefaults;
using ActivityState = Mastery.DevelopmentPlans.V1.Activity.Types.State;
using Rule = Mastery.DevelopmentPlans.V1.Finding.Types.Rule;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class EveryMemberIsReachedTests
{
    static readonly Activity ForTwo = Pictures.Spring with
    {
        Audience = [Pictures.Member("ada"), Pictures.Member("ben")],
    };

    [Fact]
    public void Is_met_by_an_activity_for_the_whole_department() =>
        Assert.Empty(Pictures.With(activities: [Pictures.Autumn]).Subjects(Rule.EveryMemberIsReached));

    [Fact]
    public void Is_met_by_activities_that_together_name_everyone()
    {
        var forTheThird = Pictures.Summer with { Audience = [Pictures.Member("cleo")] };

        Assert.Empty(Pictures.With(activities: [ForTwo, forTheThird]).Subjects(Rule.EveryMemberIsReached));
    }

    [Fact]
    public void Finds_each_member_whom_none_is_for() =>
        Assert.Equal(
            [Pictures.Member("cleo")], Pictures.With(activities: [ForTwo]).Subjects(Rule.EveryMemberIsReached));

    [Fact]
    public void Does_not_count_leading_as_being_supported()
    {
        var led = ForTwo with { LedBy = Pictures.Member("cleo") };

        Assert.Equal([Pictures.Member("cleo")], Pictures.With(activities: [led]).Subjects(Rule.EveryMemberIsReached));
    }

    [Fact]
    public void Does_not_count_an_activity_that_was_cancelled()
    {
        var cancelled = Pictures.Autumn with { State = Enums.Text(ActivityState.Cancelled) };

        Assert.Equal(Pictures.Members, Pictures.With(activities: [cancelled]).Subjects(Rule.EveryMemberIsReached));
    }

    [Fact]
    public void Counts_an_activity_that_supports_no_aim()
    {
        var general = Pictures.Autumn with { AimIds = [] };

        Assert.Empty(Pictures.With(activities: [general]).Subjects(Rule.EveryMemberIsReached));
    }

    [Fact]
    public void Finds_a_department_of_nobody() =>
        Assert.Equal([Pictures.Plan.Name], Pictures.With(members: []).Subjects(Rule.EveryMemberIsReached));
}

public sealed class AimReachesEveryMemberTests
{
    [Fact]
    public void Is_met_where_the_aims_activities_reach_everyone() =>
        Assert.Empty(Pictures.Coherent.Subjects(Rule.AimReachesEveryMember));

    [Fact]
    public void Finds_an_aim_whose_own_activities_do_not()
    {
        var other = Pictures.OtherAim();
        var forOne = Pictures.Activity(new(2024, 11, 1), other) with { Audience = [Pictures.Member("ben")] };

        var finding = Assert.Single(
            Pictures.With(aims: [Pictures.Ratio, other], activities: [Pictures.Autumn, forOne]).Assess().Findings,
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
        var other = Pictures.OtherAim();
        var forTwo = Pictures.Activity(
            new(2024, 11, 1)) with { Audience = [Pictures.Member("ada"), Pictures.Member("ben")] };
        var forOne = Pictures.Activity(new(2024, 11, 2), other) with { Audience = [Pictures.Member("ben")] };

        var coverage = Pictures.With(aims: [Pictures.Ratio, other], activities: [forTwo, forOne]).Assess().Coverage;

        Assert.Equal((3, 2), (coverage.MemberCount, coverage.ReachedCount));
        Assert.Equal([Pictures.Member("cleo")], coverage.Unreached);
        Assert.Equal(
            [(Pictures.Ratio.Name, 2), (other.Name, 1)], coverage.Aims.Select(aim => (aim.Aim, aim.ReachedCount)));
    }

    [Fact]
    public void Leaves_out_people_who_are_not_members_now()
    {
        var forLeaver = Pictures.Spring with { Audience = [Pictures.Member("gone")] };

        Assert.Equal(0, Pictures.With(activities: [forLeaver]).Assess().Coverage.ReachedCount);
    }
}
