using Microsoft.AspNetCore.Connections.Features;

namespace Mastery.Gateway.Health;

/// <summary>
/// While the gateway drains, asks each connection that still brings calls to close, so that none is in use when it
/// stops. The first call ends a little later than it could: the connection must not close before the peer knows,
/// because what the peer sends meanwhile would be lost.
/// </summary>
sealed class ConnectionDrain(RequestDelegate next, Drain drain)
{
    static readonly TimeSpan Notice = TimeSpan.FromMilliseconds(100);

    public Task InvokeAsync(HttpContext context) => drain.Draining ? CloseAsync(context) : next(context);

    async Task CloseAsync(HttpContext context)
    {
        var connection = context.Features.Get<IConnectionLifetimeNotificationFeature>();
        if (connection is not { ConnectionClosedRequested.IsCancellationRequested: false })
        {
            await next(context);
            return;
        }

        connection.RequestClose();
        var notice = Task.Delay(Notice, context.RequestAborted).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing);
        await next(context);
        await notice;
    }
}
