using Google.Protobuf;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.Enrolment.Types.State;

namespace Mastery.Participants;

/// <summary>A department's place in a Work Group. Its state changes are in <see cref="EnrolmentLifecycle"/>.</summary>
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

    /// <summary>The first day of the state, in England.</summary>
    public required DateOnly StateDate { get; init; }

    /// <summary>The times in which it was deferred and which are over.</summary>
    public IReadOnlyList<Deferral> Deferrals { get; init; } = [];

    public Guid? FromWorkGroupId { get; init; }

    public Guid? FromEnrolmentId { get; init; }

    public Guid? ToWorkGroupId { get; init; }

    public Guid? ToEnrolmentId { get; init; }

    /// <summary>The enrolment in another hub that it continues; null unless the department came from there.</summary>
    public string? MovedFrom { get; init; }

    /// <summary>The enrolment in another hub by which the department goes on.</summary>
    public string? MovedTo { get; init; }

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/workGroups/{WorkGroupId}/enrolments/{Id}";

    public string Etag => Etags.Of(Revision);

    public string DepartmentName => $"hubs/{HubId}/departments/{DepartmentId}";

    /// <summary>Whether the department took part on a day. The day on which it was completed or cancelled is its last;
    /// the day of any other change is the first on which it did not.</summary>
    public bool TookPartOn(DateOnly day) => day >= StartDate
        && !Deferrals.Any(deferral => day >= deferral.StartDate && day <= deferral.EndDate)
        && State switch
        {
            State.Active => true,
            State.Completed or State.Cancelled => day <= StateDate,
            _ => day < StateDate,
        };

    /// <summary>Whether the department has its place for this year.</summary>
    public bool IsLive => State is State.Active or State.Deferred;

    /// <summary>The first day, which is that of its first Advocates.</summary>
    public DateOnly StartDate => Advocates.Count > 0
        ? Advocates.Min(advocate => advocate.StartDate)
        : EnglandTime.Date(CreateTime);

    /// <summary>The Advocates who have handed over to nobody.</summary>
    public IEnumerable<EnrolmentAdvocate> PresentAdvocates => Advocates.Where(advocate => advocate.EndDate is null);

    /// <summary>The enrolment of an accepted application.</summary>
    /// <param name="application">The application.</param>
    /// <param name="group">The Work Group.</param>
    /// <param name="start">The first day of it and of its Advocates.</param>
    public static Enrolment New(Application application, WorkGroup group, DateOnly start) => new()
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
            id => new EnrolmentAdvocate { ParticipantId = id, StartDate = start })],
        StateDate = start,
    };

    public V1.Enrolment ToProto() => new()
    {
        Name = Name,
        Department = DepartmentName,
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
                EndReason = advocate.EndReason,
            }),
        },
        State = State,
        StateReason = StateReason,
        StateDate = IsoDate.Text(StateDate),
        Deferrals = { Deferrals.Select(deferral => deferral.ToProto()) },
        TransferredFrom = MovedFrom ?? NameOf(FromWorkGroupId, FromEnrolmentId),
        TransferredTo = MovedTo ?? NameOf(ToWorkGroupId, ToEnrolmentId),
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();

    string NameOf(Guid? group, Guid? enrolment) =>
        enrolment is null ? "" : $"hubs/{HubId}/workGroups/{group}/enrolments/{enrolment}";
}

/// <summary>An Advocate of an enrolment, with start and end dates.</summary>
public sealed record EnrolmentAdvocate
{
    public required Guid ParticipantId { get; init; }

    public required DateOnly StartDate { get; init; }

    public DateOnly? EndDate { get; init; }

    public string EndReason { get; init; } = "";
}

/// <summary>A time in which a department did not take part.</summary>
/// <param name="StartDate">The first day.</param>
/// <param name="EndDate">The last day.</param>
public sealed record Deferral(DateOnly StartDate, DateOnly EndDate)
{
    public V1.Enrolment.Types.Deferral ToProto() =>
        new() { StartDate = IsoDate.Text(StartDate), EndDate = IsoDate.Text(EndDate) };
}
