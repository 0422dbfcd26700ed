using Mastery.Common.V1;

namespace Mastery.Participants;

/// <summary>Everything that is known about a department when it is assessed. The rules use nothing else.</summary>
public sealed record EligibilityFacts
{
    public required string Department { get; init; }

    public required Subject Subject { get; init; }

    public required bool DepartmentActive { get; init; }

    /// <summary>The school's resource name, even if the school is not in the directory.</summary>
    public required string School { get; init; }

    /// <summary>The school in the directory; null if it is not there.</summary>
    public required SchoolFact? Directory { get; init; }

    public required IReadOnlyList<ParticipationFact> Participations { get; init; }

    /// <summary>The active members of the department who are in training, or were trained, as specialists.</summary>
    public required IReadOnlyList<SpecialistFact> Specialists { get; init; }

    /// <summary>The Advocates; null if none were named, so that rules on them are unknown.</summary>
    public required IReadOnlyList<LeadFact>? Leads { get; init; }

    public required DateTime Now { get; init; }
}

/// <summary>What the rules need to know of a school; null where the directory does not know.</summary>
public sealed record SchoolFact
{
    public required bool? StateFunded { get; init; }

    public required bool? InEngland { get; init; }

    public required bool? Secondary { get; init; }

    public required V1.School.Types.Status Status { get; init; }

    public required V1.School.Types.Phase Phase { get; init; }
}

/// <summary>A past participation of the department, or of one of the same subject at the school or a
/// predecessor.</summary>
public sealed record ParticipationFact
{
    public required string Name { get; init; }

    public required Stage Stage { get; init; }

    public required string AcademicYear { get; init; }

    /// <summary>The school at that time.</summary>
    public required string School { get; init; }

    /// <summary>False if it belongs to a predecessor by a succession that nobody has confirmed.</summary>
    public required bool Confirmed { get; init; }
}

/// <summary>A member of the department who is in training, or was trained, as a Mastery Specialist.</summary>
public sealed record SpecialistFact
{
    public required string Name { get; init; }

    public required int Cohort { get; init; }

    public required V1.Participant.Types.Specialist.Types.Phase Phase { get; init; }

    public required V1.Participant.Types.Specialist.Types.Status Status { get; init; }
}

/// <summary>An Advocate with what the application says of them. If it states no responsibility, the highest of their
/// current posts in the department is used.</summary>
public sealed record LeadFact
{
    public required string Name { get; init; }

    public required bool Experienced { get; init; }

    public required V1.Responsibility Responsibility { get; init; }

    public required bool Authority { get; init; }

    /// <summary>Whether the person is an active member of the department.</summary>
    public required bool Member { get; init; }
}
