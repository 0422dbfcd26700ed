using Google.Protobuf;

namespace Mastery.DevelopmentPlans;

/// <summary>A row of what was kept: a plan or a part as it was from a revision of the plan on.</summary>
public sealed record KeptPart
{
    public required string HubId { get; init; }
    public required Guid PlanId { get; init; }
    public required string Collection { get; init; }
    public required Guid Id { get; init; }
    public required long Revision { get; init; }
    public string? Content { get; init; }

    /// <summary>What it was before that, where that is read too.</summary>
    public string? Before { get; init; }

    public string Actor { get; init; } = "";
    public DateTime CreateTime { get; init; }

    /// <summary>The name of what it is.</summary>
    public string Name => Collection == PartVersion.Plans ? PlanName : $"{PlanName}/{Collection}/{Id}";

    public IMessage? Part => Content is null ? null : PartJson.Parse(Collection, Content);

    public IMessage? Former => Before is null ? null : PartJson.Parse(Collection, Before);

    string PlanName => $"hubs/{HubId}/plans/{PlanId}";
}
