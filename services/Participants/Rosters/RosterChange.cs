using Google.Protobuf;
using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.RosterSync.Types.State;

namespace Mastery.Participants;

/// <summary>What a sync did to a person.</summary>
public sealed record RosterChange : IResource
{
    public required string HubId { get; init; }

    public required Guid SyncId { get; init; }

    public required int Number { get; init; }

    public required Guid ParticipantId { get; init; }

    public required V1.RosterSyncEffect Effect { get; init; }

    public required string Source { get; init; }

    public required string System { get; init; }

    public string ApplyActor { get; init; } = "";

    public DateTime? ApplyTime { get; init; }

    public required State State { get; init; }

    public string Name => $"rosterSyncs/{SyncId}/effects/{HubId}-{Number}";

    public string Etag => "";

    public V1.ParticipantRosterChange ToProto()
    {
        var effect = Effect.Clone();
        effect.Participant = $"hubs/{HubId}/participants/{ParticipantId}";
        return new()
        {
            RosterSync = $"rosterSyncs/{SyncId}",
            Source = Source,
            System = System,
            ApplyActor = ApplyActor,
            ApplyTime = ApplyTime?.ToProto(),
            Reverted = State == State.Reverted,
            Effect = effect,
        };
    }

    IMessage IResource.ToProto() => ToProto();
}
