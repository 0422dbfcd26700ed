using Grpc.AspNetCore.Server;
using Grpc.Core;
using Mastery.Errors.V1;
using Microsoft.AspNetCore.Http;

namespace Mastery.ServiceDefaults;

/// <summary>Refuses what ASP.NET Core and grpc-dotnet would take although gRPC does not: another spelling of a method's
/// path, and a deadline that is already over.</summary>
sealed class GrpcRequestCheck(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!ErrorBody.IsGrpc(context.Request)
            || context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not { Method: var method })
        {
            return next(context);
        }

        // Routing ignores case and a slash at the end.
        if (!string.Equals(context.Request.Path.Value, method.FullName, StringComparison.Ordinal))
        {
            return ErrorBody.WriteAsync(context, ApiError.Of(
                StatusCode.Unimplemented, ErrorReason.MethodNotFound, "There is no such method."));
        }

        return IsOver(context.Request.Headers["grpc-timeout"])
            ? ErrorBody.WriteAsync(context, ApiError.DeadlineExceeded())
            : next(context);
    }

    // grpc-dotnet ignores a timeout of zero: the call would go on without any deadline.
    static bool IsOver(string? timeout) =>
        timeout is { Length: > 1 } && timeout.AsSpan(0, timeout.Length - 1).Trim('0').IsEmpty;
}
