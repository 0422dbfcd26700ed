using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>Deletes the dead letters that are too old, hub by hub.</summary>
sealed class DeadLetterExpiry(WebhookQueue queue, WebhookCollection collection, IOptions<WebhookOptions> options,
    TimeProvider time, ILogger<DeadLetterExpiry> log)
    : HourlyWorker("Deleting old dead letters of webhooks", time, log)
{
    /// <inheritdoc/>
    protected override bool IsOn => options.Value.IsOn && collection.IsServed;

    /// <summary>Deletes those that were last sent before their time, and do not wait to be sent again.</summary>
    public Task DeleteAsync(CancellationToken cancellation) => queue.DeleteDeadLettersAsync(
        Clock.GetUtcNow().UtcDateTime - options.Value.DeadLetterRetention, cancellation);

    /// <inheritdoc/>
    protected override Task DoDueAsync(CancellationToken cancellation) => DeleteAsync(cancellation);
}
