using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.Common.V1;
using Mastery.ServiceDefaults;
using Horizon = Mastery.DevelopmentPlans.V1.Aim.Types.Horizon;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;
using Status = Mastery.DevelopmentPlans.V1.Aim.Types.Status;

namespace Mastery.DevelopmentPlans;

/// <summary>What the department wants to achieve: the row and its rules.</summary>
public sealed record Aim : IResource
{
    public const string Collection = "aims";

    public required string HubId { get; init; }
    public required Guid PlanId { get; init; }
    public required Guid Id { get; init; }
    public required string Statement { get; init; }
    public string OutcomeHeading { get; init; } = "";
    public IReadOnlyList<BigIdea> BigIdeas { get; init; } = [];
    public string[] EssenceThemes { get; init; } = [];
    public Guid[] EvidenceIds { get; init; } = [];
    public IReadOnlyList<SuccessCriterion> SuccessCriteria { get; init; } = [];
    public required Horizon Horizon { get; init; }
    public required Status Status { get; init; }
    public Guid? ContinuesPlanId { get; init; }
    public Guid? ContinuesId { get; init; }
    public long Revision { get; init; } = 1;
    public DateTime CreateTime { get; init; }
    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/plans/{PlanId}/aims/{Id}";
    public string Etag => Etags.Of(Revision);
    public bool Dropped => Status == Status.Dropped;
    public bool IsLongTerm => Horizon == Horizon.Long;

    public static Aim New(Plan plan, V1.Aim from, DateOnly today) =>
        Of(plan.RequireEditable(), Guid.CreateVersion7(), from.RequirePossible(today));

    /// <summary>The aim with the new values. Once the plan is agreed, only its progress can change.</summary>
    public Aim Edit(Plan plan, V1.Aim merged, DateOnly today)
    {
        plan.Require(PlanState.Draft, PlanState.Shared, PlanState.Agreed);
        var edited = Of(plan, Id, merged.RequirePossible(today)) with
        {
            ContinuesPlanId = ContinuesPlanId,
            ContinuesId = ContinuesId,
            Revision = Revision,
            CreateTime = CreateTime,
            UpdateTime = UpdateTime,
        };
        return plan.State != PlanState.Agreed || edited.WithProgressOf(this).ToProto().Equals(ToProto())
            ? edited
            : throw PlanErrors.OnlyProgress(plan);
    }

    public V1.Aim ToProto() => new()
    {
        Name = Name,
        Statement = Statement,
        OutcomeHeading = OutcomeHeading,
        BigIdeas = { BigIdeas },
        EssenceThemes = { EssenceThemes },
        Evidence = { EvidenceIds.Select(id => $"hubs/{HubId}/plans/{PlanId}/evidence/{id}") },
        SuccessCriteria = { SuccessCriteria.Select(criterion => criterion.ToProto()) },
        Horizon = Horizon,
        Status = Status,
        Continues = ContinuesId is null ? "" : $"hubs/{HubId}/plans/{ContinuesPlanId}/aims/{ContinuesId}",
        Etag = Etag,
        CreateTime = CreateTime.ToTimestamp(),
        UpdateTime = UpdateTime.ToTimestamp(),
    };

    IMessage IResource.ToProto() => ToProto();

    Aim WithProgressOf(Aim before) => this with
    {
        Status = before.Status,
        SuccessCriteria = SuccessCriteria.Count != before.SuccessCriteria.Count
            ? SuccessCriteria
            : [.. SuccessCriteria.Zip(
                before.SuccessCriteria, (now, then) => now with { Measurements = then.Measurements })],
    };

    static Aim Of(Plan plan, Guid id, V1.Aim from) => new()
    {
        HubId = plan.HubId,
        PlanId = plan.Id,
        Id = id,
        Statement = from.Statement,
        OutcomeHeading = from.OutcomeHeading,
        BigIdeas = [.. from.BigIdeas.Distinct()],
        EssenceThemes = [.. from.EssenceThemes.Distinct()],
        EvidenceIds = plan.PartIds(Evidence.Collection, from.Evidence),
        SuccessCriteria = [.. from.SuccessCriteria.Select(SuccessCriterion.Of)],
        Horizon = from.Horizon,
        Status = from.Status == Status.Unspecified ? Status.NotStarted : from.Status,
    };
}
