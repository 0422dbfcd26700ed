using Google.Protobuf;
using Mastery.ServiceDefaults;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;

namespace Mastery.Participants;

/// <summary>An effect of a sync, as it is kept.</summary>
public sealed record RosterEffect : IResource
{
    public required string HubId { get; init; }

    public required Guid SyncId { get; init; }

    public required int Number { get; init; }

    public required Kind Kind { get; init; }

    public Guid? ParticipantId { get; init; }

    /// <summary>The effect, as callers see it.</summary>
    public required V1.RosterSyncEffect Effect { get; init; }

    /// <summary>The records, to plan again; null once it is applied.</summary>
    public V1.BatchPlanRosterSyncRequest? Records { get; init; }

    /// <summary>The person before, once it is applied.</summary>
    public V1.Participant? Before { get; init; }

    /// <summary>The person's revision once it is applied.</summary>
    public long? AfterRevision { get; init; }

    public string Name => $"rosterSyncs/{SyncId}/effects/{HubId}-{Number}";

    public string Etag => "";

    public V1.RosterSyncEffect ToProto()
    {
        var effect = Effect.Clone();
        effect.Participant = ParticipantId is { } id ? $"hubs/{HubId}/participants/{id}" : "";
        return effect;
    }

    IMessage IResource.ToProto() => ToProto();
}
