using Mastery.Contracts;

namespace Mastery.Participants;

/// <summary>One school is the successor of another. A link of another kind is included too, because a person may decide
/// that it is a succession.</summary>
public sealed record Succession
{
    /// <summary>The school whose history was asked for.</summary>
    public string Root { get; init; } = "";

    public required string Predecessor { get; init; }
    public required string Successor { get; init; }
    public required string LinkType { get; init; }
    public DateOnly? LinkDate { get; init; }

    /// <summary>What a person decided; null if nobody has yet.</summary>
    public bool? Confirmed { get; init; }

    /// <summary>Whether the histories of schools follow it.</summary>
    public bool Followed { get; init; }

    /// <summary>Whether the link itself says which school is the successor.</summary>
    public bool Directed { get; init; } = true;

    /// <summary>Whether a person has to decide.</summary>
    public bool NeedsDecision => Directed && Confirmed is null && !Followed;

    public V1.Succession ToProto() => new()
    {
        Predecessor = School.NameOf(Predecessor),
        Successor = School.NameOf(Successor),
        LinkType = LinkType,
        LinkDate = IsoDate.Text(LinkDate),
        Followed = Followed,
    };
}
