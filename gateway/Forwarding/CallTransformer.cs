using Mastery.Gateway.Edge;
using Mastery.Gateway.Errors;
using Yarp.ReverseProxy.Forwarder;

namespace Mastery.Gateway.Forwarding;

/// <summary>Changes requests and responses: the service's host, the trace headers, and the headers of the
/// response.</summary>
sealed class CallTransformer : HttpTransformer
{
    const string TraceParent = "traceparent";

    /// <summary>
    /// Whether the service has answered: it may do so before it has read the whole request. Sending the rest then
    /// fails, but the response is valid.
    /// </summary>
    public static bool HasAnswer(HttpContext context) =>
        context.Response.HasStarted || RequestIdentity.IsApplied(context);

    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest,
        string destinationPrefix, CancellationToken cancellationToken)
    {
        RequestIdentity.Of(httpContext);
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.Headers.Host = null;
        if (System.Diagnostics.Activity.Current?.Id is { } id)
        {
            proxyRequest.Headers.Remove(TraceParent);
            proxyRequest.Headers.TryAddWithoutValidation(TraceParent, id);
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse,
        CancellationToken cancellationToken)
    {
        var copy = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse is null)
        {
            return copy;
        }

        httpContext.Response.Headers.Remove("Server");
        RequestIdentity.Apply(httpContext);
        if (!httpContext.Request.IsGrpc())
        {
            SecurityHeaders.Apply(httpContext.Response);
        }

        return copy;
    }
}
