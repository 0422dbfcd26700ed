using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>The secrets of webhooks and the signatures by them, as Standard Webhooks has them. A secret is derived from
/// the service's key, the webhook and the generation, so that none is stored.</summary>
sealed class WebhookSecrets(IOptions<WebhookOptions> options)
{
    /// <summary>The secret as its owner gets it.</summary>
    public string Text(WebhookRow webhook) =>
        $"whsec_{Convert.ToBase64String(Derive(webhook, webhook.SecretGeneration))}";

    /// <summary>The header <c>webhook-signature</c>: one signature, and that by the secret before as long as it
    /// counts.</summary>
    public string Sign(WebhookRow webhook, string id, long seconds, ReadOnlySpan<byte> body, DateTime now)
    {
        var generations = webhook.PreviousEndTime > now
            ? [webhook.SecretGeneration, webhook.SecretGeneration - 1]
            : (int[])[webhook.SecretGeneration];
        var head = string.Create(CultureInfo.InvariantCulture, $"{id}.{seconds}.");
        byte[] signed = [.. Encoding.UTF8.GetBytes(head), .. body];
        return string.Join(' ', generations.Select(generation =>
            $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Derive(webhook, generation), signed))}"));
    }

    byte[] Derive(WebhookRow webhook, int generation) => HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(options.Value.Key), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"webhook|{webhook.HubId}|{webhook.Collection}|{webhook.Id:N}|{generation}")));
}
