using Google.Type;

namespace Mastery.Participants;

/// <summary>Days as rows and as the contract have them.</summary>
static class Days
{
    public static Date? ToDate(this DateOnly? day) => day is { } known ? known.ToDate() : null;

    public static Date ToDate(this DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    public static DateOnly? ToDay(this Date? date) => date is null ? null : new DateOnly(date.Year, date.Month, date.Day);
}
