using Google.Protobuf;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.WorkGroup.Types.State;

namespace Mastery.Participants;

/// <summary>A Work Group: its states and its places.</summary>
public sealed record WorkGroup : IResource
{
    public const string Type = "mastery.services/WorkGroup";

    public required string HubId { get; init; }

    public required Guid Id { get; init; }

    public required string Focus { get; init; }

    public required string DisplayName { get; init; }

    public string Theme { get; init; } = "";

    public Guid[] WorkGroupLeads { get; init; } = [];

    public required int Capacity { get; init; }

    public int ExpectedAttendancePercent { get; init; }

    public required string AcademicYear { get; init; }

    public required Stage Stage { get; init; }

    public int EnrolledCount { get; init; }

    public State State { get; init; } = State.Planned;

    public string StateReason { get; init; } = "";

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/workGroups/{Id}";

    public string Etag => Etags.Of(Revision);

    /// <summary>Whether departments can apply and be accepted.</summary>
    public bool TakesDepartments => State is State.Recruiting or State.Running;

    public static WorkGroup New(string parent, V1.WorkGroup from, ProjectFocus projectFocus) => new WorkGroup
    {
        HubId = parent.HubId(),
        Id = Guid.CreateVersion7(),
        Focus = projectFocus.RequirePublished("work_group.focus").Focus.Name,
        DisplayName = "",
        Capacity = 0,
        AcademicYear = projectFocus.Project.AcademicYear,
        Stage = projectFocus.Project.Stage,
    }.With(from);

    public WorkGroup RequireNotOver() => State is State.Completed or State.Cancelled
        ? throw ApiError.WrongState(Name, State, [State.Planned, State.Recruiting, State.Running],
            "it is over; create another with CreateWorkGroup")
        : this;

    public WorkGroup Edit(V1.WorkGroup merged)
    {
        RequireNotOver();
        return merged.Capacity < EnrolledCount
            ? throw ApiError.Precondition(ErrorReason.HasChildren, "ENROLMENTS", Name,
                $"{EnrolledCount} departments are enrolled: give it as many places, or free some with "
                    + "WithdrawEnrolment.")
            : With(merged);
    }

    public WorkGroup Open() => State == State.Planned
        ? this with { State = State.Recruiting }
        : throw ApiError.WrongState(
            Name, State, [State.Planned], "only a planned Work Group is opened, by OpenWorkGroup");

    public WorkGroup Start() => State == State.Recruiting
        ? this with { State = State.Running }
        : throw ApiError.WrongState(Name, State, [State.Recruiting], State == State.Planned
            ? "open it with OpenWorkGroup first"
            : "it has been started already");

    /// <summary>The completed group.</summary>
    /// <param name="freed">The places of deferred enrolments, which end without taking part.</param>
    public WorkGroup Complete(int freed) => State == State.Running
        ? this with { State = State.Completed, EnrolledCount = EnrolledCount - freed }
        : throw ApiError.WrongState(Name, State, [State.Running], State switch
        {
            State.Planned => "open it with OpenWorkGroup and start it with StartWorkGroup first",
            State.Recruiting => "start it with StartWorkGroup first, or give it up with CancelWorkGroup",
            _ => "it is over already",
        });

    /// <summary>The cancelled group.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="freed">The places of its live enrolments, which end with it.</param>
    public WorkGroup Cancel(string reason, int freed) => State is State.Planned or State.Recruiting or State.Running
        ? this with { State = State.Cancelled, StateReason = reason, EnrolledCount = EnrolledCount - freed }
        : throw ApiError.WrongState(
            Name, State, [State.Planned, State.Recruiting, State.Running], "it is over already");

    public WorkGroup RequireTakesDepartments() => TakesDepartments
        ? this
        : throw ApiError.WrongState(Name, State, [State.Recruiting, State.Running], State == State.Planned
            ? "open it with OpenWorkGroup first"
            : "it is over; choose another Work Group on the focus");

    /// <summary>Takes one place, if one is free.</summary>
    public WorkGroup TakePlace() => EnrolledCount < RequireTakesDepartments().Capacity
        ? this with { EnrolledCount = EnrolledCount + 1 }
        : throw ApiError.Precondition(ErrorReason.WorkGroupFull, "CAPACITY", Name,
            $"All {Capacity} places of '{Name}' are taken: choose another Work Group, raise its capacity, or use "
                + "WaitlistApplication.",
            new Dictionary<string, string> { ["capacity"] = $"{Capacity}" });

    /// <summary>Frees one place.</summary>
    public WorkGroup FreePlace() => this with { EnrolledCount = EnrolledCount - 1 };

    public V1.WorkGroup ToProto() => new()
    {
        Name = Name,
        Focus = Focus,
        DisplayName = DisplayName,
        Theme = Theme,
        WorkGroupLeads = { WorkGroupLeads.Select(lead => $"hubs/{HubId}/participants/{lead}") },
        Capacity = Capacity,
        ExpectedAttendancePercent = ExpectedAttendancePercent,
        AcademicYear = AcademicYear,
        Stage = Stage,
        EnrolledCount = EnrolledCount,
        State = State,
        StateReason = StateReason,
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();

    WorkGroup With(V1.WorkGroup from) => this with
    {
        DisplayName = from.DisplayName,
        Theme = from.Theme,
        WorkGroupLeads = from.WorkGroupLeads.Distinct().Count() == from.WorkGroupLeads.Count
            ? [.. from.WorkGroupLeads.Select(Reference.ToId)]
            : throw ApiError.Invalid("work_group.work_group_leads", "names a person twice"),
        Capacity = from.Capacity,
        ExpectedAttendancePercent = from.ExpectedAttendancePercent,
    };
}
