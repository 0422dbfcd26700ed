using Google.Protobuf.WellKnownTypes;

namespace Mastery.ServiceDefaults;

/// <summary>A row of the change log.</summary>
sealed record ChangeRow
{
    public required string HubId { get; init; }

    public required long Revision { get; init; }

    public required int Ordinal { get; init; }

    public required string Resource { get; init; }

    public required string ResourceType { get; init; }

    public required Changes.V1.Change.Types.Kind Kind { get; init; }

    public required string[] Paths { get; init; }

    /// <summary>The resource without its personal values, as JSON.</summary>
    public string? Before { get; init; }

    /// <summary>The same after the change.</summary>
    public string? After { get; init; }

    /// <summary>The personal values by their subject, <c>{"subject": {"before": {…}, "after": {…}}}</c>; null for those
    /// that were erased.</summary>
    public string? Personal { get; init; }

    public required string Actor { get; init; }

    public required string Scope { get; init; }

    public string? RequestId { get; init; }

    public string? TraceId { get; init; }

    public required DateTime ChangeTime { get; init; }

    /// <summary>The row without the resource's states.</summary>
    public Changes.V1.Change ToProto() => new()
    {
        Hub = $"hubs/{HubId}",
        Revision = Revision,
        Ordinal = Ordinal,
        Resource = Resource,
        ResourceType = ResourceType,
        Kind = Kind,
        Paths = { Paths },
        Actor = Actor,
        Scope = Scope,
        RequestId = RequestId ?? "",
        TraceId = TraceId ?? "",
        ChangeTime = Timestamp.FromDateTime(ChangeTime),
    };
}
