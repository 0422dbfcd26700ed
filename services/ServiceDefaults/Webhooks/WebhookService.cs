using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Webhooks.V1;

namespace Mastery.ServiceDefaults;

/// <summary>The webhooks of a service over its API. Services compile this file with the base class that their own
/// contract generated, which <c>WebhookService</c> in their project names.</summary>
sealed class WebhookService(WebhookApi webhooks) : WebhookServiceBase
{
    public override Task<Webhook> GetWebhook(GetWebhookRequest request, ServerCallContext context) =>
        webhooks.GetAsync(request);

    public override Task<ListWebhooksResponse> ListWebhooks(ListWebhooksRequest request, ServerCallContext context) =>
        webhooks.ListAsync(request);

    public override Task<Webhook> CreateWebhook(CreateWebhookRequest request, ServerCallContext context) =>
        webhooks.CreateAsync(request);

    public override Task<Webhook> UpdateWebhook(UpdateWebhookRequest request, ServerCallContext context) =>
        webhooks.UpdateAsync(request);

    public override Task<Empty> DeleteWebhook(DeleteWebhookRequest request, ServerCallContext context) =>
        webhooks.DeleteAsync(request);

    public override Task<Webhook> RotateWebhookSecret(RotateWebhookSecretRequest request, ServerCallContext context) =>
        webhooks.RotateAsync(request);

    public override Task<Webhook> ReplayWebhook(ReplayWebhookRequest request, ServerCallContext context) =>
        webhooks.ReplayAsync(request);

    public override Task<ListDeadLettersResult> ListDeadLetters(
        ListDeadLettersRequest request, ServerCallContext context) => webhooks.ListDeadLettersAsync(request);
}
