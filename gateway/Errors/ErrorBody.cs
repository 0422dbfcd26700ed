using System.Globalization;
using Google.Rpc;
using Mastery.Contracts;
using Mastery.Gateway.Edge;

namespace Mastery.Gateway.Errors;

/// <summary>Answers a <see cref="GatewayError"/> as an <see cref="ErrorStatus"/>: as JSON for REST, in place of
/// trailers for gRPC.</summary>
static class ErrorBody
{
    /// <summary>The media type of RFC 9457.</summary>
    public const string ProblemJson = "application/problem+json";

    /// <summary>Sends the error if the response has not started; else aborts the connection, so that no caller takes a
    /// partial response for a complete one.</summary>
    public static Task AnswerAsync(this HttpContext context, GatewayError error)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.Clear();
        RequestIdentity.Apply(context);
        var status = error.ToStatus();
        return context.Request.IsGrpc() ? AnswerGrpc(context, status) : AnswerJson(context, error, status);
    }

    static Task AnswerGrpc(HttpContext context, Google.Rpc.Status status)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = context.Request.IsGrpcWeb() ? context.Request.ContentType : "application/grpc";
        foreach (var (key, value) in ErrorStatus.ToTrailers(status))
        {
            response.Headers[key] = value;
        }

        return Task.CompletedTask;
    }

    static Task AnswerJson(HttpContext context, GatewayError error, Google.Rpc.Status status)
    {
        context.Response.StatusCode = error.HttpStatus;
        foreach (var (name, value) in error.Headers)
        {
            context.Response.Headers[name] = value;
        }

        var (type, body) = ErrorStatus.ToBody(status, error.HttpStatus, context.Request.Headers.Accept);
        context.Response.ContentType = type + "; charset=utf-8";
        if (status.Details.FirstOrDefault(detail => detail.Is(RetryInfo.Descriptor)) is { } retry)
        {
            context.Response.Headers.RetryAfter =
                retry.Unpack<RetryInfo>().RetryDelay.Seconds.ToString(CultureInfo.InvariantCulture);
        }

        SecurityHeaders.Apply(context.Response);
        return context.Response.WriteAsync(body, CancellationToken.None);
    }
}
