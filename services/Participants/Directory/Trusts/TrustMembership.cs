using Google.Protobuf;
using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>That a school belongs, or belonged, to a trust.</summary>
public sealed record TrustMembership : IResource
{
    public required string Trust { get; init; }
    public required string Urn { get; init; }
    public string SchoolDisplayName { get; init; } = "";
    public string TrustDisplayName { get; init; } = "";
    public DateOnly? JoinDate { get; init; }
    public DateOnly? LeaveDate { get; init; }
    public DateOnly FirstSeen { get; init; }
    public long Revision { get; init; }
    public DateTime CreateTime { get; init; }
    public DateTime UpdateTime { get; init; }

    public string Name => $"{Participants.Trust.NameOf(Trust)}/memberships/{Urn}";

    public string Etag => Etags.Of(Revision);

    public V1.TrustMembership ToProto() => new()
    {
        Name = Name,
        School = School.NameOf(Urn),
        SchoolDisplayName = SchoolDisplayName,
        TrustDisplayName = TrustDisplayName,
        JoinDate = IsoDate.Text(JoinDate),
        LeaveDate = IsoDate.Text(LeaveDate),
        FirstSeenDate = IsoDate.Text(FirstSeen),
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();
}
