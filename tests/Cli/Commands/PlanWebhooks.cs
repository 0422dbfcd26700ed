using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.DevelopmentPlans.Webhooks.V1;
using Mastery.Webhooks.V1;

namespace Mastery.Cli.Tests.Commands;

/// <summary>Webhooks of plans: one that works, and one whose receiver is gone.</summary>
sealed class PlanWebhooks(Received received) : PlanWebhookService.PlanWebhookServiceBase
{
    public const string Name = "hubs/sussex/planWebhooks/0190";

    public override Task<ListWebhooksResponse> ListWebhooks(ListWebhooksRequest request, ServerCallContext context) =>
        Answer(request, new ListWebhooksResponse { Webhooks = { Webhook(), Webhook(disabled: true) } });

    public override Task<Webhook> GetWebhook(GetWebhookRequest request, ServerCallContext context) =>
        Answer(request, Webhook());

    public override Task<Webhook> CreateWebhook(CreateWebhookRequest request, ServerCallContext context) =>
        Answer(request, Webhook(secret: "whsec_new"));

    public override Task<Webhook> UpdateWebhook(UpdateWebhookRequest request, ServerCallContext context) =>
        Answer(request, Webhook(disabled: request.Webhook.Disabled));

    public override Task<Empty> DeleteWebhook(DeleteWebhookRequest request, ServerCallContext context) =>
        Answer(request, new Empty());

    public override Task<Webhook> RotateWebhookSecret(RotateWebhookSecretRequest request, ServerCallContext context) =>
        Answer(request, Webhook(secret: "whsec_new"));

    public override Task<Webhook> ReplayWebhook(ReplayWebhookRequest request, ServerCallContext context) =>
        Answer(request, Webhook());

    public override Task<ListDeadLettersResult> ListDeadLetters(
        ListDeadLettersRequest request, ServerCallContext context) =>
        Answer(request, new ListDeadLettersResult
        {
            DeadLetters =
            {
                new DeadLetter
                {
                    Id = "abc-7-1",
                    Revision = 7,
                    Failure = Mastery.Webhooks.V1.Webhook.Types.Failure.Timeout,
                },
            },
        });

    Task<T> Answer<T>(IMessage request, T answer)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(answer);
    }

    static Webhook Webhook(string secret = "", bool disabled = false) => new()
    {
        Name = Name,
        Uri = "https://example.org/changes",
        ApiClient = "apiClients/exporter",
        Secret = secret,
        Revision = 12,
        FailureCount = 2,
        LastStatus = 503,
        Disabled = disabled,
        DisabledReason = disabled ? Mastery.Webhooks.V1.Webhook.Types.DisabledReason.RightLost : default,
    };
}
