using System.Text.Json;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults;

/// <summary>Something to send: a change, or that the log was restored.</summary>
/// <param name="Id">The header <c>webhook-id</c>: the same each time.</param>
/// <param name="Epoch">The log.</param>
/// <param name="Revision">The revision.</param>
/// <param name="Ordinal">The number in it.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Body">What is sent; null where there is nothing more up to the revision.</param>
sealed record WebhookEvent(string Id, Guid Epoch, long Revision, int Ordinal, DateTime Time, byte[]? Body);

/// <summary>Reads what a webhook is to be sent from the log, each time anew, by the code of the feed: with what its
/// owner may read by now, and without what was erased.</summary>
sealed class WebhookReader(IServiceScopeFactory scopes, ContractRegistry contracts, TimeProvider time)
{
    string Method => $"{contracts.FindGet(WebhookRow.Type)!.Method.Service.FullName}/Deliver";

    /// <summary>What comes next after the webhook's place; without a body, the end of the log.</summary>
    public Task<WebhookEvent> NextAsync(WebhookRow webhook, Caller owner, CancellationToken cancellation) =>
        InScopeAsync(webhook, owner, async (store, view) =>
        {
            var head = await store.HeadAsync(webhook.HubId);
            var (epoch, revision) = (webhook.Epoch ?? head.Epoch, webhook.PlaceRevision);
            if (epoch != head.Epoch || revision > head.Revision)
            {
                return Restored(webhook, head);
            }

            return await store.NextAsync(
                webhook.HubId, revision, webhook.PlaceOrdinal, head.Revision, webhook.ResourceTypes) is { } row
                ? await EventAsync(row, epoch, view)
                : new("", head.Epoch, head.Revision, WebhookRow.Whole, default, null);
        }, cancellation);

    /// <summary>A change again; null where it is not there any more.</summary>
    public Task<WebhookEvent?> AgainAsync(
        WebhookRow webhook, Caller owner, DeadLetterRow letter, CancellationToken cancellation) =>
        InScopeAsync(webhook, owner, async (store, view) =>
        {
            var head = await store.HeadAsync(webhook.HubId);
            return head.Epoch != letter.Epoch ? null
                : letter.Ordinal == WebhookRow.Whole ? Restored(webhook, head)
                : await store.FindAsync(webhook.HubId, letter.Revision, letter.Ordinal) is { } row
                ? await EventAsync(row, letter.Epoch, view)
                : null;
        }, cancellation);

    async Task<T> InScopeAsync<T>(WebhookRow webhook, Caller owner, Func<ChangeStore, ChangeView, Task<T>> read,
        CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallScope>().Enter(webhook.HubId, owner, Method, cancellation);
        return await read(scope.ServiceProvider.GetRequiredService<ChangeStore>(),
            scope.ServiceProvider.GetRequiredService<ChangeView>());
    }

    /// <summary>A change as the feed shows it.</summary>
    static async Task<WebhookEvent> EventAsync(ChangeRow row, Guid epoch, ChangeView view)
    {
        var change = (await view.ShowAsync([row]))[0];
        var type = row.ResourceType[(row.ResourceType.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return new($"{epoch:N}-{row.Revision}-{row.Ordinal}", epoch, row.Revision, row.Ordinal, row.ChangeTime, Body(
            $"{char.ToLowerInvariant(type[0])}{type[1..]}.{Enums.Text(row.Kind).ToLowerInvariant()}",
            row.ChangeTime, JsonFormatter.Default.Format(change)));
    }

    /// <summary>What tells a receiver that the log is another one: it goes on after the present end.</summary>
    WebhookEvent Restored(WebhookRow webhook, FeedPosition head)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var data = new Mastery.Changes.V1.Change { Hub = $"hubs/{webhook.HubId}", Revision = head.Revision };
        return new($"{head.Epoch:N}-restored", head.Epoch, head.Revision, WebhookRow.Whole, now,
            Body("log.restored", now, JsonFormatter.Default.Format(data)));
    }

    static byte[] Body(string type, DateTime time, string data)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("timestamp", time);
            json.WritePropertyName("data");
            json.WriteRawValue(data);
            json.WriteEndObject();
        }

        return body.ToArray();
    }
}
