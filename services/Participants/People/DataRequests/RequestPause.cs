using System.Text.Json.Serialization;
using Mastery.Contracts;
using PauseKind = Mastery.Participants.V1.DataRequest.Types.Pause.Types.Kind;

namespace Mastery.Participants;

/// <summary>A time in which a hub waits for the person who asks.</summary>
public sealed record RequestPause
{
    [JsonConverter(typeof(EnumJson<PauseKind>))]
    public required PauseKind Kind { get; init; }

    public required string Reason { get; init; }

    public required DateOnly StartDate { get; init; }

    /// <summary>The day of the answer; null while it is waited for.</summary>
    public DateOnly? EndDate { get; init; }

    public V1.DataRequest.Types.Pause ToProto() => new()
    {
        Kind = Kind,
        Reason = Reason,
        StartDate = IsoDate.Text(StartDate),
        EndDate = IsoDate.Text(EndDate),
    };
}
