using Mastery.Contracts;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class ClosedDaysTests
{
    [Theory]
    [InlineData("2025-04-18")]
    [InlineData("2025-04-21")]
    [InlineData("2025-05-05")]
    [InlineData("2025-05-26")]
    [InlineData("2025-08-25")]
    [InlineData("2025-12-24")]
    [InlineData("2025-12-30")]
    [InlineData("2026-01-01")]
    [InlineData("2025-10-04")]
    [InlineData("2025-10-05")]
    // In place of Boxing Day, a Saturday.
    [InlineData("2026-12-28")]
    // In place of New Year's Day, a Saturday.
    [InlineData("2028-01-03")]
    // For the King's coronation only.
    [InlineData("2023-05-08")]
    public void Have_the_weekends_and_bank_holidays_of_England(string day) =>
        Assert.True(ClosedDays.Contains(IsoDate.Parse(day)));

    [Theory]
    [InlineData("2025-04-17")]
    [InlineData("2025-04-22")]
    [InlineData("2025-05-12")]
    [InlineData("2025-12-23")]
    [InlineData("2026-01-02")]
    // A bank holiday in Scotland, where the hubs are not.
    [InlineData("2025-12-01")]
    public void Leave_open_the_days_beside_them(string day) =>
        Assert.False(ClosedDays.Contains(IsoDate.Parse(day)));
}
