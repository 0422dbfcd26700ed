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
    public static Task AnswerAsync(this HttpContext context, GatewayError error) =>
        context.AnswerAsync(new ErrorAnswer(error.HttpStatus, error.ToStatus(), error.Headers));

    /// <summary>The same for an error that is answered often.</summary>
    public static Task AnswerAsync(this HttpContext context, ErrorAnswer error)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.Clear();
        RequestIdentity.Apply(context);
        return context.Request.IsGrpc() ? AnswerGrpc(context, error) : AnswerJson(context, error);
    }

    static Task AnswerGrpc(HttpContext context, ErrorAnswer error)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = context.Request.IsGrpcWeb() ? context.Request.ContentType : "application/grpc";
        foreach (var (key, value) in error.Trailers)
        {
            response.Headers[key] = value;
        }

        return Task.CompletedTask;
    }

    static Task AnswerJson(HttpContext context, ErrorAnswer error)
    {
        context.Response.StatusCode = error.HttpStatus;
        foreach (var (name, value) in error.Headers)
        {
            context.Response.Headers[name] = value;
        }

        var (type, body) = ErrorStatus.ToBody(error.Status, error.HttpStatus, context.Request.Headers.Accept);
        context.Response.ContentType = type + "; charset=utf-8";
        if (error.Status.GetDetail<RetryInfo>() is { RetryDelay: { } delay })
        {
            var seconds = Math.Ceiling(delay.ToTimeSpan().TotalSeconds);
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        SecurityHeaders.Apply(context.Response);
        return context.Response.WriteAsync(body, CancellationToken.None);
    }
}
