using System.Globalization;
using Mastery.Cli.Connector;

namespace Mastery.Cli.Tests.Connector;

public sealed class ScheduleTests
{
    [Theory]
    // Winter, summer, the days on which the clocks change, and a reading that was missed.
    [InlineData("00:30", "2026-01-10T00:30:05Z", "2026-01-11T00:30:00Z")]
    [InlineData("00:30", "2026-07-10T23:30:05Z", "2026-07-11T23:30:00Z")]
    [InlineData("00:30", "2026-07-10T12:00:00Z", "2026-07-10T23:30:00Z")]
    [InlineData("00:30", "2026-03-28T00:30:05Z", "2026-03-29T00:30:00Z")]
    [InlineData("00:30", "2026-03-29T00:30:05Z", "2026-03-29T23:30:00Z")]
    [InlineData("01:30", "2026-03-28T12:00:00Z", "2026-03-29T01:30:00Z")]
    [InlineData("01:30", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("01:30", "2026-10-25T00:30:05Z", "2026-10-26T01:30:00Z")]
    [InlineData("00:30", "2026-07-01T12:00:00Z", "2026-07-01T23:30:00Z")]
    public void Knows_the_time_of_day_in_England(string at, string last, string next) =>
        Assert.Equal(Time(next), new Schedule(null, TimeOnly.Parse(at, CultureInfo.InvariantCulture), Schedule.England)
            .NextAfter(Time(last)));

    [Fact]
    public void Is_due_after_some_time_and_at_once_for_the_first_time()
    {
        var schedule = new Schedule(TimeSpan.FromHours(6), default, Schedule.England);

        Assert.Equal(Time("2026-01-10T07:00:00Z"), schedule.NextAfter(Time("2026-01-10T01:00:00Z")));
        Assert.Equal(DateTimeOffset.MinValue, schedule.NextAfter(null));
    }

    static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
