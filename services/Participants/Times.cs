using Google.Protobuf.WellKnownTypes;

namespace Mastery.Participants;

/// <summary>Converts the times of rows to those of the contract.</summary>
static class Times
{
    /// <summary>The time in UTC. A row that has not been written yet has the default time.</summary>
    public static Timestamp ToProto(this DateTime time) => time.ToUniversalTime().ToTimestamp();
}
