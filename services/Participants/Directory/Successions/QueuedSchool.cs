using Google.Protobuf;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>A school in the queue: a person has to decide which of its linked schools are its successors.</summary>
public sealed record QueuedSchool : IResource
{
    public required string Predecessor { get; init; }

    public string Name => School.NameOf(Predecessor);

    // An entry of the queue is computed from the links, so it has no version.
    string IResource.Etag => "";

    IMessage IResource.ToProto() => new V1.SchoolHistory { School = Name, Queued = true };
}
