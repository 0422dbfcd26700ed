using Phase = Mastery.Participants.V1.School.Types.Phase;

namespace Mastery.Participants.Tests;

/// <summary>What is derived from the GIAS codes of a school: null is unknown, which a person must look at.</summary>
public sealed class SchoolKindTests(DirectoryFixture fixture)
{
    [Theory]
    [InlineData("1", "Community school", true, true)]
    [InlineData("2", "Voluntary aided school", true, true)]
    [InlineData("3", "Voluntary controlled school", true, true)]
    [InlineData("5", "Foundation school", true, true)]
    [InlineData("6", "City technology college", true, true)]
    [InlineData("7", "Community special school", true, true)]
    [InlineData("8", "Non-maintained special school", true, true)]
    [InlineData("10", "Other independent special school", true, false)]
    [InlineData("11", "Other independent school", true, false)]
    [InlineData("12", "Foundation special school", true, true)]
    [InlineData("14", "Pupil referral unit", true, true)]
    [InlineData("15", "Local authority nursery school", true, true)]
    [InlineData("18", "Further education", true, true)]
    [InlineData("24", "Secure units", true, true)]
    [InlineData("25", "Offshore schools", false, false)]
    [InlineData("26", "Service children's education", false, false)]
    [InlineData("27", "Miscellaneous", null, null)]
    [InlineData("28", "Academy sponsor led", true, true)]
    [InlineData("29", "Higher education institutions", true, false)]
    [InlineData("30", "Welsh establishment", false, false)]
    [InlineData("31", "Sixth form centres", true, true)]
    [InlineData("32", "Special post 16 institution", true, false)]
    [InlineData("33", "Academy special sponsor led", true, true)]
    [InlineData("34", "Academy converter", true, true)]
    [InlineData("35", "Free schools", true, true)]
    [InlineData("36", "Free schools special", true, true)]
    [InlineData("37", "British schools overseas", false, false)]
    [InlineData("38", "Free schools alternative provision", true, true)]
    [InlineData("39", "Free schools 16 to 19", true, true)]
    [InlineData("40", "University technical college", true, true)]
    [InlineData("41", "Studio schools", true, true)]
    [InlineData("42", "Academy alternative provision converter", true, true)]
    [InlineData("43", "Academy alternative provision sponsor led", true, true)]
    [InlineData("44", "Academy special converter", true, true)]
    [InlineData("45", "Academy 16-19 converter", true, true)]
    [InlineData("46", "Academy 16 to 19 sponsor led", true, true)]
    [InlineData("47", "Children's centre", true, false)]
    [InlineData("48", "Children's centre linked site", true, false)]
    [InlineData("49", "Online provider", true, false)]
    [InlineData("56", "Institution funded by other government department", true, null)]
    [InlineData("57", "Academy secure 16 to 19", true, true)]
    [InlineData("98", "Legacy types", null, null)]
    [InlineData("", "", null, null)]
    [InlineData("77", "A type that GIAS adds tomorrow", null, null)]
    public async Task Follows_from_every_type_of_establishment(
        string code, string name, bool? inEngland, bool? stateFunded)
    {
        var school = await fixture.SchoolAsync(
            record => record.Type = new() { Code = code, DisplayName = name });

        Assert.Equal((inEngland, stateFunded), (InEngland(school), StateFunded(school)));
        Assert.Equal(
            stateFunded is null,
            school.StateFundedExplanation.Contains("a person must look", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("660")] // Isle of Anglesey
    [InlineData("681")] // Cardiff
    [InlineData("702")] // BFPO
    [InlineData("704")] // fieldwork overseas
    [InlineData("708")] // Gibraltar
    [InlineData("000")] // does not apply
    public async Task Is_outside_England_in_an_authority_that_is(string authority)
    {
        var school = await fixture.SchoolAsync(record => record.LocalAuthority.Code = authority);

        Assert.Equal((false, false), (InEngland(school), StateFunded(school)));
    }

    [Fact]
    public async Task Is_outside_England_in_the_group_of_Welsh_schools_whatever_the_type()
    {
        var school = await fixture.SchoolAsync(record =>
        {
            record.Type = new();
            record.TypeGroup = new() { Code = "6", DisplayName = "Welsh schools" };
        });

        Assert.Equal((false, false), (InEngland(school), StateFunded(school)));
    }

    [Theory]
    [InlineData(Phase.NotApplicable, "1", 0, false)]
    [InlineData(Phase.Nursery, "15", 5, false)]
    [InlineData(Phase.Primary, "1", 11, false)]
    [InlineData(Phase.MiddleDeemedPrimary, "1", 12, false)]
    [InlineData(Phase.Secondary, "1", 16, true)]
    [InlineData(Phase.MiddleDeemedSecondary, "1", 13, true)]
    [InlineData(Phase.SixteenPlus, "34", 19, false)]
    [InlineData(Phase.AllThrough, "34", 18, true)]
    [InlineData(Phase.Unspecified, "1", 16, null)]
    [InlineData(Phase.NotApplicable, "7", 19, true)]
    [InlineData(Phase.NotApplicable, "44", 16, true)]
    [InlineData(Phase.NotApplicable, "7", 11, false)]
    [InlineData(Phase.NotApplicable, "7", 0, null)]
    [InlineData(Phase.NotApplicable, "14", 16, false)] // pupil referral unit
    [InlineData(Phase.NotApplicable, "77", 16, null)]  // perhaps a special school
    [InlineData(Phase.NotApplicable, "77", 11, false)]
    public async Task Is_secondary(Phase phase, string type, int oldest, bool? expected)
    {
        var school = await fixture.SchoolAsync(record =>
        {
            record.Phase = phase;
            record.Type = new() { Code = type };
            record.StatutoryHighAge = oldest;
        });

        Assert.Equal(expected, school.HasSecondary ? school.Secondary : null);
        Assert.NotEqual("", school.SecondaryExplanation);
    }

    static bool? InEngland(V1.School school) => school.HasInEngland ? school.InEngland : null;

    static bool? StateFunded(V1.School school) => school.HasStateFunded ? school.StateFunded : null;
}
