using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Mastery.Contracts;

namespace Mastery.Cli.Lists;

/// <summary>Days and times as people in England read them.</summary>
static class England
{
    static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>Today there.</summary>
    public static DateOnly Today =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.UtcNow, Zone));

    /// <summary>When a day begins there, as filters of the API write a time.</summary>
    public static string Start(DateOnly day) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), Zone)
        .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The day and time of a moment; nothing where there is none.</summary>
    public static string Moment(Timestamp? time) => Text(time, "ddd d MMM yyyy, HH:mm");

    /// <summary>The day of a moment; nothing where there is none.</summary>
    public static string Day(Timestamp? time) => Text(time, "d MMM yyyy");

    /// <summary>A day of the contract; nothing where there is none.</summary>
    public static string Day(string date) =>
        IsoDate.ParseOrNull(date)?.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? "";

    static string Text(Timestamp? time, string format) => time is null ? ""
        : TimeZoneInfo.ConvertTimeFromUtc(time.ToDateTime(), Zone).ToString(format, CultureInfo.InvariantCulture);
}
