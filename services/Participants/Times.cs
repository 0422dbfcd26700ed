using Google.Protobuf.WellKnownTypes;

namespace Mastery.Participants;

/// <summary>Times as rows have them and as the contract does.</summary>
static class Times
{
    /// <summary>A time as the database gives it; a row that was never written has none.</summary>
    public static Timestamp ToProto(this DateTime time) => time.ToUniversalTime().ToTimestamp();
}
