using System.Net;
using Mastery.Gateway.Edge;
using Mastery.Gateway.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Mastery.Gateway.Forwarding;

/// <summary>Forwards a request to a service and the response back, as streams; sends an error itself when that
/// fails.</summary>
sealed partial class CallForwarder(
    IHttpForwarder forwarder, Upstreams upstreams, EdgeLimits limits, ILogger<CallForwarder> log)
{
    readonly CallTransformer _transformer = new();
    readonly ForwarderRequestConfig _unary = Config(limits.UnaryIdle);
    readonly ForwarderRequestConfig _stream = Config(limits.StreamIdle);

    /// <summary>Forwards a gRPC or gRPC-Web call.</summary>
    public Task ForwardGrpcAsync(HttpContext context, string service, bool streaming)
    {
        var request = context.Request;
        if (!request.IsGrpc())
        {
            return context.AnswerAsync(
                GatewayError.UnsupportedMediaType("application/grpc, or the REST form of the method"));
        }

        if (!request.IsGrpcWeb() && !HttpProtocol.IsHttp2(request.Protocol) && !HttpProtocol.IsHttp3(request.Protocol))
        {
            return context.AnswerAsync(GatewayError.Malformed(StatusCodes.Status505HttpVersionNotsupported,
                "gRPC needs HTTP/2: call the gateway's gRPC address, or use gRPC-Web or REST here."));
        }

        if (!streaming)
        {
            return ForwardAsync(context, service, _unary);
        }

        RemoveLimits(context);
        return ForwardAsync(context, service, _stream);
    }

    /// <summary>Forwards a REST call, which the service transcodes.</summary>
    public Task ForwardRestAsync(HttpContext context, string service)
    {
        var request = context.Request;
        if (request.IsGrpc())
        {
            return context.AnswerAsync(GatewayError.NotFound(request));
        }

        if (HasBody(context) && !request.HasJsonContentType())
        {
            return context.AnswerAsync(GatewayError.UnsupportedMediaType("application/json"));
        }

        return ForwardAsync(context, service, _unary);
    }

    /// <summary>Forwards requests that are not RPCs, such as one for a token.</summary>
    public Task ForwardFormAsync(HttpContext context, string service) => ForwardAsync(context, service, _unary);

    async Task ForwardAsync(HttpContext context, string service, ForwarderRequestConfig config)
    {
        if (config == _unary && !RequestSizeLimit.Allows(context, limits.BodyBytes))
        {
            await RequestSizeLimit.RefuseAsync(context, limits.BodyBytes);
            return;
        }

        if (config == _unary && !await RequestBuffering.TryBufferAsync(context, limits))
        {
            return;
        }

        var upstream = upstreams[service];
        var failure = await forwarder.SendAsync(
            context, upstream.Next().Prefix, upstream.Invoker, config, _transformer);
        if (failure is not ForwarderError.None && !CallTransformer.HasAnswer(context))
        {
            await AnswerAsync(context, upstream, failure);
        }
    }

    Task AnswerAsync(HttpContext context, Upstream upstream, ForwarderError failure)
    {
        var cause = context.GetForwarderErrorFeature()?.Exception;
        if (RequestSizeLimit.IsCause(cause))
        {
            return RequestSizeLimit.RefuseAsync(context, limits.BodyBytes);
        }

        if (context.RequestAborted.IsCancellationRequested || failure is ForwarderError.RequestBodyClient)
        {
            // The caller has disconnected, or its request cannot be read any more.
            context.Abort();
            return Task.CompletedTask;
        }

        LogFailure(upstream.Name, failure, cause?.Message ?? "", RequestIdentity.Of(context));
        return context.AnswerAsync(failure is ForwarderError.RequestTimedOut
            ? GatewayError.TimedOut(upstream.Name)
            : GatewayError.Unavailable(upstream.Name));
    }

    // A stream may be as long and as slow as its caller needs.
    static void RemoveLimits(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    /// <summary>Whether a call has a body to send on.</summary>
    public static bool HasBody(HttpContext context) =>
        context.Request.ContentLength is > 0 || (context.Request.ContentLength is null
            && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true
            && context.Request.ContentType is not null);

    static ForwarderRequestConfig Config(TimeSpan idle) => new()
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        ActivityTimeout = idle,
    };

    [LoggerMessage(LogLevel.Warning, "{Service} did not answer ({Failure}): {Cause}, trace {TraceId}")]
    partial void LogFailure(string service, ForwarderError failure, string cause, string traceId);
}
