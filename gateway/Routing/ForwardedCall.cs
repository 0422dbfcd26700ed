using Mastery.Contracts;
using Mastery.Gateway.Edge;
using Mastery.Gateway.Errors;

namespace Mastery.Gateway.Routing;

/// <summary>What the gateway knows of the calls of one route; metadata of the route's endpoint.</summary>
/// <param name="Kind">How they are sent.</param>
/// <param name="Path">The path of a gRPC method, or the pattern of a REST path.</param>
/// <param name="IsStreaming">Whether either side sends a stream of messages.</param>
/// <param name="IsRead">Whether they change nothing, so that one may be sent twice.</param>
sealed record ForwardedCall(CallKind Kind, string Path, bool IsStreaming, bool IsRead)
{
    /// <summary>That of the route which a request has taken.</summary>
    public static ForwardedCall Of(HttpContext context) =>
        context.GetEndpoint()!.Metadata.GetRequiredMetadata<ForwardedCall>();

    /// <summary>Whether a call changes nothing.</summary>
    public bool Reads(HttpRequest request) =>
        IsRead || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>Why a request is refused before it is forwarded; null when it is not.</summary>
    public GatewayError? Refusal(HttpContext context) => Kind switch
    {
        CallKind.Grpc => GrpcRefusal(context.Request),
        CallKind.Rest => RestRefusal(context),
        _ => EncodingRefusal(context.Request),
    };

    GatewayError? GrpcRefusal(HttpRequest request)
    {
        if (!request.IsGrpc())
        {
            return GatewayError.UnsupportedMediaType("application/grpc, or the REST form of the method");
        }

        // Routing ignores case and a slash at the end; gRPC knows one spelling of a method.
        if (!string.Equals(request.Path.Value, Path, StringComparison.Ordinal))
        {
            return GatewayError.NotFound(request);
        }

        if (request.IsOver())
        {
            return GatewayError.DeadlineOver();
        }

        return request.IsGrpcWeb() || HttpProtocol.IsHttp2(request.Protocol) || HttpProtocol.IsHttp3(request.Protocol)
            ? null
            : GatewayError.Malformed(StatusCodes.Status505HttpVersionNotsupported,
                "gRPC needs HTTP/2: call the gateway's gRPC address, or use gRPC-Web or REST here.");
    }

    GatewayError? RestRefusal(HttpContext context)
    {
        var request = context.Request;
        if (request.IsGrpc() || (!RestPattern.HasCustomVerb(Path) && RestPattern.HasCustomVerb(request.Path.Value)))
        {
            return GatewayError.NotFound(request);
        }

        if (RequestBody.IsSent(context) && !request.HasJsonContentType() && !(IsStreaming && request.HasJsonLines()))
        {
            return GatewayError.UnsupportedMediaType(
                IsStreaming ? $"{JsonLines.MediaType} or application/json" : "application/json");
        }

        return EncodingRefusal(request);
    }

    // Encodings that are known are decoded by now, and their header is gone.
    static GatewayError? EncodingRefusal(HttpRequest request) =>
        request.Headers.ContentEncoding is { Count: > 0 } encoding
            && !encoding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase)
                ? GatewayError.UnsupportedEncoding("br, deflate, gzip")
                : null;
}

/// <summary>How calls are sent.</summary>
enum CallKind
{
    /// <summary>As gRPC or gRPC-Web.</summary>
    Grpc,

    /// <summary>As REST, which the service transcodes.</summary>
    Rest,

    /// <summary>As plain HTTP that is no RPC, such as a request for a token.</summary>
    Http,
}
