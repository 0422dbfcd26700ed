using System.Diagnostics;
using Mastery.Gateway.Edge;
using Mastery.Gateway.Errors;
using Mastery.Gateway.Routing;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Mastery.Gateway.Forwarding;

/// <summary>
/// Sends a call again, to another address, of which nothing was answered and that cannot take effect twice: nothing was
/// sent, the service refused it unread, or it changes nothing. Whatever fails for good gets the common error body.
/// </summary>
sealed partial class CallRetry(RequestDelegate next, EdgeLimits limits, ILogger<CallRetry> log)
{
    static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    public async Task InvokeAsync(HttpContext context)
    {
        var start = Stopwatch.GetTimestamp();
        await next(context);
        while (context.GetForwarderErrorFeature() is { } failure && !RequestIdentity.IsApplied(context))
        {
            if (!CallFailures.MayRepeat(context, failure) || Stopwatch.GetElapsedTime(start) >= limits.RetryTimeout)
            {
                await AnswerAsync(context, failure);
                return;
            }

            await ChooseOthersAsync(context);
            await next(context);
        }
    }

    // Another address is tried at once; the same ones only after a while.
    static async Task ChooseOthersAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        var available = proxy.Route.Cluster!.DestinationsState.AvailableDestinations;
        DestinationState[] others = [.. available.Where(destination => destination != proxy.ProxiedDestination)];
        if (others is [])
        {
            await Task.Delay(RetryDelay, context.RequestAborted);
            available = proxy.Route.Cluster.DestinationsState.AvailableDestinations;
        }

        proxy.AvailableDestinations = others is [] ? available : others;
        context.Features.Set<IForwarderErrorFeature>(null);
        context.Response.Clear();
    }

    Task AnswerAsync(HttpContext context, IForwarderErrorFeature failure)
    {
        var isGone = context.RequestAborted.IsCancellationRequested;
        if (!isGone && failure.Error is ForwarderError.RequestBodyClient
            && RequestBody.IsNotInItsEncoding(failure.Exception))
        {
            return context.AnswerAsync(GatewayError.NotInItsEncoding());
        }

        if (isGone || failure.Error is ForwarderError.RequestBodyClient)
        {
            // The caller has disconnected, or its request cannot be read any more.
            context.Abort();
            return Task.CompletedTask;
        }

        var service = context.GetReverseProxyFeature().Cluster.Config.ClusterId;
        LogFailure(service, failure.Error, failure.Exception?.Message ?? "", RequestIdentity.Of(context));
        var call = ForwardedCall.Of(context);
        var isRead = call.Kind is CallKind.Http || call.Reads(context.Request);
        return context.AnswerAsync(failure.Error is ForwarderError.RequestTimedOut
            ? GatewayError.TimedOut(service, isRead)
            : GatewayError.Unavailable(service, isRead));
    }

    [LoggerMessage(LogLevel.Warning, "{Service} did not answer ({Failure}): {Cause}, trace {TraceId}")]
    partial void LogFailure(string service, ForwarderError failure, string cause, string traceId);
}
