using Phase = Mastery.Participants.V1.School.Types.Phase;

namespace Mastery.Participants.Tests;

/// <summary>What is derived from the GIAS codes of a school.</summary>
public sealed class SchoolKindTests
{
    [Theory]
    [InlineData("1", "4", true)]    // community school
    [InlineData("28", "10", true)]  // academy sponsor led
    [InlineData("34", "10", true)]  // academy converter
    [InlineData("35", "11", true)]  // free school
    [InlineData("30", "6", false)]  // Welsh establishment
    [InlineData("37", "9", false)]  // British school overseas
    [InlineData("25", "9", false)]  // offshore school
    [InlineData("11", "3", true)]   // other independent school
    [InlineData("", "", false)]     // nothing known
    public void Is_in_England(string type, string group, bool expected) =>
        Assert.Equal(expected, SchoolKinds.InEngland(type, group));

    [Theory]
    [InlineData("1", "4", true)]
    [InlineData("34", "10", true)]
    [InlineData("8", "5", true)]
    [InlineData("11", "3", false)]
    [InlineData("10", "5", false)]
    [InlineData("30", "6", false)]
    [InlineData("37", "9", false)]
    public void Is_state_funded(string type, string group, bool expected) =>
        Assert.Equal(expected, SchoolKinds.StateFunded(type, group));

    [Theory]
    [InlineData(Phase.Secondary, "1", "4", 16, true)]
    [InlineData(Phase.MiddleDeemedSecondary, "1", "4", 13, true)]
    [InlineData(Phase.AllThrough, "34", "10", 18, true)]
    [InlineData(Phase.Primary, "1", "4", 11, false)]
    [InlineData(Phase.MiddleDeemedPrimary, "1", "4", 12, false)]
    [InlineData(Phase.SixteenPlus, "34", "10", 19, false)]
    [InlineData(Phase.NotApplicable, "7", "5", 19, true)]
    [InlineData(Phase.NotApplicable, "44", "10", 16, true)]
    [InlineData(Phase.NotApplicable, "7", "5", 11, false)]
    [InlineData(Phase.NotApplicable, "14", "4", 16, false)] // pupil referral unit
    public void Is_secondary(Phase phase, string type, string group, int oldest, bool expected) =>
        Assert.Equal(expected, SchoolKinds.Secondary(phase, type, group, oldest));
}
