using Google.Protobuf;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.Enrolment.Types.State;

namespace Mastery.Participants;

/// <summary>A department's place in a Work Group.</summary>
public sealed record Enrolment : IResource
{
    public const string Type = "mastery.services/Enrolment";

    public required string HubId { get; init; }

    public required Guid WorkGroupId { get; init; }

    public required Guid Id { get; init; }

    public required Guid DepartmentId { get; init; }

    public required Guid ApplicationId { get; init; }

    public required string Focus { get; init; }

    public required string AcademicYear { get; init; }

    public string Theme { get; init; } = "";

    public IReadOnlyList<EnrolmentAdvocate> Advocates { get; init; } = [];

    public State State { get; init; } = State.Active;

    public string StateReason { get; init; } = "";

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/workGroups/{WorkGroupId}/enrolments/{Id}";

    public string Etag => Etags.Of(Revision);

    /// <summary>The enrolment of an accepted application. <paramref name="today"/> is the start date of its
    /// Advocates.</summary>
    public static Enrolment New(Application application, WorkGroup group, DateOnly today) => new()
    {
        HubId = group.HubId,
        WorkGroupId = group.Id,
        Id = Guid.CreateVersion7(),
        DepartmentId = application.DepartmentId,
        ApplicationId = application.Id,
        Focus = group.Focus,
        AcademicYear = group.AcademicYear,
        Theme = application.Theme.Length > 0 ? application.Theme : group.Theme,
        Advocates = [.. application.AdvocateIds.Select(
            id => new EnrolmentAdvocate { ParticipantId = id, StartDate = today })],
    };

    /// <summary>The withdrawn enrolment. <paramref name="today"/> is the end date of the Advocates that have none
    /// yet.</summary>
    public Enrolment Withdraw(string reason, DateOnly today) => State == State.Active
        ? this with
        {
            State = State.Withdrawn,
            StateReason = reason,
            Advocates = [.. Advocates.Select(advocate => advocate with { EndDate = advocate.EndDate ?? today })],
        }
        : throw ApiError.WrongState(
            Name, State, [State.Active], "it has been withdrawn already; the department can apply again");

    public V1.Enrolment ToProto() => new()
    {
        Name = Name,
        Department = $"hubs/{HubId}/departments/{DepartmentId}",
        Application = $"hubs/{HubId}/applications/{ApplicationId}",
        Focus = Focus,
        AcademicYear = AcademicYear,
        Theme = Theme,
        Advocates =
        {
            Advocates.Select(advocate => new V1.Enrolment.Types.Advocate
            {
                Participant = $"hubs/{HubId}/participants/{advocate.ParticipantId}",
                StartDate = IsoDate.Text(advocate.StartDate),
                EndDate = IsoDate.Text(advocate.EndDate),
            }),
        },
        State = State,
        StateReason = StateReason,
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();
}

/// <summary>An Advocate of an enrolment, with start and end dates.</summary>
public sealed record EnrolmentAdvocate
{
    public required Guid ParticipantId { get; init; }

    public required DateOnly StartDate { get; init; }

    public DateOnly? EndDate { get; init; }
}
