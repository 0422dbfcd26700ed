using Google.Protobuf;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>A department of a school: what applies, enrols and plans.</summary>
public sealed record Department : IResource
{
    public const string Type = "mastery.services/Department";

    const string Active = "ACTIVE";
    const string Closed = "CLOSED";

    public required string HubId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>The URN.</summary>
    public required string School { get; init; }

    public required string Subject { get; init; }

    public Guid? HeadId { get; init; }

    public string State { get; init; } = Active;

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/departments/{Id}";

    public string Etag => Etags.Of(Revision);

    public bool IsActive => State == Active;

    public static Department New(string parent, V1.Department from) => new()
    {
        HubId = parent.HubId(),
        Id = Guid.CreateVersion7(),
        School = from.School.Id(),
        Subject = Enums.Text(from.Subject),
        HeadId = from.Head.Length == 0 ? null : throw Refusals.Reference("department.head", from.Head,
            "is not of this department, which has nobody yet: create it, then its participants, then name the head"),
    };

    public Department Edit(V1.Department merged) => this with { HeadId = Reference.ToIdOrNull(merged.Head) };

    /// <summary>The department once its head has moved or left.</summary>
    public Department WithoutHead() => this with { HeadId = null };

    public Department Close() => IsActive
        ? this with { State = Closed }
        : throw ApiError.WrongState(Name, State, [Active], "it is closed already; ReopenDepartment opens it again");

    public Department Reopen() => !IsActive
        ? this with { State = Active }
        : throw ApiError.WrongState(Name, State, [Closed], "it is open already; CloseDepartment closes it");

    public Department RequireActive() => IsActive
        ? this
        : throw ApiError.WrongState(Name, State, [Active], "open it with ReopenDepartment first");

    public V1.Department ToProto() => new()
    {
        Name = Name,
        School = $"schools/{School}",
        Subject = Enums.Parse<V1.Subject>(Subject),
        Head = HeadId is { } head ? $"hubs/{HubId}/participants/{head}" : "",
        State = Enums.Parse<V1.Department.Types.State>(State),
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();
}
