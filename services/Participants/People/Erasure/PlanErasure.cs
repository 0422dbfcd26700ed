using Mastery.Changes.V1;
using Mastery.DevelopmentPlans.V1;

namespace Mastery.Participants;

/// <summary>Asks DevelopmentPlans to erase its part of a person.</summary>
public sealed class PlanErasure(DevelopmentPlanService.DevelopmentPlanServiceClient plans)
{
    /// <summary>The name of the service, as an answer has it.</summary>
    public const string Service = "development-plans";

    /// <summary>Asks; the same again is the same.</summary>
    /// <returns>What may speak of the person there.</returns>
    public async Task<IReadOnlyList<UnattributedText>> AskAsync(PersonErasure erasure) =>
        (await plans.ErasePersonDataAsync(new()
        {
            Parent = $"hubs/{erasure.HubId}",
            Participants = { erasure.Names },
            Reason = erasure.Reason,
        })).Unattributed;
}
