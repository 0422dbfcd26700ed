using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.Webhooks.V1;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>Manages the webhooks of a service for its callers.</summary>
public sealed class WebhookApi
{
    readonly CallScope _call;
    readonly WebhookStore _store;
    readonly WebhookCollection _collection;
    readonly WebhookSecrets _secrets;
    readonly WebhookOptions _options;
    readonly TimeProvider _time;

    internal WebhookApi(CallScope call, WebhookStore store, WebhookCollection collection, WebhookSecrets secrets,
        IOptions<WebhookOptions> options, TimeProvider time) =>
        (_call, _store, _collection, _secrets, _options, _time) =
        (call, store, collection, secrets, options.Value, time);

    /// <summary>One webhook.</summary>
    public async Task<Webhook> GetAsync(GetWebhookRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (await _store.GetAsync(request.Name)).ToProto();
    }

    /// <summary>A page of webhooks.</summary>
    public async Task<ListWebhooksResponse> ListAsync(ListWebhooksRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var page = await _store.ListAsync(request.Parent, ListRequest.From(request));
        return new()
        {
            Webhooks = { page.Rows.Select(webhook => webhook.ToProto()) },
            NextPageToken = page.NextPageToken,
        };
    }

    /// <summary>Creates one and answers its secret.</summary>
    public async Task<Webhook> CreateAsync(CreateWebhookRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequireOn();
        // A person's token names its grant as the client, grants/*: at a delivery nobody is asked what that allows.
        var client = _call.Caller.Client is { Length: > 0 } id && !id.Contains('/', StringComparison.Ordinal) ? id
            : throw NotOwner("A webhook belongs to an API client, whose rights count at each delivery, and this token "
                + "is none's: create it with the token of an API client.");
        var webhook = new WebhookRow
        {
            Collection = _collection.Name,
            HubId = request.Parent.HubId(),
            Id = Guid.CreateVersion7(),
            ClientId = client,
            Uri = "",
            ResourceTypes = [],
        };
        webhook = Checked(webhook.Edit(request.Webhook));
        if (await _store.CountAsync(webhook) >= WebhookStore.Most)
        {
            throw ApiError.Of(StatusCode.ResourceExhausted, ErrorReason.TooManyRequests,
                $"This client has {WebhookStore.Most} webhooks in this hub already: delete one.");
        }

        return Shown(await _store.InsertAsync(webhook));
    }

    /// <summary>Changes one.</summary>
    public async Task<Webhook> UpdateAsync(UpdateWebhookRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var webhook = await OwnAsync(request.Webhook.Name, request.Webhook.Etag);
        var edited = Checked(webhook.Edit(request.UpdateMask.Apply(webhook.ToProto(), request.Webhook)));
        return (await _store.UpdateAsync(webhook, edited)).ToProto();
    }

    /// <summary>Deletes one.</summary>
    public async Task<Empty> DeleteAsync(DeleteWebhookRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        await _store.DeleteAsync(await _store.GetAsync(request.Name, request.Etag));
        return new();
    }

    /// <summary>Makes a new secret and answers it.</summary>
    public async Task<Webhook> RotateAsync(RotateWebhookSecretRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequireOn();
        var webhook = await OwnAsync(request.Name, request.Etag);
        return Shown(await _store.UpdateAsync(
            webhook, webhook.Rotate(request.ExpirePrevious, _time.GetUtcNow().UtcDateTime)));
    }

    /// <summary>Has changes sent again.</summary>
    public async Task<Webhook> ReplayAsync(ReplayWebhookRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var webhook = await OwnAsync(request.Name, request.Etag);
        if (request.Revision > 0 == request.DeadLetter.Length > 0)
        {
            throw ApiError.Invalid("revision", "or dead_letter is set, and not both");
        }

        await (request.Revision > 0
            ? _store.ReplayAsync(webhook, request.Revision)
            : _store.ReplayAsync(webhook, request.DeadLetter));
        return (await _store.GetAsync(webhook.Name)).ToProto();
    }

    /// <summary>A page of what could not be delivered.</summary>
    public async Task<ListDeadLettersResult> ListDeadLettersAsync(ListDeadLettersRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var webhook = await _store.GetAsync(request.Name);
        var page = await _store.ListDeadLettersAsync(webhook, ListRequest.From(request));
        return new()
        {
            DeadLetters = { page.Rows.Select(letter => letter.Message()) },
            NextPageToken = page.NextPageToken,
        };
    }

    /// <summary>The webhook, which is the caller's own: others could have what its client may read sent to
    /// themselves.</summary>
    async Task<WebhookRow> OwnAsync(string name, string etag)
    {
        var webhook = await _store.GetAsync(name, etag);
        return webhook.ClientId == _call.Caller.Client ? webhook
            : throw NotOwner($"Only its owner, apiClients/{webhook.ClientId}, may do this: delete it, or create one.");
    }

    WebhookRow Checked(WebhookRow webhook)
    {
        if (webhook.ResourceTypes.FirstOrDefault(type => ResourceTypes.Find(type) is null) is { } unknown)
        {
            throw ApiError.Invalid("webhook.resource_types", $"'{unknown}' is no type of resource");
        }

        return WebhookAddress.Problem(webhook.Uri, _options) is { } problem
            ? throw ApiError.Invalid("webhook.uri", problem)
            : webhook;
    }

    void RequireOn()
    {
        if (!_options.IsOn)
        {
            throw ApiError.Precondition(ErrorReason.WrongState, "SETTING", "Webhooks:Key",
                "Webhooks are off in this installation: its operator sets Webhooks:Key to have them.");
        }
    }

    Webhook Shown(WebhookRow webhook)
    {
        var shown = webhook.ToProto();
        shown.Secret = _secrets.Text(webhook);
        return shown;
    }

    static ApiError NotOwner(string message) =>
        ApiError.Of(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, message);
}
