using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Mastery.Contracts;

namespace Mastery.ServiceDefaults;

/// <summary>The ranges of Google's own value types: outside them conversions throw, or PostgreSQL takes a value for
/// infinity.</summary>
static class WellKnownRules
{
    const long LongestSeconds = 315_576_000_000;

    static readonly long Earliest = StartOf(IsoDate.Earliest);
    static readonly long Latest = StartOf(IsoDate.Latest.AddDays(1)) - 1;

    /// <summary>The check of a well-known type, which answers what is wrong; null for any other type.</summary>
    public static Func<IMessage, string?>? Of(MessageDescriptor message) => message.FullName switch
    {
        "google.protobuf.Timestamp" => value => Check((Timestamp)value),
        "google.protobuf.Duration" => value => Check((Duration)value),
        "google.protobuf.Any" or "google.protobuf.FieldMask" => _ => null,
        _ => null,
    };

    static string? Check(Timestamp time) =>
        time.Seconds >= Earliest && time.Seconds <= Latest && time.Nanos is >= 0 and < 1_000_000_000
            ? null
            : $"must be a time between {IsoDate.Text(IsoDate.Earliest)} and {IsoDate.Text(IsoDate.Latest)}";

    static string? Check(Duration duration) =>
        duration.Seconds is >= -LongestSeconds and <= LongestSeconds
            && duration.Nanos is > -1_000_000_000 and < 1_000_000_000
            && (duration.Seconds == 0 || duration.Nanos == 0 || duration.Seconds < 0 == duration.Nanos < 0)
            ? null
            : "must be a duration of at most 10,000 years";

    static long StartOf(DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeSeconds();
}
