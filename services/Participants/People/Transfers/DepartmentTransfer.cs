using Google.Protobuf;
using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using Direction = Mastery.Participants.V1.DepartmentTransfer.Types.Direction;
using State = Mastery.Participants.V1.DepartmentTransfer.Types.State;

namespace Mastery.Participants;

/// <summary>One hub's offer to hand a department over to another, as one of the two hubs has it.</summary>
public sealed record DepartmentTransfer : IResource
{
    public const string Type = "mastery.services/DepartmentTransfer";

    public required string HubId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>The id of the hub that offers.</summary>
    public required string FromHub { get; init; }

    /// <summary>The id of the hub that receives.</summary>
    public required string ToHub { get; init; }

    /// <summary>The name of the hub with which this one deals.</summary>
    public string OtherHubName { get; init; } = "";

    public string OtherContactEmail { get; init; } = "";

    public required Guid DepartmentId { get; init; }

    /// <summary>The URN.</summary>
    public required string School { get; init; }

    public string SchoolName { get; init; } = "";

    public required Subject Subject { get; init; }

    public int ParticipantCount { get; init; }

    public int PastParticipationCount { get; init; }

    public int ApplicationCount { get; init; }

    public IReadOnlyList<TransferPlace> Places { get; init; } = [];

    public required string Reason { get; init; }

    /// <summary>The first day with the other hub; null for the day of acceptance.</summary>
    public DateOnly? EffectiveDate { get; init; }

    public State State { get; init; } = State.Offered;

    public string StateReason { get; init; } = "";

    public required DateOnly StateDate { get; init; }

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public Direction Direction => HubId == FromHub ? Direction.Outgoing : Direction.Incoming;

    public string Name => $"hubs/{HubId}/departmentTransfers/{Id}";

    public string Etag => Etags.Of(Revision);

    public string DepartmentName => $"hubs/{FromHub}/departments/{DepartmentId}";

    /// <summary>The offer of a department, as its own hub has it.</summary>
    public static DepartmentTransfer New(Department department, V1.DepartmentTransfer from, DateOnly today) => new()
    {
        HubId = department.HubId,
        Id = Guid.CreateVersion7(),
        FromHub = department.HubId,
        ToHub = from.ToHub.Id() != department.HubId
            ? from.ToHub.Id()
            : throw ApiError.Invalid("department_transfer.to_hub", "must be another hub than the one that offers"),
        DepartmentId = department.RequireActive().Id,
        School = department.School,
        Subject = department.Subject,
        Reason = from.Reason,
        EffectiveDate = from.EffectiveDate.Length == 0
            ? null
            : Days.NotAfterToday("department_transfer.effective_date", from.EffectiveDate, today),
        StateDate = today,
    };

    /// <summary>The same offer as one of the two hubs has it.</summary>
    public DepartmentTransfer Of(string hub) => this with { HubId = hub };

    public DepartmentTransfer Accept(IReadOnlyList<TransferPlace> places, DateOnly today) =>
        Leave(Direction.Incoming, State.Accepted, "", today) with { Places = places };

    public DepartmentTransfer Decline(string reason, DateOnly today) =>
        Leave(Direction.Incoming, State.Declined, reason, today);

    public DepartmentTransfer Cancel(string reason, DateOnly today) =>
        Leave(Direction.Outgoing, State.Cancelled, reason, today);

    /// <summary>Refuses an offer that has been answered, and the hub whose part the answer is not.</summary>
    public DepartmentTransfer RequireOpenFor(Direction direction) => State != State.Offered
        ? throw ApiError.WrongState(Name, State, [State.Offered], "it has been answered; offer the department again "
            + "with CreateDepartmentTransfer")
        : Direction != direction ? throw TransferErrors.NotYours(this)
        : this;

    public V1.DepartmentTransfer ToProto() => new()
    {
        Name = Name,
        Department = DepartmentName,
        FromHub = Hub.NameOf(FromHub),
        ToHub = Hub.NameOf(ToHub),
        Reason = Reason,
        EffectiveDate = IsoDate.Text(EffectiveDate),
        Direction = Direction,
        School = $"schools/{School}",
        SchoolDisplayName = SchoolName,
        Subject = Subject,
        ParticipantCount = ParticipantCount,
        PastParticipationCount = PastParticipationCount,
        ApplicationCount = ApplicationCount,
        Places = { Places.Select(place => place.ToProto()) },
        State = State,
        StateReason = StateReason,
        StateDate = IsoDate.Text(StateDate),
        MovedTo = State == State.Accepted ? $"hubs/{ToHub}/departments/{DepartmentId}" : "",
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();

    DepartmentTransfer Leave(Direction direction, State state, string reason, DateOnly today) =>
        RequireOpenFor(direction) with { State = state, StateReason = reason, StateDate = today };
}

/// <summary>A department's place in a Work Group, which goes along.</summary>
/// <param name="Focus">The focus.</param>
/// <param name="AcademicYear">The academic year.</param>
/// <param name="Enrolment">The enrolment that ended; null before.</param>
/// <param name="TransferredTo">The one that goes on; null before.</param>
public sealed record TransferPlace(
    string Focus, string AcademicYear, string? Enrolment = null, string? TransferredTo = null)
{
    public V1.DepartmentTransfer.Types.Place ToProto() => new()
    {
        Focus = Focus,
        AcademicYear = AcademicYear,
        Enrolment = Enrolment ?? "",
        TransferredTo = TransferredTo ?? "",
    };
}
