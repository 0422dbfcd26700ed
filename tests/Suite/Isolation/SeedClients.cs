using Grpc.Core;
using Mastery.Access.V1;
using Mastery.DevelopmentPlans.V1;
using Mastery.DevelopmentPlans.Webhooks.V1;
using Mastery.FocusCatalogue.Webhooks.V1;
using Mastery.Participants.V1;
using Mastery.Participants.Webhooks.V1;

namespace Mastery.Suite.Tests.Isolation;

/// <summary>The clients that a <see cref="HubSeed"/> is made by.</summary>
/// <param name="invoker">Where calls go, with a token.</param>
sealed class SeedClients(CallInvoker invoker)
{
    public AccessService.AccessServiceClient Access { get; } = new(invoker);

    public ParticipantService.ParticipantServiceClient People { get; } = new(invoker);

    public DataProtectionService.DataProtectionServiceClient DataProtection { get; } = new(invoker);

    public RosterService.RosterServiceClient Rosters { get; } = new(invoker);

    public WorkGroupService.WorkGroupServiceClient WorkGroups { get; } = new(invoker);

    public DevelopmentPlanService.DevelopmentPlanServiceClient Plans { get; } = new(invoker);

    public ParticipantsWebhookService.ParticipantsWebhookServiceClient ParticipantWebhooks { get; } = new(invoker);

    public PlanWebhookService.PlanWebhookServiceClient PlanWebhooks { get; } = new(invoker);

    public CatalogueWebhookService.CatalogueWebhookServiceClient CatalogueWebhooks { get; } = new(invoker);
}
