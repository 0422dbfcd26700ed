namespace Mastery.Participants;

/// <summary>Everything that is known about a department at the moment it is judged; the rules look at nothing
/// else.</summary>
public sealed record EligibilityFacts
{
    public required string Department { get; init; }

    public required V1.Subject Subject { get; init; }

    public required bool DepartmentActive { get; init; }

    /// <summary>The school's resource name, also where the directory does not hold it.</summary>
    public required string School { get; init; }

    /// <summary>What the directory says; null when the school is not in it.</summary>
    public required SchoolFact? Directory { get; init; }

    public required IReadOnlyList<ParticipationFact> Participations { get; init; }

    /// <summary>The active members of the department who train or trained as specialists.</summary>
    public required IReadOnlyList<SpecialistFact> Specialists { get; init; }

    /// <summary>The Advocates; null when none were named, so that nothing can be said of them.</summary>
    public required IReadOnlyList<LeadFact>? Leads { get; init; }

    public required DateTime Now { get; init; }
}

/// <summary>What eligibility needs of a school.</summary>
public sealed record SchoolFact
{
    public required bool StateFunded { get; init; }

    public required bool InEngland { get; init; }

    public required bool Secondary { get; init; }

    public required V1.School.Types.Status Status { get; init; }

    public required V1.School.Types.Phase Phase { get; init; }
}

/// <summary>A past participation of the department, or of one of the same subject at the school or a
/// predecessor.</summary>
public sealed record ParticipationFact
{
    public required string Name { get; init; }

    public required V1.Stage Stage { get; init; }

    public required string AcademicYear { get; init; }

    /// <summary>The school under which it took part.</summary>
    public required string School { get; init; }

    /// <summary>False when only a succession that no person has confirmed leads here.</summary>
    public required bool Confirmed { get; init; }
}

/// <summary>A member of the department who trains or trained as a Mastery Specialist.</summary>
public sealed record SpecialistFact
{
    public required string Name { get; init; }

    public required int Cohort { get; init; }

    public required V1.Participant.Types.Specialist.Types.Phase Phase { get; init; }

    public required V1.Participant.Types.Specialist.Types.Status Status { get; init; }
}

/// <summary>An Advocate as the application states them, with the responsibility on record where it states
/// none.</summary>
public sealed record LeadFact
{
    public required string Name { get; init; }

    public required bool Experienced { get; init; }

    public required V1.Responsibility Responsibility { get; init; }

    public required bool Authority { get; init; }

    /// <summary>Whether the person is an active member of the department.</summary>
    public required bool Member { get; init; }
}
