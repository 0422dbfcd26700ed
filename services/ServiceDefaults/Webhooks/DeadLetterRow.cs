using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Failure = Mastery.Webhooks.V1.Webhook.Types.Failure;

namespace Mastery.ServiceDefaults;

/// <summary>What could not be delivered: which change, and what came of it.</summary>
sealed record DeadLetterRow : IResource
{
    public required string Id { get; init; }

    public required Guid Epoch { get; init; }

    public required long Revision { get; init; }

    public required int Ordinal { get; init; }

    public required Failure Failure { get; init; }

    public required int Status { get; init; }

    public required int AttemptCount { get; init; }

    public required DateTime AttemptTime { get; init; }

    public bool Replaying { get; init; }

    public string Name => Id;

    public string Etag => "";

    public IMessage ToProto() => Message();

    public Webhooks.V1.DeadLetter Message() => new()
    {
        Id = Id,
        Revision = Revision,
        Ordinal = Ordinal,
        Failure = Failure,
        Status = Status,
        AttemptCount = AttemptCount,
        AttemptTime = AttemptTime.ToUniversalTime().ToTimestamp(),
        Replaying = Replaying,
    };
}
