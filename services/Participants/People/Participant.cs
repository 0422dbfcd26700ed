using Google.Protobuf;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.Participant.Types.State;

namespace Mastery.Participants;

/// <summary>A person who works in a department.</summary>
public sealed record Participant : IResource
{
    public const string Type = "mastery.services/Participant";

    public required string HubId { get; init; }

    public required Guid Id { get; init; }

    public required Guid DepartmentId { get; init; }

    public required string GivenName { get; init; }

    public required string FamilyName { get; init; }

    public string PreferredName { get; init; } = "";

    public string[] PreviousNames { get; init; } = [];

    public string Email { get; init; } = "";

    public string Phone { get; init; } = "";

    public string? Trn { get; init; }

    public string JobTitle { get; init; } = "";

    public V1.Responsibility? Responsibility { get; init; }

    public DateOnly? TeachingSince { get; init; }

    public int? SpecialistCohort { get; init; }

    public V1.Participant.Types.Specialist.Types.Phase? SpecialistPhase { get; init; }

    public V1.Participant.Types.Specialist.Types.Status? SpecialistStatus { get; init; }

    public IReadOnlyList<ExternalId> ExternalIds { get; init; } = [];

    /// <summary>Where the record came from; empty if a user entered it.</summary>
    public string Source { get; init; } = "";

    public State State { get; init; } = State.Active;

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/participants/{Id}";

    public string Etag => Etags.Of(Revision);

    public string DepartmentName => $"hubs/{HubId}/departments/{DepartmentId}";

    public bool IsActive => State == State.Active;

    public static Participant New(string parent, V1.Participant from) => new Participant
    {
        HubId = parent.HubId(),
        Id = Guid.CreateVersion7(),
        DepartmentId = default,
        GivenName = "",
        FamilyName = "",
    }.Edit(from);

    /// <summary>The participant with the new values; another department means that they move to it.</summary>
    public Participant Edit(V1.Participant merged) => this with
    {
        DepartmentId = Reference.ToId(merged.Department),
        GivenName = merged.GivenName,
        FamilyName = merged.FamilyName,
        PreferredName = merged.PreferredName,
        PreviousNames = [.. merged.PreviousNames],
        Email = merged.Email,
        Phone = merged.Phone,
        Trn = merged.Trn is "" ? null : merged.Trn,
        JobTitle = merged.JobTitle,
        Responsibility = Specialism.OrNull(merged.Responsibility),
        TeachingSince = IsoDate.ParseOrNull(merged.TeachingSinceDate),
        SpecialistCohort = merged.Specialist?.Cohort,
        SpecialistPhase = merged.Specialist?.Phase,
        SpecialistStatus = merged.Specialist?.Status,
        ExternalIds = ExternalId.From(merged.ExternalIds),
    };

    public Participant Archive() => IsActive
        ? this with { State = State.Left }
        : throw ApiError.WrongState(
            Name, State, [State.Active], "they have left already; RestoreParticipant brings them back");

    public Participant Restore() => !IsActive
        ? this with { State = State.Active }
        : throw ApiError.WrongState(
            Name, State, [State.Left], "they work in the department; ArchiveParticipant says that they left");

    public V1.Participant ToProto() => new()
    {
        Name = Name,
        Department = DepartmentName,
        GivenName = GivenName,
        FamilyName = FamilyName,
        PreferredName = PreferredName,
        PreviousNames = { PreviousNames },
        Email = Email,
        Phone = Phone,
        Trn = Trn ?? "",
        JobTitle = JobTitle,
        Responsibility = Responsibility ?? default,
        TeachingSinceDate = IsoDate.Text(TeachingSince),
        Specialist = Specialism.ToProto(this),
        ExternalIds = { ExternalIds.Select(id => id.ToProto()) },
        Source = Source,
        State = State,
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();
}
