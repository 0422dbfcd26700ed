using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Cli.Bulk;
using Mastery.Cli.Connection;
using Mastery.Webhooks.V1;

namespace Mastery.Cli.Lists;

/// <summary>The methods of the webhooks of one service.</summary>
sealed record WebhookMethods(
    Func<GetWebhookRequest, CallOptions, AsyncUnaryCall<Webhook>> Get,
    Func<ListWebhooksRequest, CallOptions, AsyncUnaryCall<ListWebhooksResponse>> List,
    Func<CreateWebhookRequest, CallOptions, AsyncUnaryCall<Webhook>> Create,
    Func<UpdateWebhookRequest, CallOptions, AsyncUnaryCall<Webhook>> Update,
    Func<DeleteWebhookRequest, CallOptions, AsyncUnaryCall<Empty>> Delete,
    Func<RotateWebhookSecretRequest, CallOptions, AsyncUnaryCall<Webhook>> Rotate,
    Func<ReplayWebhookRequest, CallOptions, AsyncUnaryCall<Webhook>> Replay,
    Func<ListDeadLettersRequest, CallOptions, AsyncUnaryCall<ListDeadLettersResult>> DeadLetters)
{
    /// <summary>Those of the service whose log is meant.</summary>
    public static WebhookMethods Of(ApiClients api, ChangeLogOf log) => log switch
    {
        ChangeLogOf.Participants => Of(api.ParticipantWebhooks),
        ChangeLogOf.Plans => Of(api.PlanWebhooks),
        ChangeLogOf.Catalogue => Of(api.CatalogueWebhooks),
        _ => throw new RowRefusedException("no webhooks get the log of access: say another of --of"),
    };

    /// <summary>Those of the service that has a webhook.</summary>
    /// <param name="api">The typed clients.</param>
    /// <param name="name">For example <c>hubs/sussex/planWebhooks/…</c>.</param>
    public static WebhookMethods Of(ApiClients api, string name) => name.Split('/') switch
    {
        ["hubs", _, "participantWebhooks", _] => Of(api.ParticipantWebhooks),
        ["hubs", _, "planWebhooks", _] => Of(api.PlanWebhooks),
        ["hubs", _, "catalogueWebhooks", _] => Of(api.CatalogueWebhooks),
        _ => throw new RowRefusedException(
            $"'{name}' is no webhook: name one as `mastery webhooks list --ids` does, hubs/…/planWebhooks/…"),
    };

    static WebhookMethods Of(
        Participants.Webhooks.V1.ParticipantsWebhookService.ParticipantsWebhookServiceClient client) => new(
            client.GetWebhookAsync, client.ListWebhooksAsync, client.CreateWebhookAsync, client.UpdateWebhookAsync,
            client.DeleteWebhookAsync, client.RotateWebhookSecretAsync, client.ReplayWebhookAsync,
            client.ListDeadLettersAsync);

    static WebhookMethods Of(DevelopmentPlans.Webhooks.V1.PlanWebhookService.PlanWebhookServiceClient client) => new(
        client.GetWebhookAsync, client.ListWebhooksAsync, client.CreateWebhookAsync, client.UpdateWebhookAsync,
        client.DeleteWebhookAsync, client.RotateWebhookSecretAsync, client.ReplayWebhookAsync,
        client.ListDeadLettersAsync);

    static WebhookMethods Of(
        FocusCatalogue.Webhooks.V1.CatalogueWebhookService.CatalogueWebhookServiceClient client) => new(
            client.GetWebhookAsync, client.ListWebhooksAsync, client.CreateWebhookAsync, client.UpdateWebhookAsync,
            client.DeleteWebhookAsync, client.RotateWebhookSecretAsync, client.ReplayWebhookAsync,
            client.ListDeadLettersAsync);
}
