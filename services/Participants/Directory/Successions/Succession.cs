using Mastery.Contracts;
using Doubt = Mastery.Participants.V1.Succession.Types.Doubt;

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

    public string ConfirmedReason { get; init; } = "";

    /// <summary>Whether the histories of schools follow it.</summary>
    public bool Followed { get; init; }

    /// <summary>The day of the extract that no longer has it.</summary>
    public DateOnly? WithdrawnDate { get; init; }

    /// <summary>Why a person has to decide; null when nobody has to.</summary>
    public Doubt? Doubt { get; init; }

    public V1.Succession ToProto() => new()
    {
        Predecessor = School.NameOf(Predecessor),
        Successor = School.NameOf(Successor),
        LinkType = LinkType,
        LinkDate = IsoDate.Text(LinkDate),
        Followed = Followed,
        Doubt = Doubt ?? default,
        WithdrawnDate = IsoDate.Text(WithdrawnDate),
        DecisionReason = ConfirmedReason,
    };
}
