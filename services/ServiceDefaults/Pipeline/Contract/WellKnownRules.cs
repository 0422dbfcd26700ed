using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Type;

namespace Mastery.ServiceDefaults;

/// <summary>The ranges of Google's own value types: outside them their conversions throw.</summary>
static class WellKnownRules
{
    const long Earliest = -62_135_596_800;
    const long Latest = 253_402_300_799;
    const long LongestSeconds = 315_576_000_000;

    /// <summary>The check of a well-known type, which answers what is wrong; null for any other type.</summary>
    public static Func<IMessage, string?>? Of(MessageDescriptor message) => message.FullName switch
    {
        "google.protobuf.Timestamp" => value => Check((Timestamp)value),
        "google.protobuf.Duration" => value => Check((Duration)value),
        "google.type.Date" => value => Check((Date)value),
        "google.protobuf.Any" or "google.protobuf.FieldMask" => _ => null,
        _ => null,
    };

    static string? Check(Timestamp time) =>
        time.Seconds is >= Earliest and <= Latest && time.Nanos is >= 0 and < 1_000_000_000
            ? null
            : "must be a time of the years 1 to 9999";

    static string? Check(Duration duration) =>
        duration.Seconds is >= -LongestSeconds and <= LongestSeconds
            && duration.Nanos is > -1_000_000_000 and < 1_000_000_000
            && (duration.Seconds == 0 || duration.Nanos == 0 || duration.Seconds < 0 == duration.Nanos < 0)
            ? null
            : "must be a duration of at most 10,000 years";

    static string? Check(Date date) =>
        date is { Year: >= 1 and <= 9999, Month: >= 1 and <= 12 } && date.Day >= 1
            && date.Day <= System.DateTime.DaysInMonth(date.Year, date.Month)
            ? null
            : "must be a full date that exists";
}
