using Google.Protobuf;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.Application.Types.State;

namespace Mastery.Participants;

/// <summary>A department's application. Its state changes are in <see cref="ApplicationLifecycle"/>.</summary>
public sealed record Application : IResource
{
    public const string Type = "mastery.services/Application";

    public required string HubId { get; init; }

    public required Guid Id { get; init; }

    public required Guid DepartmentId { get; init; }

    public required string Focus { get; init; }

    /// <summary>The academic year of the focus's project; empty for a code that names none.</summary>
    public string AcademicYear { get; init; } = "";

    /// <summary>The title of the focus when the application was submitted, for letters.</summary>
    public string FocusTitle { get; init; } = "";

    public Guid? WorkGroupId { get; init; }

    public string Theme { get; init; } = "";

    public IReadOnlyList<Advocate> Advocates { get; init; } = [];

    public string Motivation { get; init; } = "";

    public string HeadteacherName { get; init; } = "";

    public string HeadteacherRole { get; init; } = "";

    public DateOnly? HeadteacherAgreeDate { get; init; }

    public V1.Eligibility? Eligibility { get; init; }

    /// <summary>The outcome, for filters.</summary>
    public V1.Eligibility.Types.Outcome? Outcome => Eligibility?.Outcome;

    public State State { get; init; } = State.Draft;

    public string StateReason { get; init; } = "";

    public V1.Application.Types.DeclineReason? DeclineReason { get; init; }

    /// <summary>The place on the waiting list of the Work Group, from 1; 0 if it does not wait.</summary>
    public int WaitlistPosition { get; init; }

    public Guid? EnrolmentId { get; init; }

    public DateTime? SubmitTime { get; init; }

    /// <summary>The id of the hub to which it went with its department; null unless it is MOVED.</summary>
    public string? MovedToHub { get; init; }

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/applications/{Id}";

    public string Etag => Etags.Of(Revision);

    public string DepartmentName => $"hubs/{HubId}/departments/{DepartmentId}";

    public IReadOnlyList<Guid> AdvocateIds => [.. Advocates.Select(advocate => advocate.ParticipantId)];

    public string WorkGroupName => WorkGroupId is { } group ? $"hubs/{HubId}/workGroups/{group}" : "";

    public static Application New(string parent, V1.Application from, string academicYear) => new Application
    {
        HubId = parent.HubId(),
        Id = Guid.CreateVersion7(),
        DepartmentId = Reference.ToId(from.Department),
        Focus = from.Focus,
        AcademicYear = academicYear,
    }.With(from);

    public V1.Application ToProto() => new()
    {
        Name = Name,
        Department = DepartmentName,
        Focus = Focus,
        AcademicYear = AcademicYear,
        WorkGroup = WorkGroupName,
        Theme = Theme,
        Advocates = { Advocates.Select(advocate => advocate.ToProto(HubId)) },
        Motivation = Motivation,
        HeadteacherAgreement = HeadteacherAgreeDate is not { } day ? null : new()
        {
            DisplayName = HeadteacherName,
            Role = HeadteacherRole,
            AgreeDate = IsoDate.Text(day),
        },
        Eligibility = Eligibility?.Clone(),
        State = State,
        StateReason = StateReason,
        DeclineReason = DeclineReason ?? default,
        WaitlistPosition = WaitlistPosition,
        Enrolment = EnrolmentId is { } enrolment ? $"{WorkGroupName}/enrolments/{enrolment}" : "",
        SubmitTime = SubmitTime?.ToProto(),
        MovedTo = MovedToHub is { } hub ? $"hubs/{hub}/applications/{Id}" : "",
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();

    internal Application With(V1.Application from) => this with
    {
        Focus = from.Focus,
        WorkGroupId = Reference.ToIdOrNull(from.WorkGroup),
        Theme = from.Theme,
        Advocates = Advocate.From(from.Advocates),
        Motivation = from.Motivation,
        HeadteacherName = from.HeadteacherAgreement?.DisplayName ?? "",
        HeadteacherRole = from.HeadteacherAgreement?.Role ?? "",
        HeadteacherAgreeDate = IsoDate.ParseOrNull(from.HeadteacherAgreement?.AgreeDate ?? ""),
    };
}
