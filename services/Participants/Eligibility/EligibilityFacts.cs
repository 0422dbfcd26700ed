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

    /// <summary>The participations of the school's department of the subject, and of the schools that it came from, the
    /// latest first. Any hub may have recorded them.</summary>
    public required IReadOnlyList<ParticipationFact> Participations { get; init; }

    /// <summary>The active members of the department who are in training, or were trained, as specialists.</summary>
    public required IReadOnlyList<SpecialistFact> Specialists { get; init; }

    /// <summary>The Advocates; null if none were named, so that rules on them are unknown.</summary>
    public required IReadOnlyList<LeadFact>? Leads { get; init; }

    /// <summary>Those who led in the last year taken part in, as far as this hub has recorded them.</summary>
    public IReadOnlyList<FormerLeadFact> FormerLeads { get; init; } = [];

    /// <summary>Whom to ask.</summary>
    public HubFact? Hub { get; init; }

    /// <summary>When it is judged.</summary>
    public required DateTime Now { get; init; }

    /// <summary>When the application was submitted, which is what the registration window is about; null
    /// before.</summary>
    public DateTime? SubmitTime { get; init; }

    /// <summary>What people call the school, within a sentence.</summary>
    public string SchoolName => Directory?.Name ?? $"the school with URN {School["schools/".Length..]}";
}

/// <summary>The department's hub, and where to write to it; empty where that is not on record.</summary>
public sealed record HubFact(string Name, string DisplayName, string ContactEmail);

/// <summary>What the rules need to know of a school; null where the directory does not know.</summary>
public sealed record SchoolFact
{
    public required string Name { get; init; }

    public required bool? StateFunded { get; init; }

    public required bool? InEngland { get; init; }

    public required bool? Secondary { get; init; }

    public required V1.School.Types.Status Status { get; init; }

    public required V1.School.Types.Phase Phase { get; init; }
}

/// <summary>That a school's department of the subject took part in a stage in an academic year.</summary>
public sealed record ParticipationFact
{
    /// <summary>The resources of the asking hub that record it; none where another hub recorded it.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    public required Stage Stage { get; init; }

    public required string AcademicYear { get; init; }

    /// <summary>The project's code; empty where it is not known.</summary>
    public string Code { get; init; } = "";

    /// <summary>The school at that time.</summary>
    public required string School { get; init; }

    /// <summary>Its name; empty where it is not in the directory.</summary>
    public string SchoolName { get; init; } = "";

    /// <summary>False if it belongs to a predecessor by a succession that nobody has confirmed.</summary>
    public required bool Confirmed { get; init; }
}

/// <summary>A member of the department who is in training, or was trained, as a Mastery Specialist.</summary>
public sealed record SpecialistFact
{
    public required string Name { get; init; }

    /// <summary>What people call the person.</summary>
    public required string DisplayName { get; init; }

    public required int Cohort { get; init; }

    public required V1.Participant.Types.Specialist.Types.Phase Phase { get; init; }

    public required V1.Participant.Types.Specialist.Types.Status Status { get; init; }
}

/// <summary>Someone who led a department's participation before.</summary>
public sealed record FormerLeadFact(string Name, string DisplayName, string AcademicYear);

/// <summary>An Advocate: what is on record, and what the application says.</summary>
public sealed record LeadFact
{
    public required string Name { get; init; }

    /// <summary>What people call the person.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Whether the headteacher says that the person is experienced.</summary>
    public required bool Experienced { get; init; }

    /// <summary>Whether the headteacher says that the person has the authority to make change happen.</summary>
    public required bool Authority { get; init; }

    /// <summary>The highest of the current posts on record in the school's departments; unspecified if none says
    /// it.</summary>
    public required V1.Responsibility Responsibility { get; init; }

    /// <summary>What the application says the responsibility is; unspecified if it says nothing.</summary>
    public V1.Responsibility Claimed { get; init; }

    /// <summary>The subjects of the school's departments in which the person works.</summary>
    public required IReadOnlyList<Subject> Subjects { get; init; }
}
