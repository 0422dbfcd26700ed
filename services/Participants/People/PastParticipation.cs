using Google.Protobuf;
using Google.Protobuf.Collections;
using Mastery.Common.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>The participation of a department in an earlier year. Eligibility depends on it.</summary>
public sealed record PastParticipation : IResource
{
    public const string Type = "mastery.services/PastParticipation";

    public required string HubId { get; init; }

    public required Guid DepartmentId { get; init; }

    public required Guid Id { get; init; }

    public string Code { get; init; } = "";

    public required Stage Stage { get; init; }

    public required string AcademicYear { get; init; }

    /// <summary>The URN of the school at that time.</summary>
    public required string School { get; init; }

    public Guid[] Leads { get; init; } = [];

    public string Source { get; init; } = "";

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/departments/{DepartmentId}/participations/{Id}";

    public string Etag => Etags.Of(Revision);

    public static PastParticipation New(Department department, V1.PastParticipation from) => new PastParticipation
    {
        HubId = department.HubId,
        DepartmentId = department.Id,
        Id = Guid.CreateVersion7(),
        Stage = default,
        AcademicYear = "",
        School = department.School,
    }.Edit(from);

    /// <summary>That a department took part in a Work Group, led by its present Advocates.</summary>
    public static PastParticipation Of(Department department, WorkGroup group, Enrolment enrolment) => new()
    {
        HubId = department.HubId,
        DepartmentId = department.Id,
        Id = Guid.CreateVersion7(),
        Code = group.Focus.ParentName().Id(),
        Stage = group.Stage,
        AcademicYear = group.AcademicYear,
        School = department.School,
        Leads = [.. enrolment.PresentAdvocates.Select(advocate => advocate.ParticipantId)],
        Source = $"Work Group \"{group.DisplayName}\"",
    };

    /// <summary>The participation with the new values. An empty school keeps the present one.</summary>
    public PastParticipation Edit(V1.PastParticipation merged) => this with
    {
        Code = merged.Code,
        Stage = merged.Stage,
        AcademicYear = merged.AcademicYear,
        School = merged.School.Length == 0 ? School : merged.School.Id(),
        Leads = Distinct(merged.Leads),
        Source = merged.Source,
    };

    public V1.PastParticipation ToProto() => new()
    {
        Name = Name,
        Code = Code,
        Stage = Stage,
        AcademicYear = AcademicYear,
        School = $"schools/{School}",
        Leads = { Leads.Select(lead => $"hubs/{HubId}/participants/{lead}") },
        Source = Source,
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();

    static Guid[] Distinct(RepeatedField<string> names) => names.Distinct().Count() == names.Count
        ? [.. names.Select(Reference.ToId)]
        : throw ApiError.Invalid("past_participation.leads", "names a person twice");
}
