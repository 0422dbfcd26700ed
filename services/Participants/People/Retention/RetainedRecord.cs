using Google.Protobuf;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using RetentionClass = Mastery.Participants.V1.RetentionRule.Types.Class;

namespace Mastery.Participants;

/// <summary>A record whose time is over; it is listed as resources are.</summary>
public sealed record RetainedRecord : IResource
{
    public required RetentionClass Class { get; init; }

    /// <summary>The place of its class in the order of lists.</summary>
    public required int Place { get; init; }

    public required string HubId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>From when its time counts.</summary>
    public required DateTime SinceTime { get; init; }

    public required string Collection { get; init; }

    public string Name => $"hubs/{HubId}/{Collection}/{Id}";

    public string Etag => "";

    public V1.RetainedRecord ToProto() => new()
    {
        Class = Class,
        Resource = Name,
        SinceDate = IsoDate.Text(EnglandTime.Date(SinceTime)),
    };

    IMessage IResource.ToProto() => ToProto();
}
