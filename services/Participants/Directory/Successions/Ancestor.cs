namespace Mastery.Participants;

/// <summary>A school from which another descends.</summary>
public sealed record Ancestor
{
    public required string Urn { get; init; }

    /// <summary>Whether history is sure of it: every link on the way is a school's only successor, or was
    /// confirmed.</summary>
    public required bool Followed { get; init; }
}
