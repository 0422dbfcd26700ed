using Google.Protobuf;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>A local authority that no hub serves as a whole, so that a person has to decide.</summary>
public sealed record UnplacedAuthority : IResource
{
    public required string Code { get; init; }
    public required string DisplayName { get; init; }
    public required int SchoolCount { get; init; }
    public required int SecondaryCount { get; init; }

    public string Name => Code;

    // Counted when it is asked for, so it has no version.
    string IResource.Etag => "";

    public V1.UnplacedAuthority ToProto() => new()
    {
        LocalAuthority = new() { Code = Code, DisplayName = DisplayName },
        SchoolCount = SchoolCount,
        SecondaryCount = SecondaryCount,
    };

    IMessage IResource.ToProto() => ToProto();
}
