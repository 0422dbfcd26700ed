using Grpc.AspNetCore.Server;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Gateway.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace Mastery.Gateway.Edge;

/// <summary>The gateway's own gRPC service, health, keeps to the rules of the others: one spelling of a method, no
/// deadline of zero, and INVALID_ARGUMENT for a message that cannot be read.</summary>
sealed class OwnGrpcCalls(RequestDelegate next)
{
    static readonly GatewayError Unreadable = GatewayError.Malformed(
        StatusCodes.Status400BadRequest, "The request is not a readable message of this method.");

    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is { Method: var method }
            ? AnswerAsync(context, method.FullName)
            : next(context);

    async Task AnswerAsync(HttpContext context, string path)
    {
        if (!string.Equals(context.Request.Path.Value, path, StringComparison.Ordinal))
        {
            await context.AnswerAsync(GatewayError.NotFound(context.Request));
            return;
        }

        if (context.Request.IsOver())
        {
            await context.AnswerAsync(GatewayError.DeadlineOver());
            return;
        }

        await next(context);
        var trailers = context.Response.HasStarted
            ? context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers
            : context.Response.Headers;
        if (trailers is not null && Enum.TryParse<StatusCode>(trailers.GrpcStatus, out var code) && IsUnreadable(code))
        {
            foreach (var (key, value) in ErrorStatus.ToTrailers(Unreadable.ToStatus()))
            {
                trailers[key] = value;
            }
        }
    }

    // What grpc-dotnet says of such a message, and of a compression that it does not know.
    static bool IsUnreadable(StatusCode code) =>
        code is StatusCode.Unknown or StatusCode.Internal or StatusCode.Unimplemented;
}
