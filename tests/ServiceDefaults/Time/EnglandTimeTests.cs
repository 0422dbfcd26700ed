using System.Globalization;

namespace Mastery.ServiceDefaults.Tests;

public sealed class EnglandTimeTests
{
    [Theory]
    [InlineData("2024-08-31T23:30:00Z", "2024-09-01")]
    [InlineData("2024-08-31T22:59:59Z", "2024-08-31")]
    [InlineData("2024-12-31T23:30:00Z", "2024-12-31")]
    public void A_day_begins_at_midnight_in_England(string moment, string day) =>
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), EnglandTime.Date(Utc(moment)));

    [Theory]
    [InlineData("2024-08-31T23:00:00Z", "00:00 on 1 September 2024")]
    [InlineData("2024-12-01T12:00:00Z", "12:00 on 1 December 2024")]
    public void A_moment_is_written_as_clocks_in_England_show_it(string moment, string words) =>
        Assert.Equal(words, EnglandTime.Words(Utc(moment)));

    [Theory]
    // Noon on 30 March is GMT in 2024, before clocks go forward on the 31st, and BST in 2025, when they did that day.
    [InlineData("2024-03-30T12:00:00Z", 1, "2025-03-30T11:00:00Z")]
    [InlineData("2024-10-27T12:00:00Z", 1, "2025-10-27T12:00:00Z")]
    [InlineData("2024-10-26T11:00:00Z", 1, "2025-10-26T12:00:00Z")]
    // 01:30 on 30 March 2025 is in the hour that clocks skip.
    [InlineData("2024-03-30T01:30:00Z", 1, "2025-03-30T01:30:00Z")]
    [InlineData("2024-02-29T09:00:00Z", 1, "2025-02-28T09:00:00Z")]
    public void A_year_later_clocks_show_the_same_time(string moment, int years, string later) =>
        Assert.Equal(Utc(later), EnglandTime.PlusYears(Utc(moment), years));

    static DateTime Utc(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture).UtcDateTime;
}
