using Google.Protobuf;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>A school whose successors wait for a person to decide.</summary>
public sealed record QueuedSchool : IResource
{
    public required string Predecessor { get; init; }

    public string Name => School.NameOf(Predecessor);

    // What is queued is a fact about links, not a version of anything.
    string IResource.Etag => "";

    IMessage IResource.ToProto() => new V1.SchoolHistory { School = Name, Queued = true };
}
