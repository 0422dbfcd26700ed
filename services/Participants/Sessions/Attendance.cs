namespace Mastery.Participants;

/// <summary>Whether a person came to a session, and for which department they are counted.</summary>
public sealed record Attendance
{
    public required Guid ParticipantId { get; init; }

    public required Guid DepartmentId { get; init; }

    public required bool Present { get; init; }
}
