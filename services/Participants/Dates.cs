using Google.Protobuf.WellKnownTypes;
using Google.Type;

namespace Mastery.Participants;

/// <summary>Days and times as rows and as the contract have them.</summary>
static class Dates
{
    public static Date? ToProto(this DateOnly? day) => day is { } known ? ToProto(known) : null;

    public static Date ToProto(this DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    public static DateOnly? ToDay(this Date? date) =>
        date is null ? null : new DateOnly(date.Year, date.Month, date.Day);

    /// <summary>A time as the database gives it; a row that was never written has none.</summary>
    public static Timestamp ToProto(this System.DateTime time) => time.ToUniversalTime().ToTimestamp();
}
