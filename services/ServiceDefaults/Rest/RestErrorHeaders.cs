using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using HttpRequest = Microsoft.AspNetCore.Http.HttpRequest;
using HttpResponse = Microsoft.AspNetCore.Http.HttpResponse;

namespace Mastery.ServiceDefaults;

/// <summary>The HTTP status of an error, and what HTTP clients look for in headers.</summary>
static class RestErrorHeaders
{
    /// <summary>The status of the canonical code; 412 for a conflict with <c>If-Match</c>, and 413 for what is too
    /// large, which no repetition makes smaller.</summary>
    public static int StatusOf(Google.Rpc.Status error, HttpRequest request) => ErrorStatus.ReasonOf(error) switch
    {
        ErrorReason.Conflict when !StringValues.IsNullOrEmpty(request.Headers.IfMatch) =>
            StatusCodes.Status412PreconditionFailed,
        ErrorReason.RequestTooLarge => StatusCodes.Status413PayloadTooLarge,
        _ => ErrorStatus.HttpStatus((StatusCode)error.Code),
    };

    /// <summary>Sets <c>Retry-After</c>, <c>WWW-Authenticate</c> for a missing scope (RFC 6750, section 3.1), and
    /// <c>RateLimit</c> with its policy (draft-ietf-httpapi-ratelimit-headers).</summary>
    public static void Apply(HttpResponse response, Google.Rpc.Status error)
    {
        response.Headers.ETag = StringValues.Empty;
        if (error.GetDetail<RetryInfo>() is { } retry)
        {
            response.Headers.RetryAfter = Seconds(retry).ToString(CultureInfo.InvariantCulture);
        }

        if (error.GetDetail<ErrorInfo>() is not { } info)
        {
            return;
        }

        if (info.Metadata.TryGetValue("scope", out var scope))
        {
            response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
        }

        if (info.Metadata.TryGetValue("policy", out var policy))
        {
            response.Headers["RateLimit-Policy"] =
                $"\"{policy}\";q={info.Metadata["limit"]};w={info.Metadata["window_seconds"]}";
            response.Headers["RateLimit"] = $"\"{policy}\";r=0;t={response.Headers.RetryAfter}";
        }
    }

    static long Seconds(RetryInfo retry) => retry.RetryDelay.Seconds + (retry.RetryDelay.Nanos > 0 ? 1 : 0);
}
