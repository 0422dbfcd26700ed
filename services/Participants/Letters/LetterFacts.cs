using Mastery.Common.V1;

namespace Mastery.Participants;

/// <summary>What a letter says of others than the application, enrolment or enquiry: the hub, the school, the
/// recipient, the Work Group.</summary>
public sealed record LetterFacts
{
    public required string HubName { get; init; }

    public required string ContactEmail { get; init; }

    /// <summary>The department's; unspecified in the answer to an enquiry that names none.</summary>
    public Subject Subject { get; init; }

    public required string SchoolName { get; init; }

    public Guid? RecipientId { get; init; }

    public string Email { get; init; } = "";

    /// <summary>What people call the recipient; empty if nobody is on record.</summary>
    public string RecipientName { get; init; } = "";

    /// <summary>Who signs beside the hub; empty if nobody does.</summary>
    public string Author { get; init; } = "";

    public string WorkGroupName { get; init; } = "";

    /// <summary>The enrolment, in a letter about one.</summary>
    public Guid EnrolmentId { get; init; }

    /// <summary>The title of its focus.</summary>
    public string FocusTitle { get; init; } = "";

    public string AcademicYear { get; init; } = "";

    /// <summary>The department, for example "the mathematics department of Wakefield Academy".</summary>
    public string Department => SchoolName.Length > 0
        ? $"the {Wording.Of(Subject)} department of {SchoolName}"
        : $"your {Wording.Of(Subject)} department";

    /// <summary>To whom it is written when nobody is on record.</summary>
    public string Office => $"Head of {Wording.Capital(Wording.Of(Subject))}";

    /// <summary>The Work Group, for example "the Work Group “Wakefield Sustaining”".</summary>
    public string WorkGroup => $"the Work Group “{WorkGroupName}”";

    /// <summary>The academic year as people write it, for example " in 2024/25".</summary>
    public string InYear => AcademicYear.Length > 0 ? $" in {Contracts.AcademicYear.Slashed(AcademicYear)}" : "";
}
