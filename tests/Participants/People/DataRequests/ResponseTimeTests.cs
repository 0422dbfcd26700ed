using Mastery.Contracts;
using PauseKind = Mastery.Participants.V1.DataRequest.Types.Pause.Types.Kind;

namespace Mastery.Participants.Tests;

/// <summary>The last day for the answer to a request about somebody's data.</summary>
public sealed class ResponseTimeTests
{
    [Theory]
    // The example of the Information Commissioner's Office: 3 September to 3 October.
    [InlineData("2024-09-03", false, "2024-10-03")]
    [InlineData("2024-05-31", false, "2024-07-01")] // No 31 June; 30 June 2024 was a Sunday.
    [InlineData("2024-01-30", false, "2024-02-29")]
    [InlineData("2023-01-30", false, "2023-02-28")]
    [InlineData("2024-11-25", false, "2024-12-27")] // Christmas Day and Boxing Day.
    [InlineData("2026-11-28", false, "2026-12-29")] // The substitute day for Boxing Day.
    [InlineData("2024-02-29", false, "2024-04-02")] // Good Friday to Easter Monday.
    [InlineData("2023-04-08", false, "2023-05-09")] // The coronation.
    [InlineData("2024-07-25", false, "2024-08-27")] // A Sunday before the summer bank holiday.
    [InlineData("2024-07-02", false, "2024-08-02")] // Scotland's is no day off in England: 5 August 2024 is one.
    [InlineData("2024-07-05", false, "2024-08-05")]
    [InlineData("2023-11-30", true, "2024-02-29")]
    [InlineData("2024-09-03", true, "2024-12-03")]
    public void Is_the_same_day_of_a_later_month_or_the_next_working_day(string received, bool extended, string due) =>
        Assert.Equal(due, Due(received, [], extended));

    [Fact]
    public void Begins_anew_when_it_is_proved_who_asks() => Assert.Equal("2024-10-10",
        Due("2024-09-03", [Pause(PauseKind.Identity, "2024-09-04", "2024-09-10")]));

    [Fact]
    public void Leaves_out_the_days_from_a_question_to_its_answer() => Assert.Equal("2024-10-08",
        Due("2024-09-03", [Pause(PauseKind.Clarification, "2024-09-05", "2024-09-09")]));

    [Fact]
    public void Counts_a_day_that_is_in_two_pauses_once() => Assert.Equal("2024-10-08", Due("2024-09-03",
    [
        Pause(PauseKind.Clarification, "2024-09-05", "2024-09-06"),
        Pause(PauseKind.Clarification, "2024-09-06", "2024-09-09"),
    ]));

    [Fact]
    public void Leaves_out_no_day_before_it_begins() => Assert.Equal("2024-10-11", Due("2024-09-03",
    [
        Pause(PauseKind.Clarification, "2024-09-04", "2024-09-06"),
        Pause(PauseKind.Identity, "2024-09-09", "2024-09-11"),
    ]));

    static string Due(string received, IReadOnlyList<RequestPause> pauses, bool extended = false) =>
        IsoDate.Text(ResponseTime.Due(IsoDate.Parse(received), pauses, extended));

    static RequestPause Pause(PauseKind kind, string start, string end) =>
        new() { Kind = kind, Reason = "", StartDate = IsoDate.Parse(start), EndDate = IsoDate.Parse(end) };
}
