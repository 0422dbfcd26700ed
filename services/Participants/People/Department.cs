using Google.Protobuf;
using Mastery.Common.V1;
using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.Department.Types.State;

namespace Mastery.Participants;

/// <summary>A department of a school, which applies, is enrolled and makes plans.</summary>
public sealed record Department : IResource
{
    public const string Type = "mastery.services/Department";

    public required string HubId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>The URN.</summary>
    public required string School { get; init; }

    public required Subject Subject { get; init; }

    public Guid? HeadId { get; init; }

    public State State { get; init; } = State.Active;

    /// <summary>The schools at which it was before, the last one first.</summary>
    public IReadOnlyList<FormerSchool> FormerSchools { get; init; } = [];

    /// <summary>The id of the hub that has it now; null unless it is MOVED.</summary>
    public string? MovedToHub { get; init; }

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/departments/{Id}";

    public string Etag => Etags.Of(Revision);

    public bool IsActive => State == State.Active;

    public string MovedTo => MovedToHub is { } hub ? $"hubs/{hub}/departments/{Id}" : "";

    public static Department New(string parent, V1.Department from) => new()
    {
        HubId = parent.HubId(),
        Id = Guid.CreateVersion7(),
        School = from.School.Id(),
        Subject = from.Subject,
        HeadId = from.Head.Length == 0 ? null : throw Refusals.Reference("department.head", from.Head,
            "is not of this department, which has nobody yet: create it, then its participants, then name the head"),
    };

    public Department Edit(V1.Department merged) => this with { HeadId = Reference.ToIdOrNull(merged.Head) };

    /// <summary>The department after its head has moved or left.</summary>
    public Department WithoutHead() => this with { HeadId = null };

    public Department Close() => IsActive
        ? this with { State = State.Closed }
        : throw ApiError.WrongState(
            Name, State, [State.Active], "it is closed already; ReopenDepartment opens it again");

    public Department Reopen() => !IsActive
        ? this with { State = State.Active }
        : throw ApiError.WrongState(Name, State, [State.Closed], "it is open already; CloseDepartment closes it");

    /// <summary>The department at the school that its own has become, from that day on.</summary>
    public Department Succeed(string successor, DateOnly start) =>
        FormerSchools is not [var last, ..] || last.EndDate < start.AddDays(-1)
            ? this with { School = successor, FormerSchools = [new(School, start.AddDays(-1)), .. FormerSchools] }
            : throw ApiError.Invalid(
                "start_date", "must be after the day on which the department came to its present school");

    /// <summary>Refuses a department whose school is no longer the one that was seen.</summary>
    public Department RequireSchool(string seen) => School == seen ? this : throw ApiError.Conflict(Type, Name);

    /// <summary>Refuses a department that went to another hub.</summary>
    public Department RequireHere() => MovedToHub is null ? this : throw Refusals.Moved(Name, MovedTo);

    /// <summary>The department as its former hub keeps it.</summary>
    public Department MoveTo(string hub) =>
        RequireActive() with { State = State.Moved, MovedToHub = hub, HeadId = null };

    /// <summary>The department as it comes to a hub; its head is named once the people are there.</summary>
    public Department ArriveIn(string hub) =>
        this with { HubId = hub, State = State.Active, MovedToHub = null, HeadId = null };

    public Department RequireActive() => RequireHere().IsActive
        ? this
        : throw ApiError.WrongState(Name, State, [State.Active], "open it with ReopenDepartment first");

    public V1.Department ToProto() => new()
    {
        Name = Name,
        School = $"schools/{School}",
        Subject = Subject,
        Head = HeadId is { } head ? $"hubs/{HubId}/participants/{head}" : "",
        State = State,
        FormerSchools = { FormerSchools.Select(former => former.ToProto()) },
        MovedTo = MovedTo,
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();
}
