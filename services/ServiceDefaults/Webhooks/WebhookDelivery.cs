using Microsoft.Extensions.Logging;
using DisabledReason = Mastery.Webhooks.V1.Webhook.Types.DisabledReason;
using Failure = Mastery.Webhooks.V1.Webhook.Types.Failure;

namespace Mastery.ServiceDefaults;

/// <summary>Delivers to one webhook at a time: event after event in their order, as long as they are accepted. One that
/// ends between sending and keeping that it was sent leaves the event to the next, which sends it again under the same
/// id.</summary>
sealed partial class WebhookDelivery(
    WebhookQueue queue, WebhookReader reader, WebhookOwners owners, WebhookSender sender, HubUnitOfWork units,
    WebhookMetrics metrics, TimeProvider time, ILogger<WebhookDelivery> log)
{
    const string Actor = "webhooks";

    /// <summary>How long one webhook is delivered to before others get its place.</summary>
    static readonly TimeSpan Turn = TimeSpan.FromSeconds(30);

    /// <summary>When it is tried again where it could not be tried.</summary>
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Delivers to a webhook, unless another does.</summary>
    public async Task RunAsync(string hub, Guid id, CancellationToken cancellation)
    {
        if (await queue.ClaimAsync(hub, id, cancellation) is not { } webhook)
        {
            return;
        }

        try
        {
            await RunAsync(webhook, cancellation);
        }
        finally
        {
            await queue.ReleaseAsync(hub, id);
        }
    }

    async Task RunAsync(WebhookRow webhook, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        for (var next = webhook; next is { Disabled: false } && time.GetElapsedTime(start) < Turn;)
        {
            webhook = next;
            try
            {
                next = await StepAsync(webhook, cancellation);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                LogFailure(exception, webhook.Id);
                await queue.SaveAsync(webhook with { NextAttemptTime = Now + Soon }, null, cancellation);
                return;
            }
        }
    }

    /// <summary>Sends one event.</summary>
    /// <returns>The webhook, where there may be another; else null.</returns>
    async Task<WebhookRow?> StepAsync(WebhookRow webhook, CancellationToken cancellation)
    {
        var leased = time.GetTimestamp();
        var (owner, reason) = await owners.JudgeAsync(webhook, cancellation);
        if (owner is null)
        {
            await DisableAsync(webhook, reason, cancellation);
            return null;
        }

        if (await queue.NextReplayAsync(webhook, cancellation) is { } letter)
        {
            await ReplayAsync(webhook, owner, letter, cancellation);
            return await queue.SaveAsync(webhook, null, cancellation);
        }

        if (webhook.NextAttemptTime > Now)
        {
            return null;
        }

        var next = await reader.NextAsync(webhook, owner, cancellation);
        if (next.Body is null)
        {
            await queue.SaveAsync(After(webhook, next), null, cancellation);
            return null;
        }

        if (time.GetElapsedTime(leased) > WebhookQueue.Lease / 2)
        {
            // The database was so slow that another could send it at the same time.
            return null;
        }

        var outcome = await SendAsync(webhook, next.Id, next.Body, cancellation);
        return await KeepAsync(webhook, next, outcome, cancellation);
    }

    async Task<WebhookRow?> KeepAsync(
        WebhookRow webhook, WebhookEvent sent, WebhookOutcome outcome, CancellationToken cancellation)
    {
        webhook = webhook with { LastFailure = outcome.Failure, LastStatus = outcome.Status };
        if (outcome.Accepted)
        {
            metrics.Delivered(Now - sent.Time);
            return await queue.SaveAsync(After(webhook, sent) with { LastDeliveryTime = Now }, null, cancellation);
        }

        var failures = webhook.FailureCount + 1;
        if (outcome.Gone)
        {
            await queue.SaveAsync(webhook with { FailureCount = failures }, null, cancellation);
            await DisableAsync(webhook, DisabledReason.Gone, cancellation);
            return null;
        }

        if (failures >= WebhookSchedule.Attempts)
        {
            metrics.Dead();
            return await queue.SaveAsync(After(webhook, sent), Dead(sent, outcome, failures), cancellation);
        }

        var delay = WebhookSchedule.DelayAfter(failures, outcome.RetryAfter);
        await queue.SaveAsync(
            webhook with { FailureCount = failures, NextAttemptTime = Now + delay }, null, cancellation);
        return null;
    }

    async Task ReplayAsync(WebhookRow webhook, Caller owner, DeadLetterRow letter, CancellationToken cancellation)
    {
        var again = await reader.AgainAsync(webhook, owner, letter, cancellation);
        var outcome = again?.Body is { } body ? await SendAsync(webhook, letter.Id, body, cancellation)
            : new WebhookOutcome(Failure.Unspecified);
        await queue.SaveReplayAsync(webhook, letter, outcome, Now, cancellation);
    }

    async Task<WebhookOutcome> SendAsync(
        WebhookRow webhook, string id, byte[] body, CancellationToken cancellation)
    {
        var outcome = await sender.SendAsync(webhook, id, body, time, cancellation);
        if (!outcome.Accepted)
        {
            metrics.Failed(outcome.Failure);
        }

        return outcome;
    }

    Task DisableAsync(WebhookRow webhook, DisabledReason reason, CancellationToken cancellation) =>
        units.RunAsync<WebhookStore>(
            webhook.HubId, Actor, webhooks => webhooks.DisableAsync(webhook, reason), cancellation);

    /// <summary>The webhook once an event is done with.</summary>
    static WebhookRow After(WebhookRow webhook, WebhookEvent done) => webhook with
    {
        Epoch = done.Epoch == Guid.Empty ? null : done.Epoch,
        PlaceRevision = done.Revision,
        PlaceOrdinal = done.Ordinal,
        FailureCount = 0,
        NextAttemptTime = null,
    };

    DeadLetterRow Dead(WebhookEvent sent, WebhookOutcome outcome, int attempts) => new()
    {
        Id = sent.Id,
        Epoch = sent.Epoch,
        Revision = sent.Revision,
        Ordinal = sent.Ordinal,
        Failure = outcome.Failure,
        Status = outcome.Status,
        AttemptCount = attempts,
        AttemptTime = Now,
    };

    [LoggerMessage(LogLevel.Warning, "Nothing could be delivered to the webhook {Webhook}; it is tried again soon")]
    partial void LogFailure(Exception exception, Guid webhook);
}
