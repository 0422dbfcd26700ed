using Mastery.Common.V1;

namespace Mastery.Participants;

/// <summary>The hub with which a school's department of a subject works, and how to reach it.</summary>
sealed record DepartmentOwner
{
    /// <summary>The URN.</summary>
    public required string Urn { get; init; }

    /// <summary>The school's name.</summary>
    public required string School { get; init; }

    public required Subject Subject { get; init; }

    /// <summary>The id of the hub.</summary>
    public required string HubId { get; init; }

    /// <summary>The hub's name.</summary>
    public required string Hub { get; init; }

    public required string ContactEmail { get; init; }

    public V1.DepartmentOwners.Types.Owner ToProto() => new()
    {
        Subject = Subject,
        Hub = Participants.Hub.NameOf(HubId),
        HubDisplayName = Hub,
        ContactEmail = ContactEmail,
    };
}
