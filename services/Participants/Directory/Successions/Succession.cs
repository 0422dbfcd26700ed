using Mastery.Contracts;

namespace Mastery.Participants;

/// <summary>That one school came after another; or, for a link of another kind, that they are linked and a person may
/// say so.</summary>
public sealed record Succession
{
    /// <summary>The school whose history it was read for.</summary>
    public string Root { get; init; } = "";

    public required string Predecessor { get; init; }
    public required string Successor { get; init; }
    public required string LinkType { get; init; }
    public DateOnly? LinkDate { get; init; }

    /// <summary>What a person decided; null while none did.</summary>
    public bool? Confirmed { get; init; }

    /// <summary>Whether history goes this way.</summary>
    public bool Followed { get; init; }

    /// <summary>Whether the link itself says that one came after the other.</summary>
    public bool Directed { get; init; } = true;

    /// <summary>Whether a person is asked to decide.</summary>
    public bool Waits => Directed && Confirmed is null && !Followed;

    public V1.Succession ToProto() => new()
    {
        Predecessor = School.NameOf(Predecessor),
        Successor = School.NameOf(Successor),
        LinkType = LinkType,
        LinkDate = IsoDate.Text(LinkDate),
        Followed = Followed,
    };
}
