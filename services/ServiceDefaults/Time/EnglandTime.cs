using System.Globalization;

namespace Mastery.ServiceDefaults;

/// <summary>Days and wall-clock times of England (Europe/London), in which the programme sets its dates and
/// windows.</summary>
public static class EnglandTime
{
    static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>The present day in England.</summary>
    public static DateOnly Today(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return Date(clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>The day in England at a moment.</summary>
    /// <param name="utc">The moment, in UTC.</param>
    public static DateOnly Date(DateTime utc) => DateOnly.FromDateTime(Local(utc));

    /// <summary>The moment as clocks in England show it, for example "00:00 on 1 September 2024".</summary>
    /// <param name="utc">The moment, in UTC.</param>
    public static string Words(DateTime utc) =>
        Local(utc).ToString("HH:mm 'on' d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The day as people write it, for example "1 September 2024".</summary>
    public static string Words(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A time of one day as people write it, for example "Thursday 14 November 2024, 13:30 to
    /// 16:00".</summary>
    /// <param name="start">The start, in UTC.</param>
    /// <param name="end">The end, in UTC.</param>
    public static string Words(DateTime start, DateTime end) => string.Create(CultureInfo.InvariantCulture,
        $"{Local(start):dddd d MMMM yyyy, HH:mm} to {Local(end):HH:mm}");

    /// <summary>The moment some years later at which clocks in England show the same day of the year and
    /// time.</summary>
    /// <param name="utc">The moment, in UTC.</param>
    /// <param name="years">How many years later.</param>
    public static DateTime PlusYears(DateTime utc, int years)
    {
        var local = Local(utc).AddYears(years);
        // In the night in which clocks go forward there is no time between 01:00 and 02:00.
        return TimeZoneInfo.ConvertTimeToUtc(Zone.IsInvalidTime(local) ? local.AddHours(1) : local, Zone);
    }

    static DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc.ToUniversalTime(), Zone);
}
