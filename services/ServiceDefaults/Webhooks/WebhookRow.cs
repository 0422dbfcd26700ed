using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using DisabledReason = Mastery.Webhooks.V1.Webhook.Types.DisabledReason;
using Failure = Mastery.Webhooks.V1.Webhook.Types.Failure;

namespace Mastery.ServiceDefaults;

/// <summary>A webhook as it is stored.</summary>
sealed record WebhookRow : IResource
{
    /// <summary>The resource type.</summary>
    public const string Type = "mastery.services/Webhook";

    /// <summary>Stands for the last change of a revision, whatever its number.</summary>
    public const int Whole = int.MaxValue;

    /// <summary>For how long a secret that was rotated away still signs.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>The collection that the service serves, for example <c>planWebhooks</c>.</summary>
    public required string Collection { get; init; }

    public required string HubId { get; init; }

    public required Guid Id { get; init; }

    public required string ClientId { get; init; }

    public required string Uri { get; init; }

    public required string[] ResourceTypes { get; init; }

    public bool Disabled { get; init; }

    public DisabledReason DisabledReason { get; init; }

    public int SecretGeneration { get; init; } = 1;

    public DateTime RotateTime { get; init; }

    public DateTime? PreviousEndTime { get; init; }

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public Guid? Epoch { get; init; }

    public long PlaceRevision { get; init; }

    public int PlaceOrdinal { get; init; } = Whole;

    public long PlaceVersion { get; init; }

    public int FailureCount { get; init; }

    public DateTime? NextAttemptTime { get; init; }

    public DateTime? LastDeliveryTime { get; init; }

    public Failure LastFailure { get; init; }

    public int LastStatus { get; init; }

    public string Name => $"hubs/{HubId}/{Collection}/{Id:D}";

    public string Etag => Etags.Of(Revision);

    /// <summary>The webhook with the caller's changes.</summary>
    public WebhookRow Edit(Webhooks.V1.Webhook merged) => this with
    {
        Uri = merged.Uri,
        ResourceTypes = [.. merged.ResourceTypes.Distinct()],
        Disabled = merged.Disabled,
        DisabledReason = !merged.Disabled ? DisabledReason.Unspecified
            : Disabled ? DisabledReason : DisabledReason.Requested,
    };

    /// <summary>The webhook that sends nothing any more.</summary>
    public WebhookRow Disable(DisabledReason reason) => this with { Disabled = true, DisabledReason = reason };

    /// <summary>The webhook with a new secret.</summary>
    public WebhookRow Rotate(bool expirePrevious, DateTime now) => this with
    {
        SecretGeneration = SecretGeneration + 1,
        RotateTime = now,
        PreviousEndTime = expirePrevious ? null : now + Overlap,
    };

    /// <summary>The webhook, and how its deliveries go.</summary>
    public Webhooks.V1.Webhook ToProto()
    {
        var shown = Logged();
        shown.Revision = PlaceOrdinal == Whole ? PlaceRevision : PlaceRevision - 1;
        shown.FailureCount = FailureCount;
        shown.NextAttemptTime = FailureCount > 0 ? Time(NextAttemptTime) : null;
        shown.LastDeliveryTime = Time(LastDeliveryTime);
        (shown.LastFailure, shown.LastStatus) = (LastFailure, LastStatus);
        return shown;
    }

    IMessage IResource.ToProto() => Logged();

    /// <summary>What a caller's write changes.</summary>
    Webhooks.V1.Webhook Logged() => new()
    {
        Name = Name,
        Uri = Uri,
        ResourceTypes = { ResourceTypes },
        Disabled = Disabled,
        DisabledReason = DisabledReason,
        ApiClient = $"apiClients/{ClientId}",
        RotateTime = Time(RotateTime),
        PreviousSecretExpireTime = Time(PreviousEndTime),
        Etag = Etag,
        CreateTime = Time(CreateTime),
        UpdateTime = Time(UpdateTime),
    };

    static Timestamp? Time(DateTime? time) => time?.ToUniversalTime().ToTimestamp();
}
