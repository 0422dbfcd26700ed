using Google.Protobuf.WellKnownTypes;
using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

/// <summary>The bounds of a project's times and of its academic years.</summary>
public sealed class ProjectTimesTests(CatalogueFixture fixture)
{
    [Theory]
    [InlineData(-62_135_596_800)] // 0001-01-01, which PostgreSQL would take for minus infinity
    [InlineData(-14_831_769_601)] // the second before 1500-01-01
    [InlineData(7_289_654_400)] // 2201-01-01
    [InlineData(253_402_300_799)] // 9999-12-31, which it would take for infinity
    public Task Refuses_a_time_outside_the_calendar_of_the_contract(long seconds) => Refused.ForFieldAsync(
        "project.registration_window.close_time",
        () => fixture.DraftAsync(project => project.RegistrationWindow = new()
        {
            CloseTime = new Timestamp { Seconds = seconds, Nanos = seconds > 0 ? 999_999_999 : 0 },
        }));

    [Theory]
    [InlineData("2024-26")]
    [InlineData("2024-24")]
    [InlineData("2024-2025")]
    [InlineData("1999-00")]
    [InlineData("2024/25")]
    public Task Refuses_what_is_no_academic_year(string year) => Refused.ForFieldAsync(
        "project.eligibility_policy.routes[0].previous_stage.latest_academic_year",
        () => fixture.DraftAsync(project =>
            project.EligibilityPolicy.Routes[0].PreviousStage.LatestAcademicYear = year));
}
