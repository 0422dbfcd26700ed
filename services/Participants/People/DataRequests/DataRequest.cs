using Google.Protobuf;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using Outcome = Mastery.Participants.V1.DataRequest.Types.Outcome;
using RequestType = Mastery.Participants.V1.DataRequest.Types.Type;
using State = Mastery.Participants.V1.DataRequest.Types.State;

namespace Mastery.Participants;

/// <summary>What somebody asked about the data that the hub holds of them. Its state changes are in
/// <see cref="DataRequestLifecycle"/>, its time in <see cref="ResponseTime"/>.</summary>
public sealed record DataRequest : IResource
{
    public const string Type = "mastery.services/DataRequest";

    public required string HubId { get; init; }

    public required Guid Id { get; init; }

    public required RequestType Kind { get; init; }

    public Guid? ParticipantId { get; init; }

    public string DisplayName { get; init; } = "";

    public string Email { get; init; } = "";

    public string Message { get; init; } = "";

    public DateOnly ReceiveDate { get; init; }

    public State State { get; init; } = State.Open;

    /// <summary>The last day; null while it waits for the person.</summary>
    public DateOnly? DueDate { get; init; }

    public IReadOnlyList<RequestPause> Pauses { get; init; } = [];

    public string ExtensionReason { get; init; } = "";

    /// <summary>The day on which the person was told of the extension; null without one.</summary>
    public DateOnly? ExtensionNotifyDate { get; init; }

    public Outcome? Outcome { get; init; }

    public string OutcomeReason { get; init; } = "";

    public DateOnly? CloseDate { get; init; }

    /// <summary>When the participant was erased, if they were.</summary>
    public DateTime? EraseTime { get; init; }

    /// <summary>The services that have not confirmed the erasure yet.</summary>
    public string[] PendingServices { get; init; } = [];

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/dataRequests/{Id}";

    public string Etag => Etags.Of(Revision);

    public string ParticipantName => ParticipantId is { } id ? $"hubs/{HubId}/participants/{id}" : "";

    public static DataRequest New(string parent, V1.DataRequest from, DateOnly today) => new DataRequest
    {
        HubId = parent.HubId(),
        Id = Guid.CreateVersion7(),
        Kind = from.Type,
    }.With(from, today).Timed();

    /// <summary>The request with the day until which it has to be answered.</summary>
    public DataRequest Timed() => this with
    {
        DueDate = State == State.Paused ? null
            : ResponseTime.Due(ReceiveDate, Pauses, ExtensionNotifyDate is not null),
    };

    /// <summary>The request without anything personal: that it was made, and answered, stays.</summary>
    public DataRequest Erase() => this with
    {
        DisplayName = Participant.ErasedName,
        Email = "",
        Message = "",
        Pauses = [.. Pauses.Select(pause => pause with { Reason = "" })],
        ExtensionReason = "",
        OutcomeReason = "",
    };

    /// <summary>The request as it is on a day.</summary>
    public V1.DataRequest ToProto(DateOnly today)
    {
        var request = ToProto();
        request.Overdue = State == State.Open && DueDate < today;
        return request;
    }

    public V1.DataRequest ToProto() => new()
    {
        Name = Name,
        Type = Kind,
        Participant = ParticipantName,
        DisplayName = DisplayName,
        Email = Email,
        Message = Message,
        ReceiveDate = IsoDate.Text(ReceiveDate),
        State = State,
        DueDate = IsoDate.Text(DueDate),
        Pauses = { Pauses.Select(pause => pause.ToProto()) },
        Extension = ExtensionNotifyDate is not { } told ? null : new()
        {
            Reason = ExtensionReason,
            NotifyDate = IsoDate.Text(told),
        },
        Outcome = Outcome ?? default,
        OutcomeReason = OutcomeReason,
        CloseDate = IsoDate.Text(CloseDate),
        Erasure = EraseTime is not { } erased ? null : new()
        {
            EraseTime = erased.ToProto(),
            PendingServices = { PendingServices },
        },
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();

    internal DataRequest With(V1.DataRequest from, DateOnly today) => this with
    {
        ParticipantId = Reference.ToIdOrNull(from.Participant),
        DisplayName = from.DisplayName,
        Email = from.Email,
        Message = from.Message,
        ReceiveDate = Days.NotAfterToday("data_request.receive_date", from.ReceiveDate, today),
    };
}
