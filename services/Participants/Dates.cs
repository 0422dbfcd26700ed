using Google.Protobuf.WellKnownTypes;
using Google.Type;

namespace Mastery.Participants;

/// <summary>Days and times between rows and the contract.</summary>
static class Dates
{
    public static Date ToProto(this DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    public static DateOnly ToDay(this Date day) => new(day.Year, day.Month, day.Day);

    /// <summary>A time as the database gives it; a row that was never written has none.</summary>
    public static Timestamp ToProto(this System.DateTime time) => time.ToUniversalTime().ToTimestamp();
}
