namespace Mastery.Participants;

/// <summary>A direct or indirect predecessor of a school.</summary>
public sealed record Ancestor
{
    public required string Urn { get; init; }

    /// <summary>Whether every succession on the way is followed: it leads to the only successor, or a person confirmed
    /// it.</summary>
    public required bool Followed { get; init; }
}
