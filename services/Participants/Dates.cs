using Google.Type;

namespace Mastery.Participants;

/// <summary>Days as rows and as the contract have them.</summary>
static class Dates
{
    public static Date? ToProto(this DateOnly? day) => day is { } known ? ToProto(known) : null;

    public static Date ToProto(this DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    public static DateOnly? ToDay(this Date? date) => date is null ? null : new DateOnly(date.Year, date.Month, date.Day);
}
