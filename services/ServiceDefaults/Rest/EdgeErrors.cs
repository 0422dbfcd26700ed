using System.Diagnostics;
using Grpc.Core;
using Mastery.Errors.V1;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mastery.ServiceDefaults;

/// <summary>Gives a proper body to what fails before the pipeline is reached: frames and encodings that grpc-dotnet
/// answers UNKNOWN or INTERNAL, and the empty refusals of routing.</summary>
sealed partial class EdgeErrors(RequestDelegate next, ILogger<EdgeErrors> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var grpc = ErrorBody.IsGrpc(context.Request);
        await next(context);
        if (grpc)
        {
            RewriteTrailers(context);
        }
        else if (context.Response is
        {
            HasStarted: false, StatusCode: >= 400, ContentLength: null or 0,
            ContentType: null
        })
        {
            await ErrorBody.WriteRestAsync(context, OfStatus(context).ToStatus());
        }
    }

    void RewriteTrailers(HttpContext context)
    {
        var trailers = context.Response.HasStarted
            ? context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers
            : context.Response.Headers;
        if (trailers is null || !int.TryParse(trailers["grpc-status"], out var code) || code == 0
            || trailers.ContainsKey("grpc-status-details-bin"))
        {
            return;
        }

        if (OfCode((StatusCode)code, trailers["grpc-message"].ToString(), context) is { } error)
        {
            ErrorBody.WriteTrailers(trailers, error);
        }
    }

    ApiError? OfCode(StatusCode code, string message, HttpContext context) => code switch
    {
        StatusCode.Unimplemented when message.Contains("ncoding", StringComparison.Ordinal) =>
            ApiError.Malformed("The compression is not known."),
        StatusCode.Unimplemented => NoMethod(context),
        StatusCode.ResourceExhausted => ApiError.TooLarge(Limits.MessageBytes),
        StatusCode.DeadlineExceeded => ApiError.Of(code, ErrorReason.DeadlineExceeded,
            "The call's deadline passed before the answer was ready."),
        StatusCode.Cancelled => ApiError.Of(code, ErrorReason.Cancelled, "The caller cancelled the call."),
        StatusCode.Unknown or StatusCode.Internal
            when !context.RequestServices.GetRequiredService<CallScope>().Reached =>
            ApiError.Malformed("The request is not a readable message of this method."),
        StatusCode.Unknown or StatusCode.Internal => Unexpected(context),
        _ => null,
    };

    static ApiError OfStatus(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => ApiError.Unauthenticated(),
        StatusCodes.Status403Forbidden => ApiError.Of(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
            "The token does not allow this."),
        StatusCodes.Status404NotFound => NoMethod(context),
        StatusCodes.Status405MethodNotAllowed => ApiError.Of(StatusCode.Unimplemented, ErrorReason.MethodNotFound,
            $"{context.Request.Method} is not served at this path{Allowed(context)}."),
        StatusCodes.Status413PayloadTooLarge => ApiError.TooLarge(Limits.MessageBytes),
        StatusCodes.Status415UnsupportedMediaType => ApiError.Malformed(RestGuard.NotJson),
        StatusCodes.Status429TooManyRequests => ApiError.TooMany("Too many calls", 1),
        StatusCodes.Status503ServiceUnavailable => ApiError.Unavailable("The service"),
        >= 500 => ApiError.Internal(Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier),
        _ => ApiError.Malformed("The request could not be understood."),
    };

    static string Allowed(HttpContext context) =>
        context.Response.Headers.Allow is { Count: > 0 } allow ? $"; it takes {allow}" : "";

    /// <summary>What fails after the pipeline: an answer that cannot be written.</summary>
    ApiError Unexpected(HttpContext context)
    {
        var trace = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        LogUnexpected(context.Request.Path, trace);
        return ApiError.Internal(trace);
    }

    static ApiError NoMethod(HttpContext context) => ApiError.Of(StatusCode.Unimplemented, ErrorReason.MethodNotFound,
        ErrorBody.IsGrpc(context.Request) ? "There is no such method." : "There is nothing at this path.");

    [LoggerMessage(LogLevel.Error, "{Method} failed after its method had answered, trace {TraceId}")]
    partial void LogUnexpected(string method, string traceId);
}
