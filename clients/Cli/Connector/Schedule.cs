using System.Globalization;

namespace Mastery.Cli.Connector;

/// <summary>When the staff are read: again after some time, or at a time of day somewhere.</summary>
/// <param name="every">The time between two readings; null for a time of day.</param>
/// <param name="at">The time of day.</param>
/// <param name="zone">Where it is that time.</param>
sealed class Schedule(TimeSpan? every, TimeOnly at, TimeZoneInfo zone)
{
    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The time in England.</summary>
    public static TimeZoneInfo England { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>A time as people in England read it.</summary>
    public static string Text(DateTimeOffset time) =>
        TimeZoneInfo.ConvertTime(time, England).ToString("ddd d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The usual time between two readings.</summary>
    public TimeSpan Period => every ?? Day;

    /// <summary>When it is next due; in the past where a reading was missed, and without a last one at once.</summary>
    /// <param name="last">The last reading.</param>
    public DateTimeOffset NextAfter(DateTimeOffset? last)
    {
        if (last is not { } then)
        {
            return DateTimeOffset.MinValue;
        }

        if (every is { } time)
        {
            return then + time;
        }

        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(then, zone).DateTime);
        return Moment(day) is var today && today > then ? today : Moment(day.AddDays(1));
    }

    /// <summary>The time on a day. Where the clocks are put forward over it, an hour later; where it comes twice, the
    /// first of the two.</summary>
    DateTimeOffset Moment(DateOnly day)
    {
        var local = day.ToDateTime(at);
        if (zone.IsInvalidTime(local))
        {
            local = local.AddHours(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max()
            : zone.GetUtcOffset(local);
        return new(local, offset);
    }
}
