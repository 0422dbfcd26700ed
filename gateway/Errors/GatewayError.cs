using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Microsoft.Net.Http.Headers;
using HttpRequest = Microsoft.AspNetCore.Http.HttpRequest;

namespace Mastery.Gateway.Errors;

/// <summary>An error of the gateway, before a service is reached or in place of its response.</summary>
/// <param name="HttpStatus">The status on REST; gRPC answers 200 and the code.</param>
/// <param name="Code">The canonical code.</param>
/// <param name="Reason">The entry of the error catalogue.</param>
/// <param name="Message">What went wrong and what to do.</param>
sealed record GatewayError(int HttpStatus, StatusCode Code, ErrorReason Reason, string Message)
{
    /// <summary>The values of <c>ErrorInfo.metadata</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The details beside the <c>ErrorInfo</c>.</summary>
    public IReadOnlyList<IMessage> Details { get; init; } = [];

    /// <summary>The headers of the answer on REST.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The error as a status.</summary>
    public Google.Rpc.Status ToStatus() => ErrorStatus.Of(Code, Reason, Message, Metadata, Details);

    public static GatewayError NotFound(HttpRequest request) =>
        new(StatusCodes.Status404NotFound, StatusCode.Unimplemented,
        ErrorReason.MethodNotFound, request.IsGrpc()
            ? $"There is no method {request.Path}."
            : $"There is nothing at {request.Method} {request.Path}.");

    public static GatewayError NotAllowed(HttpRequest request, string allowed) =>
        new(StatusCodes.Status405MethodNotAllowed,
        StatusCode.Unimplemented,
        ErrorReason.MethodNotFound,
        $"{request.Path} does not take {request.Method}; it takes {allowed}.")
        {
            Headers = new Dictionary<string, string> { [HeaderNames.Allow] = allowed },
        };

    public static GatewayError UnsupportedMediaType(string needed) => new(StatusCodes.Status415UnsupportedMediaType,
        StatusCode.InvalidArgument,
        ErrorReason.MalformedRequest,
        $"The request's content type is not served here: send {needed}.");

    public static GatewayError UnsupportedEncoding(string known) => new(StatusCodes.Status415UnsupportedMediaType,
        StatusCode.InvalidArgument,
        ErrorReason.MalformedRequest,
        $"The request's content encoding is not served here: send one of {known}, or none.")
    {
        Headers = new Dictionary<string, string> { [HeaderNames.AcceptEncoding] = known },
    };

    public static GatewayError Malformed(int httpStatus, string message) => new(httpStatus,
        StatusCode.InvalidArgument, ErrorReason.MalformedRequest, message);

    public static GatewayError NotInItsEncoding() => Malformed(
        StatusCodes.Status400BadRequest, "The body is not in the encoding that the request names.");

    public static GatewayError TooLarge(long limit) => new(
        StatusCodes.Status413PayloadTooLarge, StatusCode.ResourceExhausted,
        ErrorReason.RequestTooLarge,
        $"The request is larger than {limit} bytes: send less at once, or stream it over gRPC.")
    {
        Metadata = new Dictionary<string, string> { ["limit_bytes"] = limit.ToString(CultureInfo.InvariantCulture) },
    };

    public static GatewayError TooMany(int seconds) => new(
        StatusCodes.Status429TooManyRequests, StatusCode.ResourceExhausted,
        ErrorReason.TooManyRequests, $"Too many calls come from this address: try again in {seconds} s.")
    {
        Details = [new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds)) }],
    };

    /// <param name="service">The service that cannot be reached.</param>
    /// <param name="isRead">Whether the call changes nothing, so that it has no request_id.</param>
    public static GatewayError Unavailable(string service, bool isRead) => new(
        StatusCodes.Status503ServiceUnavailable, StatusCode.Unavailable,
        ErrorReason.ServiceUnavailable, $"The service {service} cannot be reached just now: {Retry(isRead)}.")
    {
        Metadata = new Dictionary<string, string> { ["service"] = service },
        Details = [new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) }],
    };

    /// <param name="service">The service that did not answer.</param>
    /// <param name="isRead">Whether the call changes nothing, so that it has no request_id.</param>
    public static GatewayError TimedOut(string service, bool isRead) => new(
        StatusCodes.Status504GatewayTimeout, StatusCode.DeadlineExceeded,
        ErrorReason.DeadlineExceeded, $"The service {service} did not answer in time: {Retry(isRead)}.")
    {
        Metadata = new Dictionary<string, string> { ["service"] = service },
    };

    public static GatewayError DeadlineOver() => new(
        StatusCodes.Status504GatewayTimeout, StatusCode.DeadlineExceeded,
        ErrorReason.DeadlineExceeded, "The call's deadline was over when it arrived: give it more time.");

    public static GatewayError Unexpected(string traceId) => new(
        StatusCodes.Status500InternalServerError, StatusCode.Internal,
        ErrorReason.Internal, "The gateway failed in a way it did not expect: report the trace_id.")
    {
        Metadata = new Dictionary<string, string> { ["trace_id"] = traceId },
    };

    /// <summary>The error for an HTTP status that has no body.</summary>
    public static GatewayError OfStatus(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => NotFound(context.Request),
        StatusCodes.Status405MethodNotAllowed => NotAllowed(context.Request, context.Response.Headers.Allow.ToString()),
        StatusCodes.Status415UnsupportedMediaType => UnsupportedMediaType("application/json or application/grpc"),
        >= 500 => Unexpected(RequestIdentity.Of(context)),
        var status => Malformed(status, "The request's line, host or headers cannot be understood."),
    };

    static string Retry(bool isRead) => isRead ? "retry" : "retry with the same request_id";
}
